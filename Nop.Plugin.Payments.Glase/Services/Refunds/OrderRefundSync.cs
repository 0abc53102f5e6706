using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Updates orders to the refunds that Glase made, where nopCommerce could not: after an admin recorded an outcome, or when a
/// process ended between refund and order.
/// </summary>
public class OrderRefundSync(PaymentStore paymentStore, LockedPayments lockedPayments, RefundStore refundStore,
    OfflineRefundRecorder offlineRefunds, RefundedPaymentMarker refundedPayments, UncachedEntityReader entityReader,
    OverwrittenOrderRepair repair, TimeProvider timeProvider)
{
    /// <summary>
    /// Records on the order what it does not show yet, as nopCommerce records offline refunds. A payment that paid no order is
    /// marked as refunded once all of it was refunded. Idempotent.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>The amount recorded on the order; zero when nothing was missing, or when there is no order</returns>
    public Task<decimal> SyncAsync(int paymentId)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            var totals = await GetTotalsAsync(payment);
            var order = await entityReader.GetOrderAsync(payment.OrderId);
            // An order that a stale copy made forget its payment is repaired first.
            if (order is not null && payment.IsApplied && OverwrittenOrderRepair.IsForgotten(payment, order))
            {
                await repair.RepairAsync(payment, order);
                order = await entityReader.GetOrderAsync(order.Id);
            }

            if (order is null || !payment.IsPaymentOf(order))
            {
                await MarkRefundedIfCompleteAsync(locked, totals.Refunded);
                await MarkSyncedAsync(locked);
                return 0;
            }

            var missing = totals.GetUnsyncedAmount(order);
            var isRecorded = missing > 0 && await offlineRefunds.TryRecordAsync(order, missing, payment.CurrencyCode);
            if (totals.IsFullRefundOf(order))
                await offlineRefunds.MarkRefundedAsync(order);
            // Another request may have saved the order as it had read it before: the next run records the refund again.
            if (!isRecorded || Shows(totals, await entityReader.GetOrderAsync(order.Id)))
                await MarkSyncedAsync(locked);
            return isRecorded ? missing : 0;
        });
    }

    /// <summary>
    /// Records that an order shows what Glase refunded, if it does as it is stored: who applies the payment concurrently saves the whole order,
    /// without a refund that was recorded since it was read. <see cref="SyncAsync"/> records that again.
    /// </summary>
    /// <param name="orderId">An order that nopCommerce has just recorded a refund on</param>
    public async Task RecordSyncedAsync(int orderId)
    {
        foreach (var payment in await paymentStore.GetAllByOrderIdAsync(orderId))
        {
            await lockedPayments.RunAsync(payment.Id, async locked =>
            {
                var totals = await GetTotalsAsync(locked.Payment);
                if (totals.Refunded > 0 && Shows(totals, await entityReader.GetOrderAsync(orderId)))
                    await MarkSyncedAsync(locked);
            });
        }
    }

    // An order that a stale copy made forget its payment shows no refund of it.
    private static bool Shows(RefundTotals totals, Order stored)
    {
        return stored is not null && totals.Payment.IsPaymentOf(stored) && totals.GetUnsyncedAmount(stored) == 0;
    }

    private async Task MarkSyncedAsync(LockedPayment locked)
    {
        foreach (var refund in await refundStore.GetByPaymentIdAsync(locked.Payment.Id))
        {
            if (refund.TryMarkSynced(timeProvider.GetUtcNow().UtcDateTime))
                await refundStore.UpdateAsync(locked, refund);
        }
    }

    private async Task<RefundTotals> GetTotalsAsync(GlasePayment payment)
    {
        return RefundTotals.From(payment, await refundStore.GetByPaymentIdAsync(payment.Id));
    }

    private async Task MarkRefundedIfCompleteAsync(LockedPayment locked, decimal refunded)
    {
        var payment = locked.Payment;
        if (payment.Status != GlasePaymentStatus.Paid || refunded <= 0 || refunded < payment.PaidAmount)
            return;

        var amount = CurrencyDecimals.Format(refunded, payment.EffectiveCurrencyCode);
        await refundedPayments.MarkAsync(locked, $"Glase: {amount} was refunded in full (payment {payment.ErsReference}), because no order could be " +
            "paid with it.");
    }
}
