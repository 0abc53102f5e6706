using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Syncs the payments and reservations of an order with the order after it was changed.
/// </summary>
public class OrderPaymentSync(PaymentStore paymentStore, LockedPayments lockedPayments, PaymentApplier applier, ReservationReleaser releaser,
    OverwrittenOrderRepair repair, TimeProvider timeProvider)
{
    // Each needs another older copy that is saved in the milliseconds in which the payment is applied.
    private const int MaxAttempts = 3;

    /// <summary>
    /// Gets whether a payment is paid without a reservation and not applied yet. Then a change of its order needs nothing here, because applying
    /// it compares the total; only where another request is applying it, the change may have overwritten that.
    /// </summary>
    public static bool AwaitsApplication(GlasePayment open)
    {
        return open is { Status: GlasePaymentStatus.Paid, ReservedOnUtc: null, IsApplied: false }
            && (open.ApplyingOnUtc is null || OrderPaymentExecutor.IsApplying(open));
    }

    /// <summary>
    /// Releases a reservation that its order no longer needs, applies a captured one, and writes to the order again what an older copy of it
    /// has overwritten.
    /// </summary>
    /// <param name="open">The order's open payment</param>
    /// <param name="order">The order, as it is stored now</param>
    /// <param name="changed">The copy of the order that was just saved</param>
    public async Task SyncAsync(GlasePayment open, Order order, Order changed)
    {
        // One that an admin only marked as voided is left to the scheduled task.
        if (open.Status == GlasePaymentStatus.Reserved && order.PaymentStatus != PaymentStatus.Voided
            && ReservationReleasePolicy.GetReleaseReason(order) is { } why)
            await releaser.ReleaseAsync(open, order, why);
        if (open is { Status: GlasePaymentStatus.Paid, ReservedOnUtc: not null, IsApplied: false } && !OrderPaymentExecutor.IsApplying(open)
            && (open.IsPaymentOf(order) || open.IsPaymentOf(changed)))
            await ApplyCaptureAsync(open, order);
        await repair.RepairAsync(open, changed);
    }

    // nopCommerce has recorded the capture on the copy that it saved, and announces it itself. Where an older copy was saved over that before
    // its event came, or comes while the payment is applied, applying the payment to what is stored would announce it a second time.
    private async Task ApplyCaptureAsync(GlasePayment open, Order order)
    {
        var isRecorded = open.IsPaymentOf(order);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            isRecorded = isRecorded || await repair.TryRepairCapturedAsync(open, order);
            if (!isRecorded || await applier.ApplyAsync(open) != ApplyOutcome.InProgress)
                return;

            isRecorded = false;
        }
    }

    /// <summary>
    /// Has the scheduled task void an order that has no open payment where an older copy of the order, which counts on a reservation, was saved
    /// after the order had been voided because that was over.
    /// </summary>
    /// <param name="changed">The copy of the order that was just saved</param>
    public async Task CheckEndedReservationAsync(Order changed)
    {
        if (changed.PaymentStatus != PaymentStatus.Authorized || string.IsNullOrEmpty(changed.AuthorizationTransactionId))
            return;

        var reservation = await paymentStore.GetReservationAsync(changed);
        if (reservation is { IsClosed: true, ReservationCheckOnUtc: null } && reservation.InvoiceReference == changed.AuthorizationTransactionId)
            await lockedPayments.UpdateAsync(reservation.Id, current => current.TryScheduleCheckAfterEnd(timeProvider.GetUtcNow().UtcDateTime));
    }
}
