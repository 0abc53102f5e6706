namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// How long an operation may take and how often it is tried.
/// </summary>
/// <param name="AttemptTimeout">For one request, until its answer is read</param>
/// <param name="Retries">Further requests after a passing failure; 0 for operations that must not be sent twice</param>
/// <param name="TotalTimeout">
/// For all attempts and the waiting between them; without effect when <paramref name="Retries"/> is 0
/// </param>
public sealed record GlaseCallPolicy(TimeSpan AttemptTimeout, int Retries, TimeSpan TotalTimeout)
{
    internal static GlaseCallPolicy Once(double seconds)
    {
        return new(TimeSpan.FromSeconds(seconds), 0, TimeSpan.FromSeconds(seconds));
    }

    internal static GlaseCallPolicy Repeated(double attemptSeconds, int retries, double totalSeconds)
    {
        return new(TimeSpan.FromSeconds(attemptSeconds), retries, TimeSpan.FromSeconds(totalSeconds));
    }
}
