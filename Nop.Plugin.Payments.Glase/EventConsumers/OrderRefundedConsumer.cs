using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Records that an order shows a refund, so that the scheduled task need not record it.
/// </summary>
public class OrderRefundedConsumer(OrderRefundSync orderRefundSync) : IConsumer<OrderRefundedEvent>
{
    /// <inheritdoc />
    public Task HandleEventAsync(OrderRefundedEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? orderRefundSync.RecordSyncedAsync(eventMessage.Order.Id)
            : Task.CompletedTask;
    }
}
