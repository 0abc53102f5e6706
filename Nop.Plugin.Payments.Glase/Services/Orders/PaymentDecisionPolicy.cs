using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Decides whether a payment whose order was paid in another way is applied automatically or requires an admin's decision.
/// </summary>
public static class PaymentDecisionPolicy
{
    /// <summary>
    /// Gets whether an admin marked an order as paid, so that a payment of its own code may be the one that was meant.
    /// </summary>
    /// <param name="payment">A payment of the order</param>
    /// <param name="order">The order</param>
    public static bool IsMarkedAsPaid(GlasePayment payment, Order order)
    {
        return payment.ReservedOnUtc is null && order is { PaymentStatus: PaymentStatus.Paid, RefundedAmount: 0 }
            && string.IsNullOrEmpty(order.CaptureTransactionId) && string.IsNullOrEmpty(order.AuthorizationTransactionId);
    }

    /// <summary>
    /// Gets whether refunding a payment that its order cannot be paid with might take away what paid the order: then an admin is
    /// asked first.
    /// </summary>
    /// <param name="payment">A payment of the order, which it did not pay</param>
    /// <param name="order">The order</param>
    public static bool RequiresAdmin(GlasePayment payment, Order order)
    {
        return payment.Status == GlasePaymentStatus.Paid && payment.Decision != PaymentDecision.Refund
            && (IsPaid(order) || IsCaptureOf(payment, order));
    }

    /// <summary>
    /// Gets whether an admin can make a payment the order's. A capture may have taken less than was reserved; any other payment
    /// has to be of the invoice's amount.
    /// </summary>
    /// <param name="payment">A payment of the order</param>
    /// <param name="order">The order</param>
    /// <param name="currencyCode">The currency (ISO 4217) that the order's total is in</param>
    public static bool CanApplyToOrder(GlasePayment payment, Order order, string currencyCode)
    {
        if (payment is not { Status: GlasePaymentStatus.Paid, ErsReference: not null, PaidAmount: { } paid } || payment.OrderId != order.Id)
            return false;

        var isSum = OrderCurrency.IsSame(payment.PaidCurrencyCode, currencyCode) && (payment.IsPaidInFull
            || payment.ReservedOnUtc is not null && paid <= (payment.ReservedAmount ?? payment.Amount));
        var isOpen = order.PaymentStatus == PaymentStatus.Paid
            || OrderPayability.IsPayable(order)
            || order is { Deleted: false, PaymentStatus: PaymentStatus.Authorized, OrderStatus: not OrderStatus.Cancelled };
        return isSum && isOpen && order.RefundedAmount == 0 && paid >= CurrencyDecimals.Round(order.OrderTotal, payment.CurrencyCode);
    }

    /// <summary>
    /// Gets whether an admin can have the order of a payment's cart placed.
    /// </summary>
    public static bool CanPlaceOrder(GlasePayment payment)
    {
        return payment is { AwaitsDecision: true, OrderId: null, IsPaidInFull: true };
    }

    /// <summary>
    /// Gets whether an order is paid, with whatever.
    /// </summary>
    public static bool IsPaid(Order order)
    {
        return order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded;
    }

    // Somebody captured it on purpose.
    private static bool IsCaptureOf(GlasePayment payment, Order order)
    {
        return payment.ReservedOnUtc is not null && payment.InvoiceReference is not null
            && order.AuthorizationTransactionId == payment.InvoiceReference;
    }
}
