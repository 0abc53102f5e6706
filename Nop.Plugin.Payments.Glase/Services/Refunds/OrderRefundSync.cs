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
public class OrderRefundSync(PaymentStore paymentStore, DistributedLock locks, RefundStore refundStore,
    OrderPaymentClaims claims, ILogger logger, OfflineRefundRecorder offlineRefunds, OrderNotes notes,
    UncachedEntityReader entityReader, TimeProvider timeProvider)
{
    /// <summary>
    /// Books on the order what is missing there, as nopCommerce books refunds that were made elsewhere. A payment that paid no
    /// order is marked as given back once all of it was refunded. Doing it again changes nothing.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>What was booked on the order; zero when nothing was missing, or when there is no order</returns>
    public Task<decimal> SyncAsync(int paymentId)
    {
        return locks.RunAsync(PaymentStore.LockName(paymentId), async () =>
        {
            var payment = await paymentStore.GetByIdAsync(paymentId);
            var totals = await GetSumsAsync(payment);
            var order = await entityReader.GetOrderAsync(payment.OrderId);
            if (order is null || !PaymentApplier.IsPaidWith(payment, order))
            {
                await MarkRefundedAsync(payment, totals.Refunded);
                await MarkSyncedAsync(paymentId);
                return 0;
            }

            var missing = totals.GetUnsyncedAmount(order);
            var isBooked = missing > 0 && await offlineRefunds.TryRecordAsync(order, missing, payment.CurrencyCode);
            if (totals.IsFullRefundOf(order))
                await offlineRefunds.MarkRefundedAsync(order);
            await MarkSyncedAsync(paymentId);
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
        return locks.RunAsync(PaymentStore.LockName(paymentId), async () =>
        {
            var payment = await paymentStore.GetByIdAsync(paymentId);
            var refunds = await refundStore.GetByPaymentIdAsync(paymentId);
            if (payment.Status != GlasePaymentStatus.Paid || payment.AppliedOnUtc is not null
                || !CanMarkRefundedOutsideGlase(payment, refunds, timeProvider.GetUtcNow().UtcDateTime))
                return false;

            var amount = payment.PaidAmount is { } paid
                ? string.Create(CultureInfo.InvariantCulture, $"the {paid:0.00} {payment.EffectiveCurrencyCode}")
                : "what was paid";
            var text = $"Glase: {decidedBy} marked {amount} of payment {payment.ErsReference ?? payment.InvoiceReference} as refunded outside Glase.";
            await MarkRefundedAsync(payment, text);
            await logger.InformationAsync($"{PaymentLabels.For(payment)}: {text}");
            if (payment.OrderId is { } orderId)
                await notes.AddAsync(orderId, text);
            return true;
        });
    }

    /// <summary>
    /// Gets whether an admin may say that a payment was given back in another way: when nothing goes back by itself any more.
    /// </summary>
    /// <param name="payment">A payment that is paid but not applied</param>
    /// <param name="refunds">All refunds of it, the oldest first</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static bool CanMarkRefundedOutsideGlase(GlasePayment payment, IList<GlaseRefund> refunds, DateTime nowUtc)
    {
        return RefundRetryPolicy.IsPermanentlyRefused(refunds)
            || IncompletePaymentPolicy.IsOverdue(payment, nowUtc) && !RefundRetryPolicy.RequiresAdmin(refunds);
    }

    /// <summary>
    /// Takes note that an order shows what Glase refunded, if it does.
    /// </summary>
    /// <param name="order">An order that nopCommerce has just booked a refund on</param>
    public async Task RecordSyncedAsync(Order order)
    {
        foreach (var payment in await paymentStore.GetAllByOrderIdAsync(order.Id))
        {
            await locks.RunAsync(PaymentStore.LockName(payment.Id), async () =>
            {
                var totals = await GetSumsAsync(payment);
                if (totals.Refunded > 0 && totals.GetUnsyncedAmount(order) == 0)
                    await MarkSyncedAsync(payment.Id);
            });
        }
    }

    private async Task MarkSyncedAsync(int paymentId)
    {
        foreach (var refund in await refundStore.GetByPaymentIdAsync(paymentId))
        {
            if (refund.Status != GlaseRefundStatus.Succeeded || refund.SyncedToOrderOnUtc is not null)
                continue;

            refund.SyncedToOrderOnUtc = timeProvider.GetUtcNow().UtcDateTime;
            await refundStore.UpdateAsync(refund);
        }
    }

    private async Task<RefundTotals> GetSumsAsync(GlasePayment payment)
    {
        return RefundTotals.From(payment, await refundStore.GetByPaymentIdAsync(payment.Id));
    }

    private async Task MarkRefundedAsync(GlasePayment payment, decimal refunded)
    {
        if (payment.Status != GlasePaymentStatus.Paid || refunded <= 0 || refunded < payment.PaidAmount)
            return;

        var amount = string.Create(CultureInfo.InvariantCulture, $"{refunded:0.00} {payment.EffectiveCurrencyCode}");
        await MarkRefundedAsync(payment, $"Glase: {amount} was refunded in full (payment {payment.ErsReference}), because no order could be " +
            "paid with it.");
    }

    private async Task MarkRefundedAsync(GlasePayment payment, string text)
    {
        await claims.ReleaseAsync(payment.Id);
        payment.Status = GlasePaymentStatus.Refunded;
        payment.LastError = text;
        payment.AppliedOnUtc = timeProvider.GetUtcNow().UtcDateTime;
        await paymentStore.UpdateAsync(payment);
    }
}
