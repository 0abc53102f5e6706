using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Cancels or updates an order's open invoice when the order was cancelled, deleted or paid in another way, or its total was edited.
/// nopCommerce saves the order in each of these cases, some of which it has no event of their own for.
/// </summary>
public class OrderChangedConsumer(OrderInvoiceSync orderInvoiceSync)
    : IConsumer<EntityUpdatedEvent<Order>>, IConsumer<EntityDeletedEvent<Order>>
{
    /// <inheritdoc />
    public Task HandleEventAsync(EntityUpdatedEvent<Order> eventMessage)
    {
        return SyncAsync(eventMessage.Entity);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(EntityDeletedEvent<Order> eventMessage)
    {
        return SyncAsync(eventMessage.Entity);
    }

    private Task SyncAsync(Order order)
    {
        return order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? orderInvoiceSync.SyncAsync(order)
            : Task.CompletedTask;
    }
}
