namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Another caller held a lock for longer than the timeout.
/// </summary>
public class LockTimeoutException : TimeoutException
{
    /// <summary>
    /// Makes the exception.
    /// </summary>
    /// <param name="name">What is locked</param>
    public LockTimeoutException(string name)
        : base($"Glase: another request is still working on {name}. Try again in half a minute.")
    {
    }
}
