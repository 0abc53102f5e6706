using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Lets an admin say that a payment was refunded outside Glase.
/// </summary>
public class ExternalRefundResolution(LockedPayments lockedPayments, RefundStore refundStore, RefundedPaymentMarker refundedPayments,
    UncachedEntityReader entityReader, OrderNotes notes, ILogger logger)
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
            if (!CanMarkRefundedOutsideGlase(payment, refunds, await entityReader.GetOrderAsync(payment.OrderId)))
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
    /// Gets whether an admin may mark a payment as refunded outside Glase: when the shop can neither refund it nor pay an order with it
    /// before the admin decides. A payment whose order was paid in another way can be refunded by Glase unless it has refused to.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="refunds">All refunds of it, the oldest first</param>
    /// <param name="order">Its order; null when there is none</param>
    public static bool CanMarkRefundedOutsideGlase(GlasePayment payment, IList<GlaseRefund> refunds, Order order)
    {
        return payment.AwaitsDecision && !refunds.Any(refund => refund.IsOutcomeUnknown)
            && (order is null || payment.IsIncomplete || RefundRetryPolicy.IsPermanentlyRefused(refunds)
                || !PaymentDecisionPolicy.RequiresAdmin(payment, order));
    }
}
