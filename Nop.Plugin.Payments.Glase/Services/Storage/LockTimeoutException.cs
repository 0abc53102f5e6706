namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Somebody else held a lock for longer than the caller was willing to wait.
/// </summary>
public class LockTimeoutException : TimeoutException
{
    /// <summary>
    /// Makes the exception.
    /// </summary>
    /// <param name="name">What is locked</param>
    public LockTimeoutException(string name)
        : base($"Glase: another request is still working on {name}. Try again in a moment.")
    {
    }
}
