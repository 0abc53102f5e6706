using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Records that an admin re-opened a cancelled order, so that the scheduled task does not cancel it again.
/// </summary>
public class OrderReopenedConsumer(OrderCancellationStore cancellations) : IConsumer<OrderStatusChangedEvent>
{
    /// <inheritdoc />
    public Task HandleEventAsync(OrderStatusChangedEvent eventMessage)
    {
        var order = eventMessage.Order;
        return order.PaymentMethodSystemName == GlaseDefaults.SystemName && order.OrderStatus != OrderStatus.Cancelled
            && eventMessage.PreviousOrderStatus == OrderStatus.Cancelled
            ? cancellations.EndAsync(order.Id)
            : Task.CompletedTask;
    }
}
