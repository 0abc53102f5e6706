using System.Globalization;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Records that the order of a paid payment could not be placed, and when that is tried again.
/// </summary>
public class PlacementFailureRecorder(OrderPaymentClaims claims, LockedPayments lockedPayments, TimeProvider timeProvider)
{
    /// <summary>
    /// Records that an attempt failed, and what follows from it.
    /// </summary>
    /// <returns>
    /// RetryScheduled when it is tried again, NotApplicable when it is not; InProgress when another process has claimed the payment
    /// </returns>
    public async Task<ApplyOutcome> RecordAsync(int paymentId, PlacementFailure failure)
    {
        if (!await claims.TryReleaseAsync(paymentId))
            return ApplyOutcome.InProgress;

        var failed = await lockedPayments.UpdateAsync(paymentId, payment =>
        {
            var next = failure.IsTransient
                ? PlacementRetryPolicy.NextAttempt(payment.FailedPlacementAttempts + 1, timeProvider.GetUtcNow().UtcDateTime)
                : null;
            var retry = next is null ? "" : string.Create(CultureInfo.InvariantCulture,
                    $" It is tried again from {next:yyyy-MM-dd HH:mm:ss} UTC on.");
            payment.RecordPlacementFailure(failure.IsTransient, next, $"Paid, but the order could not be placed: {failure.Error}{retry}", failure.ShopperError);
        });
        return failed.NextPlacementAttemptOnUtc is null ? ApplyOutcome.NotApplicable : ApplyOutcome.RetryScheduled;
    }
}
