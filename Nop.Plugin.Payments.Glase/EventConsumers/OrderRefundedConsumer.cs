using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Takes note that an order shows a refund, so that the scheduled task need not book it.
/// </summary>
public class OrderRefundedConsumer : IConsumer<OrderRefundedEvent>
{
    private readonly RefundBookkeeper _bookkeeper;

    /// <summary>
    /// Makes the consumer.
    /// </summary>
    public OrderRefundedConsumer(RefundBookkeeper bookkeeper)
    {
        _bookkeeper = bookkeeper;
    }

    /// <inheritdoc />
    public Task HandleEventAsync(OrderRefundedEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? _bookkeeper.ConfirmAsync(eventMessage.Order)
            : Task.CompletedTask;
    }
}
