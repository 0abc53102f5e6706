using System.Transactions;
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
    OrderReferenceWriter referenceWriter, IOrderService orderService, OrderNotes notes, ILogger logger)
{
    // How often an order's owner is told: another plugin may save an old copy again and again.
    private const int MaxReports = 5;
    private const string Report = "Glase: another request or plugin saved this order as it had read it before, and overwrote ";

    // The request that saved the order waits for it. What is not repaired then, the scheduled task repairs.
    private static readonly TimeSpan _lockTimeout = TimeSpan.FromSeconds(5);
    private static readonly AsyncLocal<int> _repairing = new();

    /// <summary>
    /// Gets whether a payment was applied to an order that does not count on it any more, nor on anything else.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="order">Its order, or a copy of it</param>
    public static bool IsForgotten(GlasePayment payment, Order order)
    {
        return payment.Status switch
        {
            GlasePaymentStatus.Reserved => order is { PaymentStatus: PaymentStatus.Pending, OrderStatus: not OrderStatus.Cancelled, Deleted: false }
                && IsOwnOrNone(order.AuthorizationTransactionId, payment.InvoiceReference),
            GlasePaymentStatus.Paid => !payment.IsPaymentOf(order) && IsOwnOrNone(order.CaptureTransactionId, payment.ErsReference),
            _ => false
        };
    }

    /// <summary>
    /// Writes what was overwritten to the order again: the payment's reference and status, and the refunds that the order has shown before.
    /// Nothing that follows from a payment or a refund is repeated. Where others work on the payment for too long, it is left to the
    /// scheduled task.
    /// </summary>
    /// <param name="known">The payment of the order</param>
    /// <param name="saved">
    /// The copy of the order that was just saved. It stays as it is: nopCommerce would announce a copy that became paid once more
    /// </param>
    public async Task RepairAsync(GlasePayment known, Order saved)
    {
        // Who is applying the payment saves an order that is not paid yet. What is saved in a transaction is not stored before its end.
        var mayBeApplied = known.IsApplied || known.ApplyingOnUtc is not null && !OrderPaymentExecutor.IsApplying(known);
        if (!mayBeApplied || _repairing.Value == known.Id || Transaction.Current is not null || !await IsOverwrittenAsync(known, saved))
            return;

        await TryRepairAsync(known, saved.Id, payment => payment.IsApplied);
    }

    /// <summary>
    /// Writes a captured reservation to its order again, where nopCommerce has recorded it on the order and an older copy was saved over that
    /// before the payment was applied. Where others work on the payment for too long, nothing is written.
    /// </summary>
    /// <param name="known">The payment, captured and not applied</param>
    /// <param name="stored">Its order, as it is stored</param>
    /// <returns>Whether the order as it is stored counts on the payment</returns>
    public async Task<bool> TryRepairCapturedAsync(GlasePayment known, Order stored)
    {
        return Transaction.Current is null && await TryRepairAsync(known, stored.Id, payment => payment.Status == GlasePaymentStatus.Paid);
    }

    private async Task<bool> TryRepairAsync(GlasePayment known, int orderId, Func<GlasePayment, bool> isRecorded)
    {
        try
        {
            return await lockedPayments.RunAsync(known.Id, async locked =>
            {
                _repairing.Value = known.Id;
                // A copy with the payment may have been saved since, and others may have changed the order: what is stored counts.
                if (!isRecorded(locked.Payment) || await entityReader.GetOrderAsync(orderId) is not { } stored)
                    return false;
                if (await IsOverwrittenAsync(locked.Payment, stored))
                    await RepairStoredAsync(locked.Payment, stored);
                return locked.Payment.IsPaymentOf(stored);
            }, _lockTimeout);
        }
        catch (LockTimeoutException)
        {
            // The scheduled task finds it.
            return false;
        }
    }

    private async Task RepairStoredAsync(GlasePayment payment, Order order)
    {
        var written = new List<string>();
        if (IsForgotten(payment, order))
            written.Add(await WritePaymentAsync(payment, order));
        if (await GetRefundsAsync(payment, order) is { } refunds && IsRefundLost(order, refunds))
            written.Add(WriteRefunds(order, refunds));
        await orderService.UpdateOrderAsync(order);
        await ReportAsync(payment, order, string.Join(" and ", written));
    }

    private async Task<string> WritePaymentAsync(GlasePayment payment, Order order)
    {
        // What nopCommerce does with an order that reaches this status, such as emails and reward points, was done when it did.
        if (order is { OrderStatus: OrderStatus.Pending, Deleted: false })
            order.OrderStatus = OrderStatus.Processing;
        if (payment.Status == GlasePaymentStatus.Reserved)
        {
            order.AuthorizationTransactionId = payment.InvoiceReference;
            order.PaymentStatus = PaymentStatus.Authorized;
            return $"the reservation of {CurrencyDecimals.Format(payment.HeldAmount, payment.CurrencyCode)}, invoice {payment.InvoiceReference}";
        }

        order.CaptureTransactionId = payment.ErsReference;
        await referenceWriter.WriteAsync(order, payment.ErsReference);
        if (order.PaymentStatus is not (PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded))
            order.PaymentStatus = PaymentStatus.Paid;
        order.PaidDateUtc ??= payment.PaidOnUtc;
        return $"the payment of {CurrencyDecimals.Format(payment.PaidAmount, payment.PaidCurrencyCode)}, reference {payment.ErsReference}";
    }

    private static string WriteRefunds(Order order, RefundTotals refunds)
    {
        var lost = refunds.GetUnsyncedAmount(order);
        order.RefundedAmount += lost;
        order.PaymentStatus = order.RefundedAmount >= order.OrderTotal ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded;
        return lost > 0
            ? $"refunds of {CurrencyDecimals.Format(lost, refunds.Payment.EffectiveCurrencyCode)} on the order"
            : "that it is refunded";
    }

    private async Task ReportAsync(GlasePayment payment, Order order, string written)
    {
        var reports = (await orderService.GetOrderNotesByOrderIdAsync(order.Id))
            .Count(note => note.Note?.StartsWith(Report, StringComparison.Ordinal) == true);
        if (reports >= MaxReports)
            return;

        var left = RefundTotals.From(payment, await refundStore.GetByPaymentIdAsync(payment.Id)).Refundable;
        var text = $"{Report}{written}. That was written to the order again; check whether anything else is missing." +
            $"{DescribeTotal(payment, order)}{DescribeEnd(payment, order, left)}";
        await notes.AddAsync(order.Id, text);
        await logger.LogWarningAsync($"Order {order.CustomOrderNumber}: {text}");
    }

    private static string DescribeTotal(GlasePayment payment, Order order)
    {
        var amount = payment.PaidAmount ?? payment.HeldAmount;
        return CurrencyDecimals.Round(order.OrderTotal, payment.CurrencyCode) == amount
            ? ""
            : $" The order comes to {CurrencyDecimals.Format(order.OrderTotal, payment.CurrencyCode)} now, and the payment to " +
              $"{CurrencyDecimals.Format(amount, payment.CurrencyCode)}.";
    }

    private static string DescribeEnd(GlasePayment payment, Order order, decimal left)
    {
        if (left == 0)
            return "";
        var amount = CurrencyDecimals.Format(left, payment.EffectiveCurrencyCode);
        if (order.Deleted)
            return $" The order is deleted: refund {amount} in Glase's merchant portal.";
        return order.OrderStatus == OrderStatus.Cancelled ? $" The order is cancelled: refund {amount}." : "";
    }

    private async Task<bool> IsOverwrittenAsync(GlasePayment payment, Order order)
    {
        return IsForgotten(payment, order) || await GetRefundsAsync(payment, order) is { } refunds && IsRefundLost(order, refunds);
    }

    private static bool IsRefundLost(Order order, RefundTotals refunds)
    {
        return order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded
            && (refunds.GetUnsyncedAmount(order) > 0 || refunds.IsFullRefundOf(order));
    }

    private static bool IsOwnOrNone(string reference, string own)
    {
        return string.IsNullOrEmpty(reference) || reference == own;
    }

    // Only those that the order has shown: nopCommerce is about to record the others, or the scheduled task does. Null where there is
    // nothing to look for.
    private async Task<RefundTotals> GetRefundsAsync(GlasePayment payment, Order order)
    {
        if (payment.Status != GlasePaymentStatus.Paid || order.PaymentStatus == PaymentStatus.Refunded)
            return null;

        var shown = (await refundStore.GetByPaymentIdAsync(payment.Id)).Where(refund => refund.SyncedToOrderOnUtc is not null);
        return RefundTotals.From(payment, shown);
    }
}
