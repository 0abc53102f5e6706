using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// When sending a receipt is retried, and when it is abandoned.
/// </summary>
public static class ReceiptRetryPolicy
{
    /// <summary>
    /// How long a receipt belongs to whoever began to hand it in. Longer than the call may take; should the process end
    /// meanwhile, the scheduled task is next.
    /// </summary>
    public static readonly TimeSpan AttemptLease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MinDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    /// <summary>
    /// Gets the pause after a failure: as long as it has been tried already, so that pauses double, between a minute and a day.
    /// </summary>
    /// <param name="tried">The time since the payment was applied</param>
    public static TimeSpan GetDelay(TimeSpan tried)
    {
        if (tried < MinDelay)
            return MinDelay;
        return tried < MaxDelay ? tried : MaxDelay;
    }

    /// <summary>
    /// Gets whether trying again is of no use: Glase does not take receipts from this shop at all; or it has not known the
    /// payment for a day, as after a change of server or terminal.
    /// </summary>
    /// <param name="failure">Why Glase did not accept it</param>
    /// <param name="tried">The time since the payment was applied</param>
    public static bool IsPermanentFailure(GlaseApiException failure, TimeSpan tried)
    {
        return failure.ResultCode switch
        {
            GlaseResultCode.UnsupportedOperation or GlaseResultCode.LicenseRejection => true,
            GlaseResultCode.InvalidErsReference => tried >= MaxDelay,
            _ => false
        };
    }
}
