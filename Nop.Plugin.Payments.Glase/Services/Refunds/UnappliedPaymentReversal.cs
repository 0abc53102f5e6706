using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Reverses a payment that no order can be paid with: refunds it in full, or cancels the reservation, and reports it.
/// </summary>
public class UnappliedPaymentReversal(PaymentStore paymentStore, LockedPayments lockedPayments, OrderPaymentClaims claims,
    InvoiceCanceller canceller, RefundExecutor refundExecutor, ReversalReporter reporter, UncachedEntityReader entityReader,
    RefundedPaymentMarker refundedPayments)
{
    /// <summary>
    /// Refunds a payment in full, or cancels its reservation.
    /// </summary>
    /// <param name="locked">A payment that is paid or reserved</param>
    /// <param name="refunded">How much of it Glase has refunded before, in the payment's currency</param>
    /// <param name="isWanted">
    /// Whether an admin, who looked in Glase's merchant portal, wants it: then a currency that Glase has not named is the invoice's
    /// </param>
    public async Task ReverseAsync(LockedPayment locked, decimal refunded, bool isWanted = false)
    {
        var payment = locked.Payment;
        // The last check: only an admin may refund what may have paid an order.
        if (payment.AwaitsDecision)
            return;

        // A decision that a process did not carry out is carried out as the admin wanted it.
        if (payment.IsIncomplete && !IncompletePaymentPolicy.IsRefundable(payment, isWanted || payment.Decision == PaymentDecision.Refund))
        {
            await RequestDecisionAsync(locked, IncompletePaymentPolicy.Describe(payment));
            return;
        }

        var isFullyRefunded = payment.Status == GlasePaymentStatus.Paid && refunded >= payment.PaidAmount;
        if (!isFullyRefunded && !await TryClaimAsync(payment))
            return;

        if (payment.Status == GlasePaymentStatus.Reserved)
            await CancelReservationAsync(payment);
        else
            await RefundAsync(locked, refunded);
    }

    /// <summary>
    /// Leaves a payment to an admin, because the shop cannot refund it.
    /// </summary>
    /// <param name="locked">A payment that is paid and not applied</param>
    /// <param name="text">Why, as sentences</param>
    public async Task RequestDecisionAsync(LockedPayment locked, string text)
    {
        await reporter.RequestDecisionAsync(locked, text);
        await refundedPayments.TellAsync(locked.Payment);
    }

    // A process that lost the lock may be about to pay an order with it, or may have done so.
    private async Task<bool> TryClaimAsync(GlasePayment payment)
    {
        return await claims.TryClaimForReversalAsync(payment.Id)
            && await paymentStore.GetByIdAsync(payment.Id) is { IsUnapplied: true };
    }

    private async Task CancelReservationAsync(GlasePayment payment)
    {
        var released = await canceller.ReleaseAsync(payment);
        if (!released.IsClosed)
        {
            await claims.TryReleaseAsync(released.Id);
            return;
        }

        var order = await entityReader.GetOrderAsync(released.OrderId);
        var unwanted = order is null ? null : ReservationReleasePolicy.GetReleaseReason(order);
        var note = unwanted is null
            ? $"{ReservationReleaser.ReleasedNote(released, "no order could be placed for it")} {released.LastError}"
            : ReservationReleaser.ReleasedNote(released, unwanted);
        await lockedPayments.RunAsync(released.Id, locked => reporter.ReportAsync(locked, isError: false, note, isWanted: unwanted is not null));
        await claims.ReleaseAsync(released.Id);
        await refundedPayments.TellAsync(released);
    }

    private async Task RefundAsync(LockedPayment locked, decimal refunded)
    {
        var payment = locked.Payment;
        var paid = payment.PaidAmount.Value;
        var currency = payment.EffectiveCurrencyCode;
        var refund = refunded < paid ? await refundExecutor.RefundAsync(payment, paid - refunded, refunded, "Refund", currency) : null;
        var text = CurrencyDecimals.Format(paid, currency);
        if (refund is { Error: { } error })
        {
            var report = $"Glase: {text} could not be applied to an order and was not refunded. {error}";
            if (refund.IsPermanentlyRefused)
                await RequestDecisionAsync(locked, report);
            else
                await reporter.ReportAsync(locked, isError: true, report);
            await claims.TryReleaseAsync(payment.Id);
            return;
        }

        // After a refund that Glase refused, what the payment shows last is that refusal, and no cause any more.
        var cause = payment.Decision == PaymentDecision.Refund
            ? $"as {payment.DecidedBy} decided."
            : $"because no order could be paid with it. {payment.LastError}";
        var note = $"Glase: {text} was refunded in full (payment {payment.ErsReference}), {cause}";
        await reporter.ReportAsync(locked, isError: false, note);
        await refundedPayments.MarkAsync(locked, note);
    }
}
