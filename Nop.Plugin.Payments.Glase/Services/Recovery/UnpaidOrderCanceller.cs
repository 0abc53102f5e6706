using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Cancels a pending order that can no longer be paid, once, so that nopCommerce returns stock, reward points and gift cards.
/// </summary>
public class UnpaidOrderCanceller(PaymentStore paymentStore, DistributedLock locks, StoreOrderProcessing orderProcessing,
    OrderNotes notes, UncachedEntityReader entityReader, OrderCancellationStore cancellations, TimeProvider timeProvider)
{
    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Cancels an order unless it is paid, may still be paid, or was cancelled before.
    /// </summary>
    /// <param name="order">A pending order, as it was found</param>
    public Task CancelUnlessPayableAsync(Order order)
    {
        // The same lock as for issuing a new invoice for the order.
        return locks.RunAsync(CheckoutKeys.ForOrder(order.Id), async () =>
        {
            // Two orders have the same GUID when the shopper pressed Confirm twice: the other's payment is none of this one's.
            if (await paymentStore.GetByOrderGuidAsync(order.OrderGuid) is { OrderId: null })
                return;
            if (await paymentStore.GetByOrderIdAsync(order.Id) is { } last
                && (!last.IsClosed || last.DeadlineOnUtc > Now))
                return;

            // It was found before the lock was taken: an admin may have marked it as paid, or cancelled it, since.
            var stored = await entityReader.GetOrderAsync(order.Id);
            if (!OrderPayability.IsPayable(stored) || stored.OrderStatus != OrderStatus.Pending
                || !await cancellations.TryBeginAsync(order.Id))
                return;

            // A process that died after it may have left the note.
            await notes.AddOnceAsync(stored.Id, "Glase: the order was not paid in time, so it is cancelled.");
            await orderProcessing.RunAsync(stored, processing => processing.CancelOrderAsync(stored, notifyCustomer: true));
            await cancellations.EndAsync(order.Id);
        });
    }
}
