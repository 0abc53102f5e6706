using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Ensures that a paid payment ends as a paid order or a full refund, even when the shopper's browser is gone or a process ended
/// half-way.
/// </summary>
public class UnappliedPaymentRecovery(PaymentStore paymentStore, LockedPayments lockedPayments, RefundStore refundStore,
    FailureLog failureLog, OrderPlacer placer, UnappliedPaymentReversal reversal, PaymentStatusRecorder statusRecorder,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Releases the reservation of an order that does not want it any more.
    /// </summary>
    /// <param name="payment">A reservation that authorized an order; it is read again</param>
    public async Task ReleaseUnwantedAsync(GlasePayment payment)
    {
        await lockedPayments.UpdateAsync(payment.Id, reserved => reserved.TryRequestRelease(timeProvider.GetUtcNow().UtcDateTime));
        await FinishAsync(payment);
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

    /// <summary>
    /// Finishes one paid payment without being asked to: places its order or, when that cannot be, refunds the money, unless the
    /// next refund is not due or an admin has to look first.
    /// </summary>
    /// <param name="payment">The payment; it is read again</param>
    public Task FinishAsync(GlasePayment payment)
    {
        return lockedPayments.RunAsync(payment.Id, async locked =>
        {
            var refunds = await refundStore.GetByPaymentIdAsync(payment.Id);
            var sinceDecision = RefundRetryPolicy.GetSinceDecision(refunds, locked.Payment);
            if (RefundRetryPolicy.IsDue(sinceDecision, timeProvider.GetUtcNow().UtcDateTime))
                await FinishAsync(locked.Payment, refunds, isAskedFor: false);
            // A process ended between Glase's answer and this.
            else if (RefundRetryPolicy.IsPermanentlyRefused(sinceDecision) && locked.Payment is { Status: GlasePaymentStatus.Paid, IsUnapplied: true, AwaitsDecision: false })
                await reversal.RequestDecisionAsync(locked, $"Glase: this payment was not refunded. {sinceDecision[^1].Error}");
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
            await failureLog.WarningAsync($"payment {payment.Id}",
                $"{PaymentLabels.For(payment)} is completed with the data known so far.", exception);
            return payment;
        }
    }

    private bool IsOverdue(GlasePayment payment)
    {
        return payment.IsOverdue(timeProvider.GetUtcNow().UtcDateTime);
    }
}
