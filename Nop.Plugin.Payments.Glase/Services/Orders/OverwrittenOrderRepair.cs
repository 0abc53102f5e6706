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
    OrderPaymentMarker marker, IOrderService orderService, OrderNotes notes, ILogger logger)
{
    // Whoever saved the order waits for it. What it does not repair, the scheduled task does.
    private static readonly TimeSpan _lockTimeout = TimeSpan.FromSeconds(5);

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
    /// <param name="saved">The copy of the order that was just saved; it is changed as well, so that saving it once more does no harm</param>
    public async Task RepairAsync(GlasePayment known, Order saved)
    {
        // Who is applying the payment saves an order that is not paid yet. What is saved in a transaction is not stored before its end.
        var mayBeApplied = known.IsApplied || known.ApplyingOnUtc is not null && !OrderPaymentExecutor.IsApplying(known);
        if (!mayBeApplied || Transaction.Current is not null || !await IsOverwrittenAsync(known, saved))
            return;

        try
        {
            await lockedPayments.RunAsync(known.Id, async locked =>
            {
                // A copy with the payment may have been saved since.
                if (locked.Payment.IsApplied && await entityReader.GetOrderAsync(saved.Id) is { } stored
                    && await IsOverwrittenAsync(locked.Payment, saved) && await IsOverwrittenAsync(locked.Payment, stored))
                    await RepairAsync(locked.Payment, stored, saved);
                return true;
            }, _lockTimeout);
        }
        catch (LockTimeoutException)
        {
            // The scheduled task finds it.
        }
    }

    // Others may have changed the order since the copy was saved: the repair is written to what is stored.
    private async Task RepairAsync(GlasePayment payment, Order stored, Order saved)
    {
        var what = new List<string>();
        if (IsForgotten(payment, stored))
            what.Add(await WritePaymentAsync(payment, stored));
        if (await GetRefundsAsync(payment, stored) is { } refunds && IsRefundLost(stored, refunds))
            what.Add(WriteRefunds(stored, refunds));
        await orderService.UpdateOrderAsync(stored);
        Copy(stored, saved);
        await ReportAsync(payment, stored, string.Join(" and ", what));
    }

    private async Task<string> WritePaymentAsync(GlasePayment payment, Order order)
    {
        await marker.WriteAgainAsync(payment, order);
        return payment.Status == GlasePaymentStatus.Reserved
            ? $"the reservation of {CurrencyDecimals.Format(payment.HeldAmount, payment.CurrencyCode)}, invoice {payment.InvoiceReference}"
            : $"the payment of {CurrencyDecimals.Format(payment.PaidAmount, payment.PaidCurrencyCode)}, reference {payment.ErsReference}";
    }

    private static string WriteRefunds(Order order, RefundTotals refunds)
    {
        var lost = refunds.GetUnsyncedAmount(order);
        order.RefundedAmount += lost;
        order.PaymentStatus = order.RefundedAmount >= order.OrderTotal ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded;
        return $"refunds of {CurrencyDecimals.Format(lost, refunds.Payment.EffectiveCurrencyCode)} on the order";
    }

    private static void Copy(Order stored, Order saved)
    {
        saved.PaymentStatus = stored.PaymentStatus;
        saved.RefundedAmount = stored.RefundedAmount;
        saved.CaptureTransactionId = stored.CaptureTransactionId;
        saved.AuthorizationTransactionId = stored.AuthorizationTransactionId;
        saved.PaidDateUtc = stored.PaidDateUtc;
        saved.CustomValuesXml = stored.CustomValuesXml;
        if (saved.OrderStatus == OrderStatus.Pending)
            saved.OrderStatus = stored.OrderStatus;
    }

    private async Task ReportAsync(GlasePayment payment, Order order, string what)
    {
        var paid = CurrencyDecimals.Round(order.OrderTotal, payment.CurrencyCode) == payment.Amount
            ? ""
            : $" The order comes to {CurrencyDecimals.Format(order.OrderTotal, payment.CurrencyCode)} now, and the payment to " +
              $"{CurrencyDecimals.Format(payment.Amount, payment.CurrencyCode)}.";
        var closed = order.Deleted ? " The order is deleted: refund the payment in Glase's merchant portal."
            : order.OrderStatus == OrderStatus.Cancelled ? " The order is cancelled: refund what was paid for it."
            : "";
        var text = $"Glase: another request or plugin saved this order as it had read it before, and overwrote {what}. That was written to the " +
            $"order again; check whether anything else is missing.{paid}{closed}";
        await notes.AddAsync(order.Id, text);
        await logger.LogWarningAsync($"Order {order.CustomOrderNumber}: {text}");
    }

    private async Task<bool> IsOverwrittenAsync(GlasePayment payment, Order order)
    {
        return IsForgotten(payment, order) || await GetRefundsAsync(payment, order) is { } refunds && IsRefundLost(order, refunds);
    }

    // An amount that the order has never shown has an offline refund in it, which was added to the older one: only a person knows what
    // was refunded in all.
    private static bool IsRefundLost(Order order, RefundTotals refunds)
    {
        return order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded
            && (refunds.GetUnsyncedAmount(order) > 0 && refunds.WasShown(order.RefundedAmount) || refunds.IsFullRefundOf(order));
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
