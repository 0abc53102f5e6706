using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Ensures that every paid payment ends as a paid order or a full refund, even when the shopper's browser is gone or a
/// process ended half-way.
/// </summary>
public class UnappliedPaymentRecovery(PaymentStore paymentStore, LockedPayments lockedPayments, RefundStore refundStore, ILogger logger,
    LogDeduplicator logDeduplicator, IOrderService orderService, OrderPlacer placer, UnappliedPaymentReversal reversal,
    PaymentStatusRecorder statusRecorder, TimeProvider timeProvider)
{
    private const int BatchSize = 50;
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Finishes what is unapplied for longer than <see cref="GlaseDefaults.BrowserGracePeriod"/>, as much as fits into the time.
    /// </summary>
    public async Task FinishAsync()
    {
        var started = timeProvider.GetTimestamp();
        var paidBefore = timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.BrowserGracePeriod;
        var batch = await paymentStore.GetUnappliedAsync(paidBefore, afterId: 0, BatchSize);
        while (batch.Count > 0)
        {
            foreach (var payment in batch)
            {
                if (timeProvider.GetElapsedTime(started) > TimeBudget)
                    return;

                if (payment.NextPlacementAttemptOnUtc is not { } next || next <= timeProvider.GetUtcNow().UtcDateTime)
                    await TryFinishAsync(payment);
            }

            // What waits for a person keeps nobody waiting.
            batch = await paymentStore.GetUnappliedAsync(paidBefore, batch[^1].Id, BatchSize);
        }
    }

    /// <summary>
    /// Finds out what became of captures whose answer was lost.
    /// </summary>
    public async Task ResolveUnknownCapturesAsync()
    {
        var sentBefore = timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.PlacementGracePeriod;
        foreach (var payment in await paymentStore.GetWithUnknownCaptureAsync(sentBefore, BatchSize))
            await TryFinishAsync(payment);
    }

    /// <summary>
    /// Gives back the reservations of orders that were cancelled or deleted, when a process died before it did so, and of those
    /// that an admin only marked as voided.
    /// </summary>
    public async Task ReleaseUnwantedAsync()
    {
        var batch = await paymentStore.GetAppliedReservationsAsync(afterId: 0, BatchSize);
        while (batch.Count > 0)
        {
            // nopCommerce leaves deleted orders out.
            var orders = await orderService.GetOrdersByIdsAsync([.. batch.Select(payment => payment.OrderId).OfType<int>()]);
            var wanted = orders.Where(order => ReservationReleasePolicy.GetReleaseReason(order) is null).Select(order => order.Id).ToHashSet();
            foreach (var payment in batch.Where(payment => payment.OrderId is not { } orderId || !wanted.Contains(orderId)))
            {
                await RequestReleaseAsync(payment.Id);
                await TryFinishAsync(payment);
            }

            batch = await paymentStore.GetAppliedReservationsAsync(batch[^1].Id, BatchSize);
        }
    }

    private Task<GlasePayment> RequestReleaseAsync(int paymentId)
    {
        return lockedPayments.UpdateAsync(paymentId, payment => payment.TryRequestRelease(timeProvider.GetUtcNow().UtcDateTime));
    }

    private async Task TryFinishAsync(GlasePayment payment)
    {
        try
        {
            await FinishAsync(payment);
        }
        catch (Exception exception)
        {
            // One bad payment must not keep the others waiting; it is tried again in the next run.
            if (logDeduplicator.ShouldLog($"payment {payment.Id}", exception))
                await logger.ErrorAsync($"{PaymentLabels.For(payment)} could not be applied or refunded yet. " + exception.Message,
                    exception);
        }
    }

    /// <summary>
    /// Finishes one paid payment now because an admin wants it, also when Glase refused to refund it before. Changes nothing as
    /// long as the outcome of a refund is not known.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>The payment as it is now</returns>
    public Task<GlasePayment> FinishNowAsync(int paymentId)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            var refunds = await refundStore.GetByPaymentIdAsync(paymentId);
            if (payment.IsUnapplied && !refunds.Any(refund => refund.IsOutcomeUnknown))
                await FinishAsync(payment, refunds, isAskedFor: true);
            return await paymentStore.GetByIdAsync(paymentId);
        });
    }

    private Task FinishAsync(GlasePayment payment)
    {
        return lockedPayments.RunAsync(payment.Id, async locked =>
        {
            var refunds = await refundStore.GetByPaymentIdAsync(payment.Id);
            if (RefundRetryPolicy.IsDue(refunds, timeProvider.GetUtcNow().UtcDateTime))
                await FinishAsync(locked.Payment, refunds, isAskedFor: false);
        });
    }

    private async Task FinishAsync(GlasePayment payment, IList<GlaseRefund> refunds, bool isAskedFor = false)
    {
        // PAID without an amount may have one by now, and a reservation may have run out.
        payment = await PollAsync(payment, isAskedFor);
        if (!payment.IsPaidOrReserved || payment.IsIncomplete && !isAskedFor && !IsOverdue(payment))
            return;
        // Asked once more after a while, an answer that did not come will not: the admin may capture again.
        if (payment.CaptureSentOnUtc is not null)
            payment = await lockedPayments.UpdateAsync(payment.Id, current => current.ClearCapture());

        // What was refunded in full before a process died places no order any more.
        var refunded = refunds.Where(refund => refund.Status == GlaseRefundStatus.Succeeded).Sum(refund => refund.Amount);
        var isRefunded = payment.OrderId is null && refunded > 0 && refunded >= payment.PaidAmount;
        var isUnderstood = !payment.IsIncomplete || IsOverdue(payment);
        if (isRefunded || !isUnderstood || await placer.PlaceAsync(payment, isAskedFor) == ApplyOutcome.NotApplicable)
            await lockedPayments.RunAsync(payment.Id, locked => reversal.ReverseAsync(locked, refunded, isAskedFor));
    }

    // What Glase refuses to say about a payment that is overdue, or that an admin wants to be finished, it may never say: then
    // what is known decides.
    private async Task<GlasePayment> PollAsync(GlasePayment payment, bool isAskedFor)
    {
        try
        {
            return await statusRecorder.PollAsync(payment);
        }
        catch (GlaseApiException exception) when (payment.IsIncomplete && (isAskedFor || exception.ResultCode is not null && IsOverdue(payment)))
        {
            if (logDeduplicator.ShouldLog($"payment {payment.Id}", exception))
                await logger.WarningAsync($"{PaymentLabels.For(payment)} is completed with the data known so far. " + exception.Message, exception);
            return payment;
        }
    }

    private bool IsOverdue(GlasePayment payment)
    {
        return payment.IsOverdue(timeProvider.GetUtcNow().UtcDateTime);
    }
}
