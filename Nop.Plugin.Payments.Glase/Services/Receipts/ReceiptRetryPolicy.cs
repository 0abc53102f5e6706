using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// When sending a receipt is retried, and when it is abandoned.
/// </summary>
public static class ReceiptRetryPolicy
{
    /// <summary>
    /// How long a receipt is leased to the process that began to submit it. Longer than the call may take; if the process ends
    /// during it, the scheduled task submits the receipt after that.
    /// </summary>
    public static readonly TimeSpan AttemptLease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _minDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _maxDelay = TimeSpan.FromDays(1);

    /// <summary>
    /// Gets the pause after a failure: as long as it has been tried already, so that pauses double, between a minute and a day.
    /// </summary>
    /// <param name="tried">The time since the payment was applied</param>
    public static TimeSpan GetDelay(TimeSpan tried)
    {
        if (tried < _minDelay)
            return _minDelay;
        return tried < _maxDelay ? tried : _maxDelay;
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
            GlaseResultCode.InvalidErsReference => tried >= _maxDelay,
            _ => false
        };
    }
}
