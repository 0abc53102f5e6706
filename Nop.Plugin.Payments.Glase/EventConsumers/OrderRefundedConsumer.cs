using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Takes note that an order shows a refund, so that the scheduled task need not book it.
/// </summary>
public class OrderRefundedConsumer : IConsumer<OrderRefundedEvent>
{
    private readonly OrderRefundSync _orderRefundSync;

    /// <summary>
    /// Makes the consumer.
    /// </summary>
    public OrderRefundedConsumer(OrderRefundSync orderRefundSync)
    {
        _orderRefundSync = orderRefundSync;
    }

    /// <inheritdoc />
    public Task HandleEventAsync(OrderRefundedEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? _orderRefundSync.RecordSyncedAsync(eventMessage.Order)
            : Task.CompletedTask;
    }
}
