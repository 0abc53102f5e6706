using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Syncs the payments and reservations of an order with the order after it was changed.
/// </summary>
public class OrderPaymentSync(PaymentApplier applier, OrderPaymentMarker marker, ReservationReleaser releaser)
{
    /// <summary>
    /// Gets whether a payment is paid without a reservation and not applied yet. Then a change of its order needs nothing here, because applying
    /// it compares the total.
    /// </summary>
    public static bool AwaitsApplication(GlasePayment open)
    {
        return open is { Status: GlasePaymentStatus.Paid, ReservedOnUtc: null, IsApplied: false };
    }

    /// <summary>
    /// Releases a reservation that its order no longer needs, applies a captured one, and restores the reference of a paid order over
    /// which an older copy was saved.
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
        if (open is { Status: GlasePaymentStatus.Paid, ReservedOnUtc: not null, IsApplied: false } && open.IsPaymentOf(order))
            await applier.ApplyAsync(open);
        if (open is { Status: GlasePaymentStatus.Paid, IsApplied: true } && order.PaymentStatus == PaymentStatus.Paid
            && string.IsNullOrEmpty(order.CaptureTransactionId) && string.IsNullOrEmpty(changed.CaptureTransactionId))
            await marker.RestoreReferenceAsync(open, changed);
    }
}
