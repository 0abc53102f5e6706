using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Writes a payment and its refunds to their order again, where a copy of the order that was read before was saved over them. nopCommerce
/// saves all of an order as it read it: who ships or edits an order in the moment in which it is paid makes it unpaid again.
/// </summary>
public class OverwrittenOrderRepair(LockedPayments lockedPayments, RefundStore refundStore, UncachedEntityReader entityReader,
    OrderReferenceWriter referenceWriter, StoreOrderProcessing orderProcessing, IOrderService orderService, OrderNotes notes, ILogger logger)
{
    /// <summary>
    /// Writes what was overwritten to the order again: its status, the payment's reference, and the refunds that the order has shown
    /// before. Emails and events of a payment or refund are not repeated.
    /// </summary>
    /// <param name="known">The payment of the order</param>
    /// <param name="saved">
    /// The copy of the order that was just saved. The repair is written to this copy: saving it once more does no harm then.
    /// </param>
    /// <exception cref="LockTimeoutException">Others held the payment's lock for longer than <see cref="GlaseDefaults.LockTimeout"/></exception>
    public async Task RepairAsync(GlasePayment known, Order saved)
    {
        // Who is applying the payment saves an order that is not paid yet.
        var mayBeApplied = known.IsApplied || known.ApplyingOnUtc is not null && !OrderPaymentExecutor.IsApplying(known);
        if (!mayBeApplied || !IsOverwritten(saved, known, await GetRefundsAsync(known, saved)))
            return;

        await lockedPayments.RunAsync(known.Id, async locked =>
        {
            var payment = locked.Payment;
            // A copy with the payment may have been saved since.
            if (payment.IsApplied && await entityReader.GetOrderAsync(saved.Id) is { } stored
                && IsOverwritten(saved, payment, await GetRefundsAsync(payment, saved))
                && IsOverwritten(stored, payment, await GetRefundsAsync(payment, stored)))
                await RepairUnderLockAsync(payment, saved);
        });
    }

    private async Task RepairUnderLockAsync(GlasePayment payment, Order order)
    {
        var isForgotten = !payment.IsPaymentOf(order);
        if (isForgotten)
            await WritePaymentAsync(payment, order);
        if (await GetRefundsAsync(payment, order) is { } refunds)
            WriteRefunds(order, refunds);
        await orderService.UpdateOrderAsync(order);

        await ReportAsync(payment, order);
        if (isForgotten)
            await orderProcessing.RunAsync(order, processing => processing.CheckOrderStatusAsync(order));
    }

    private async Task ReportAsync(GlasePayment payment, Order order)
    {
        var text = "Glase: another request or plugin saved this order as it had read it before, and overwrote the payment " +
            $"{payment.ErsReference ?? payment.InvoiceReference} or a refund of it. Both were written to the order again; check whether anything else " +
            $"is missing.{(order.OrderStatus == OrderStatus.Cancelled ? " The order is cancelled: refund what was paid for it." : "")}";
        if (await notes.AddOnceAsync(order.Id, text))
            await logger.LogWarningAsync($"Order {order.CustomOrderNumber}: {text}");
    }

    // An order can count on something else than this payment: then it is not this payment's to repair.
    private static bool IsOverwritten(Order order, GlasePayment payment, RefundTotals refunds)
    {
        if (payment.Status == GlasePaymentStatus.Reserved)
            return !order.Deleted && order is { PaymentStatus: PaymentStatus.Pending, OrderStatus: not OrderStatus.Cancelled }
                && IsOwnOrNone(order.AuthorizationTransactionId, payment.InvoiceReference);

        if (payment.Status != GlasePaymentStatus.Paid || !IsOwnOrNone(order.CaptureTransactionId, payment.ErsReference))
            return false;
        return !payment.IsPaymentOf(order) || refunds is not null && GetLostRefunds(order, refunds) > 0;
    }

    // What an order cannot show, because its total was lowered, was never on it.
    private static decimal GetLostRefunds(Order order, RefundTotals refunds)
    {
        var lost = refunds.GetUnsyncedAmount(order);
        return order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded && order.RefundedAmount + lost <= order.OrderTotal
            ? lost
            : 0;
    }

    private static bool IsOwnOrNone(string reference, string own)
    {
        return string.IsNullOrEmpty(reference) || reference == own;
    }

    private async Task WritePaymentAsync(GlasePayment payment, Order order)
    {
        if (payment.Status == GlasePaymentStatus.Reserved)
        {
            order.AuthorizationTransactionId = payment.InvoiceReference;
            order.PaymentStatus = PaymentStatus.Authorized;
            return;
        }

        order.CaptureTransactionId = payment.ErsReference;
        await referenceWriter.WriteAsync(order, payment.ErsReference);
        if (order.PaymentStatus is not (PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded))
            order.PaymentStatus = PaymentStatus.Paid;
        order.PaidDateUtc ??= payment.PaidOnUtc;
    }

    private static void WriteRefunds(Order order, RefundTotals refunds)
    {
        order.RefundedAmount += GetLostRefunds(order, refunds);
        if (order.RefundedAmount > 0)
            order.PaymentStatus = order.RefundedAmount >= order.OrderTotal ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded;
    }

    // Only those that the order has shown: nopCommerce is about to record the others, or the scheduled task does. Null where the order
    // needs none.
    private async Task<RefundTotals> GetRefundsAsync(GlasePayment payment, Order order)
    {
        if (payment.Status != GlasePaymentStatus.Paid || order.PaymentStatus == PaymentStatus.Refunded)
            return null;

        var shown = (await refundStore.GetByPaymentIdAsync(payment.Id)).Where(refund => refund.SyncedToOrderOnUtc is not null);
        return RefundTotals.From(payment, shown);
    }
}
