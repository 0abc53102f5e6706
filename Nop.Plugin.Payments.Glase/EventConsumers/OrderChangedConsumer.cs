using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Takes an order's code back, or changes it, when the order was cancelled, deleted, paid in another way or its total edited.
/// nopCommerce saves the order in each of these cases, some of which it has no event of their own for.
/// </summary>
public class OrderChangedConsumer(OrderInvoiceSync orderInvoiceSync)
    : IConsumer<EntityUpdatedEvent<Order>>, IConsumer<EntityDeletedEvent<Order>>
{
    /// <inheritdoc />
    public Task HandleEventAsync(EntityUpdatedEvent<Order> eventMessage)
    {
        return FollowAsync(eventMessage.Entity);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(EntityDeletedEvent<Order> eventMessage)
    {
        return FollowAsync(eventMessage.Entity);
    }

    private Task FollowAsync(Order order)
    {
        return order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? orderInvoiceSync.SyncAsync(order)
            : Task.CompletedTask;
    }
}
