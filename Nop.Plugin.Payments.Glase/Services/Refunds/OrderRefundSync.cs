using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Updates orders to the refunds that Glase made, where nopCommerce could not: after an admin recorded an outcome, or when a
/// process ended between refund and order.
/// </summary>
public class OrderRefundSync(PaymentStore paymentStore, LockedPayments lockedPayments, RefundStore refundStore,
    OrderPaymentClaims claims, ILogger logger, OfflineRefundRecorder offlineRefunds, OrderNotes notes,
    UncachedEntityReader entityReader, TimeProvider timeProvider)
{
    /// <summary>
    /// Books on the order what is missing there, as nopCommerce books refunds that were made elsewhere. A payment that paid no
    /// order is marked as refunded once all of it was refunded. Doing it again changes nothing.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>What was booked on the order; zero when nothing was missing, or when there is no order</returns>
    public Task<decimal> SyncAsync(int paymentId)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            var totals = await GetSumsAsync(payment);
            var order = await entityReader.GetOrderAsync(payment.OrderId);
            if (order is null || !payment.IsPaymentOf(order))
            {
                await MarkRefundedIfCompleteAsync(locked, totals.Refunded);
                await MarkSyncedAsync(locked);
                return 0;
            }

            var missing = totals.GetUnsyncedAmount(order);
            var isBooked = missing > 0 && await offlineRefunds.TryRecordAsync(order, missing, payment.CurrencyCode);
            if (totals.IsFullRefundOf(order))
                await offlineRefunds.MarkRefundedAsync(order);
            await MarkSyncedAsync(locked);
            return isBooked ? missing : 0;
        });
    }

    /// <summary>
    /// Ends a payment that Glase refuses to refund, or of which Glase never said all that a refund needs, because an admin gave the
    /// money back in another way.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <returns>Whether there was such a payment to be ended</returns>
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
                ? string.Create(CultureInfo.InvariantCulture, $"the {paid:0.00} {payment.EffectiveCurrencyCode}")
                : "what was paid";
            var text = $"Glase: {decidedBy} marked {amount} of payment {payment.ErsReference ?? payment.InvoiceReference} as refunded outside Glase.";
            await MarkPaymentRefundedAsync(locked, text);
            await logger.InformationAsync($"{PaymentLabels.For(payment)}: {text}");
            if (payment.OrderId is { } orderId)
                await notes.AddAsync(orderId, text);
            return true;
        });
    }

    /// <summary>
    /// Gets whether an admin may mark a payment as refunded outside Glase: when it is no longer refunded automatically.
    /// </summary>
    /// <param name="payment">A payment that is paid but not applied</param>
    /// <param name="refunds">All refunds of it, the oldest first</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static bool CanMarkRefundedOutsideGlase(GlasePayment payment, IList<GlaseRefund> refunds, DateTime nowUtc)
    {
        return RefundRetryPolicy.IsPermanentlyRefused(refunds)
            || payment.IsOverdue(nowUtc) && !RefundRetryPolicy.RequiresAdmin(refunds);
    }

    /// <summary>
    /// Takes note that an order shows what Glase refunded, if it does.
    /// </summary>
    /// <param name="order">An order that nopCommerce has just booked a refund on</param>
    public async Task RecordSyncedAsync(Order order)
    {
        foreach (var payment in await paymentStore.GetAllByOrderIdAsync(order.Id))
        {
            await lockedPayments.RunAsync(payment.Id, async locked =>
            {
                var totals = await GetSumsAsync(locked.Payment);
                if (totals.Refunded > 0 && totals.GetUnsyncedAmount(order) == 0)
                    await MarkSyncedAsync(locked);
            });
        }
    }

    private async Task MarkSyncedAsync(LockedPayment locked)
    {
        foreach (var refund in await refundStore.GetByPaymentIdAsync(locked.Payment.Id))
        {
            if (refund.TryMarkSynced(timeProvider.GetUtcNow().UtcDateTime))
                await refundStore.UpdateAsync(locked, refund);
        }
    }

    private async Task<RefundTotals> GetSumsAsync(GlasePayment payment)
    {
        return RefundTotals.From(payment, await refundStore.GetByPaymentIdAsync(payment.Id));
    }

    private async Task MarkRefundedIfCompleteAsync(LockedPayment locked, decimal refunded)
    {
        var payment = locked.Payment;
        if (payment.Status != GlasePaymentStatus.Paid || refunded <= 0 || refunded < payment.PaidAmount)
            return;

        var amount = string.Create(CultureInfo.InvariantCulture, $"{refunded:0.00} {payment.EffectiveCurrencyCode}");
        await MarkPaymentRefundedAsync(locked, $"Glase: {amount} was refunded in full (payment {payment.ErsReference}), because no order could be " +
            "paid with it.");
    }

    private async Task MarkPaymentRefundedAsync(LockedPayment locked, string text)
    {
        await claims.ReleaseAsync(locked.Payment.Id);
        locked.Payment.RecordError(text);
        locked.Payment.MarkRefunded(timeProvider.GetUtcNow().UtcDateTime);
        await locked.SaveAsync();
    }
}
