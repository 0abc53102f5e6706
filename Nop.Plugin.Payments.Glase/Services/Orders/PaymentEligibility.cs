using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Decides whether a payment can be applied to its order. Changes nothing.
/// </summary>
public class PaymentEligibility(PaymentStore paymentStore, RefundStore refundStore, IOrderService orderService,
    OrderCurrency orderCurrency, UncachedEntityReader entityReader)
{
    /// <summary>
    /// Finds the order that a payment is for, as it is stored now; null when there is none.
    /// </summary>
    public async Task<Order> FindOrderAsync(GlasePayment payment)
    {
        if (payment.OrderId is { } orderId)
            return await entityReader.GetOrderAsync(orderId);

        // While a shopper pays in another way, the new order may still have the GUID that was meant for this payment's.
        var order = await orderService.GetOrderByGuidAsync(payment.OrderGuid);
        return order?.PaymentMethodSystemName == GlaseDefaults.SystemName ? order : null;
    }

    /// <summary>
    /// Gets whether an order can still be placed with a payment that has none.
    /// </summary>
    public async Task<bool> CanPayNewOrderAsync(GlasePayment payment)
    {
        return payment.IsFullyPaidOrReserved && !payment.AwaitsDecision && payment.Decision != PaymentDecision.Refund
            && !await refundStore.MayHaveMovedMoneyAsync(payment.Id);
    }

    /// <summary>
    /// Gets whether an admin has to decide what becomes of a payment that its order is not marked as paid with.
    /// </summary>
    public async Task<bool> RequiresAdminAsync(GlasePayment payment, Order order)
    {
        if (!PaymentDecisionPolicy.RequiresAdmin(payment, order))
            return false;

        // Where another Glase payment paid the order, there is nothing to decide: the shopper has paid twice.
        return !(await paymentStore.GetAllByOrderIdAsync(order.Id)).Any(other => other.Id != payment.Id
            && other.Status == GlasePaymentStatus.Paid && other.IsPaymentOf(order));
    }

    /// <summary>
    /// Gets why a payment cannot be applied to an order, as a sentence for the store owner; null when it can.
    /// </summary>
    public async Task<string> GetRefusalReasonAsync(GlasePayment payment, Order order)
    {
        var unwanted = payment.Status == GlasePaymentStatus.Reserved
            ? ReservationReleasePolicy.GetReleaseReason(order)
            : ReservationReleasePolicy.GetClosedReason(order);
        if (payment.IsPaymentOf(order) && !(unwanted is not null && payment.Status == GlasePaymentStatus.Reserved))
            return null;

        var paid = payment.Status == GlasePaymentStatus.Paid
            ? $"{CurrencyDecimals.Format(payment.PaidAmount, payment.PaidCurrencyCode)} was paid"
            : $"{CurrencyDecimals.Format(payment.Amount, payment.CurrencyCode)} was reserved";
        if (payment.Decision == PaymentDecision.Refund)
            return $"{paid}, and {payment.DecidedBy} decided to refund it.";
        if (payment.IsIncomplete)
            return $"Glase reported this as paid, but not {payment.PaidDetails.DescribeMissing()}.";
        if (payment.DescribeHeldMismatch() is { } heldMismatch)
            return heldMismatch;
        if (!payment.IsFullyPaidOrReserved)
            return $"{paid}, but the invoice was for {CurrencyDecimals.Format(payment.Amount, payment.CurrencyCode)}.";
        if (payment.Decision == PaymentDecision.ApplyToOrder
            && PaymentDecisionPolicy.CanApplyToOrder(payment, order, await orderCurrency.GetCodeAsync(order)))
            return await GetRefundReasonAsync(payment, paid);
        if (unwanted is not null)
            return $"{paid}, but {unwanted}.";
        if (order.PaymentStatus is not (PaymentStatus.Pending or PaymentStatus.Authorized)
            && !PaymentDecisionPolicy.IsMarkedAsPaid(payment, order))
            return $"{paid}, but the order's payment is already {order.PaymentStatus}.";
        var currencyCode = await orderCurrency.GetCodeAsync(order);
        if (payment.Amount != CurrencyDecimals.Round(order.OrderTotal, payment.CurrencyCode)
            || !OrderCurrency.IsSame(payment.CurrencyCode, currencyCode))
            return $"{paid}, but the order total is now {CurrencyDecimals.Format(order.OrderTotal, currencyCode)}.";
        return await GetRefundReasonAsync(payment, paid);
    }

    private async Task<string> GetRefundReasonAsync(GlasePayment payment, string paid)
    {
        // An admin may have given the money back already, outside Glase.
        if (payment.AwaitsDecision)
            return payment.LastError ?? $"{paid}, and an admin decides what becomes of it.";
        return await refundStore.MayHaveMovedMoneyAsync(payment.Id) ? $"{paid}, but a refund of it was sent already." : null;
    }
}
