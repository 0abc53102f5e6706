using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// How much of a payment was refunded, and how much of it can still be refunded.
/// </summary>
/// <param name="Payment">The payment</param>
/// <param name="Refunded">What Glase refunded, in the payment's currency</param>
/// <param name="ShownAfter">
/// What the order shows as refunded once it shows all that Glase refunded, with what was recorded on it in another way before
/// </param>
/// <param name="Known">What the order is known to have shown: nothing, and what it showed before and after each of Glase's refunds</param>
public sealed record RefundTotals(GlasePayment Payment, decimal Refunded, decimal ShownAfter, IReadOnlyList<decimal> Known)
{
    /// <summary>
    /// Gets what Glase can still refund.
    /// </summary>
    public decimal Refundable => Math.Max(0, (Payment.PaidAmount ?? 0) - Refunded);

    /// <summary>
    /// Adds up the refunds of a payment that Glase made.
    /// </summary>
    public static RefundTotals From(GlasePayment payment, IEnumerable<GlaseRefund> refunds)
    {
        var made = refunds.Where(refund => refund.Status == GlaseRefundStatus.Succeeded).OrderBy(refund => refund.Number).ToList();
        // Each adds to what the order showed before it: nopCommerce's offline refunds are not Glase's, and count on the order as well.
        var known = new List<decimal> { 0 };
        var shownAfter = 0m;
        foreach (var refund in made)
        {
            var before = Math.Max(shownAfter, refund.OrderRefundedBefore ?? 0);
            shownAfter = before + refund.AmountOnOrder;
            known.AddRange([before, shownAfter]);
        }

        return new RefundTotals(payment, made.Sum(refund => refund.Amount), shownAfter, known);
    }

    /// <summary>
    /// Gets what is left beyond what nopCommerce lets an admin refund on the order: its total was lowered after it was paid, or
    /// refunds were recorded on it that Glase never made.
    /// </summary>
    /// <param name="order">The order; null when there is none</param>
    /// <returns>The amount; zero also when the payment did not pay the order</returns>
    public decimal GetOverpayment(Order order)
    {
        if (order is null || !Payment.IsPaymentOf(order))
            return 0;

        var left = CurrencyDecimals.Round(Math.Max(0, order.OrderTotal - order.RefundedAmount), Payment.CurrencyCode);
        return Math.Max(0, Refundable - left);
    }

    /// <summary>
    /// Gets what Glase refunded and the order does not show.
    /// </summary>
    /// <param name="order">The order; null when there is none</param>
    /// <returns>The amount to record; zero when nothing is missing, or when the order was not paid with this payment</returns>
    public decimal GetUnsyncedAmount(Order order)
    {
        if (order is null || !Payment.IsPaymentOf(order))
            return 0;

        // What is beyond a known amount was refunded in another way since the order showed that.
        var offline = order.RefundedAmount - Known.Where(amount => amount <= order.RefundedAmount).Max();
        var shown = ShownAfter + offline;
        // A whole order may come to fractions of a cent, where the shop does not round; it was paid to the cent.
        var isWhole = shown >= CurrencyDecimals.Round(order.OrderTotal, Payment.CurrencyCode);
        return Math.Max(0, (isWhole ? order.OrderTotal : shown) - order.RefundedAmount);
    }

    /// <summary>
    /// Gets whether all of the payment was refunded, and the order shows its whole total as refunded but does not have the status
    /// Refunded: nopCommerce records no refund on an order whose total is zero.
    /// </summary>
    public bool IsFullRefundOf(Order order)
    {
        return Refunded > 0 && Refundable == 0 && Payment.IsPaymentOf(order)
            && order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded
            && CurrencyDecimals.Round(order.OrderTotal - order.RefundedAmount, Payment.CurrencyCode) <= 0;
    }
}
