using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// When the scheduled task may retry a refund, by its earlier attempts.
/// </summary>
public static class RefundRetryPolicy
{
    private static readonly TimeSpan _minDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _maxDelay = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets the refunds that count after an admin's decision about the payment: those sent since then, and those whose outcome is not known.
    /// </summary>
    /// <param name="refunds">All refunds of the payment, the oldest first</param>
    /// <param name="payment">The payment</param>
    public static IList<GlaseRefund> GetSinceDecision(IList<GlaseRefund> refunds, GlasePayment payment)
    {
        return [.. refunds.Where(refund => payment.DecidedOnUtc is not { } decided || refund.IsOutcomeUnknown || refund.CreatedOnUtc >= decided)];
    }

    /// <summary>
    /// Gets whether a person has to look first: at a refund with an unknown outcome, or at one that Glase refused for a reason
    /// that trying again does not change.
    /// </summary>
    /// <param name="refunds">All refunds of the payment, the oldest first</param>
    public static bool RequiresAdmin(IList<GlaseRefund> refunds)
    {
        return refunds.Any(refund => refund.IsOutcomeUnknown) || IsPermanentlyRefused(refunds);
    }

    /// <summary>
    /// Gets whether Glase refused the last refund for a reason that trying again does not change, and nobody's outcome is open.
    /// </summary>
    /// <param name="refunds">All refunds of the payment, the oldest first</param>
    public static bool IsPermanentlyRefused(IList<GlaseRefund> refunds)
    {
        return !refunds.Any(refund => refund.IsOutcomeUnknown) && refunds.LastOrDefault() is { } last && IsRefusedForGood(last);
    }

    /// <summary>
    /// Gets whether the task may try now. A transient failure (the network, credentials that are being corrected) is retried
    /// with exponential backoff of up to an hour; a refund that an admin decided was not made, at once.
    /// </summary>
    /// <param name="refunds">All refunds of the payment, the oldest first</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static bool IsDue(IList<GlaseRefund> refunds, DateTime nowUtc)
    {
        if (RequiresAdmin(refunds))
            return false;

        var failures = refunds.Reverse().TakeWhile(IsRefusedForNow).Count();
        return failures == 0 || refunds[^1].CreatedOnUtc + GetDelay(failures) <= nowUtc;
    }

    private static TimeSpan GetDelay(int failures)
    {
        var pause = _minDelay * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < _maxDelay ? pause : _maxDelay;
    }

    private static bool IsRefusedForGood(GlaseRefund refund)
    {
        return IsRefusedByGlase(refund) && refund.ResultCode is { } code
            && !GlaseResultCodes.IsAboutCredentials((GlaseResultCode)code);
    }

    private static bool IsRefusedForNow(GlaseRefund refund)
    {
        return IsRefusedByGlase(refund) && !IsRefusedForGood(refund);
    }

    private static bool IsRefusedByGlase(GlaseRefund refund)
    {
        return refund.Status == GlaseRefundStatus.Refused && refund.DecidedOnUtc is null;
    }
}
