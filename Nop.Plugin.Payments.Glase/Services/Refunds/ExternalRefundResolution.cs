using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Lets an admin say that a payment was refunded outside Glase.
/// </summary>
public class ExternalRefundResolution(LockedPayments lockedPayments, RefundStore refundStore, RefundedPaymentMarker refundedPayments,
    OrderNotes notes, ILogger logger, TimeProvider timeProvider)
{
    /// <summary>
    /// Marks a payment as refunded outside Glase, by an admin, where Glase refuses to refund it or never reported all that a refund needs.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <returns>Whether it was marked; false when the payment is none that may be</returns>
    public Task<bool> MarkRefundedOutsideGlaseAsync(int paymentId, string decidedBy)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            var refunds = await refundStore.GetByPaymentIdAsync(paymentId);
            if (payment.Status != GlasePaymentStatus.Paid || payment.IsApplied
                || !CanMarkRefundedOutsideGlase(payment, refunds, timeProvider.GetUtcNow().UtcDateTime))
                return false;

            var amount = payment.PaidAmount is { } paid
                ? $"the {CurrencyDecimals.Format(paid, payment.EffectiveCurrencyCode)}"
                : "what was paid";
            var text = $"Glase: {decidedBy} marked {amount} of payment {payment.ErsReference ?? payment.InvoiceReference} as refunded outside Glase.";
            await refundedPayments.MarkAsync(locked, text);
            await logger.InformationAsync($"{PaymentLabels.For(payment)}: {text}");
            if (payment.OrderId is { } orderId)
                await notes.AddAsync(orderId, text);
            return true;
        });
    }

    /// <summary>
    /// Gets whether an admin may mark a payment as refunded outside Glase: when it is not refunded automatically any more.
    /// </summary>
    /// <param name="payment">A payment that is paid but not applied</param>
    /// <param name="refunds">All refunds of it, the oldest first</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static bool CanMarkRefundedOutsideGlase(GlasePayment payment, IList<GlaseRefund> refunds, DateTime nowUtc)
    {
        return RefundRetryPolicy.IsPermanentlyRefused(refunds)
            || payment.IsOverdue(nowUtc) && !RefundRetryPolicy.RequiresAdmin(refunds);
    }
}
