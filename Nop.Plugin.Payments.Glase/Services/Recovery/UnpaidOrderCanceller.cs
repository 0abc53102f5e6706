using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Cancels pending orders that can no longer be paid, once per order, so that nopCommerce returns stock, reward points and
/// gift cards.
/// </summary>
/// <remarks>
/// It starts from the orders, so that it does not matter how their invoices ended, whether there ever was one, and whether a
/// process died before the order was cancelled.
/// </remarks>
public class UnpaidOrderCanceller(GlaseConnectionProvider connections, PaymentStore paymentStore, DistributedLock locks,
    ILogger logger, LogDeduplicator logDeduplicator, IOrderProcessingService orderProcessingService, OrderNotes notes,
    IOrderService orderService, IStoreService storeService, UncachedEntityReader entityReader,
    OrderCancellationStore cancellations, TimeProvider timeProvider)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(10);

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Cancels them in all stores whose owner wants it, as many as fit into the time that nopCommerce gives a task.
    /// </summary>
    public async Task CancelAsync()
    {
        var started = timeProvider.GetTimestamp();
        foreach (var store in await storeService.GetAllStoresAsync())
        {
            foreach (var order in await GetPendingAsync(store.Id))
            {
                if (timeProvider.GetElapsedTime(started) > TimeBudget)
                    return;

                try
                {
                    await CancelUnlessPayableAsync(order);
                }
                catch (Exception exception)
                {
                    // One bad order must not keep the others waiting; it is tried again in the next run.
                    if (logDeduplicator.ShouldLog($"unpaid order {order.Id}", exception))
                        await logger.WarningAsync($"Order {order.CustomOrderNumber} was not paid with Glase in time, but could " +
                            $"not be cancelled. {exception.Message}", exception);
                }
            }
        }
    }

    private async Task<IList<Order>> GetPendingAsync(int storeId)
    {
        var settings = await connections.GetSettingsAsync(storeId);
        return settings.CancelUnpaidOrders
            ? await orderService.SearchOrdersAsync(
                storeId: storeId,
                paymentMethodSystemName: GlaseDefaults.SystemName,
                createdToUtc: Now - TimeSpan.FromMinutes(settings.PaymentWindowMinutes),
                osIds: [(int)OrderStatus.Pending],
                psIds: [(int)PaymentStatus.Pending],
                pageSize: BatchSize)
            : [];
    }

    private Task CancelUnlessPayableAsync(Order order)
    {
        // The lock of whoever issues a new invoice for the order.
        return locks.RunAsync(CheckoutKeys.ForOrder(order.Id), async () =>
        {
            // Two orders have the same GUID when the shopper pressed Confirm twice: the other's payment is none of this one's.
            if (await paymentStore.GetByOrderGuidAsync(order.OrderGuid) is { OrderId: null })
                return;
            if (await paymentStore.GetByOrderIdAsync(order.Id) is { } last
                && (!last.IsClosed || last.ExpiresOnUtc > Now))
                return;

            // It was found before the lock was taken: an admin may have marked it as paid, or cancelled it, since.
            var stored = await entityReader.GetOrderAsync(order.Id);
            if (!OrderPayability.IsPayable(stored) || stored.OrderStatus != OrderStatus.Pending
                || !await cancellations.TryBeginAsync(order.Id))
                return;

            // A process that died after it may have left the note.
            await notes.AddOnceAsync(stored.Id, "Glase: the order was not paid in time, so it is cancelled.");
            await orderProcessingService.CancelOrderAsync(stored, notifyCustomer: true);
            await cancellations.EndAsync(order.Id);
        });
    }
}
