using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Settles what Glase took for an order that nopCommerce has placed as a paid one, or that an admin has marked as paid.
/// </summary>
public class OrderPaidConsumer : IConsumer<OrderPaidEvent>
{
    private readonly OrderPaymentService _orderPaymentService;

    /// <summary>
    /// Makes the consumer.
    /// </summary>
    public OrderPaidConsumer(OrderPaymentService orderPaymentService)
    {
        _orderPaymentService = orderPaymentService;
    }

    /// <inheritdoc />
    public Task HandleEventAsync(OrderPaidEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? _orderPaymentService.ApplyAnnouncedAsync(eventMessage.Order)
            : Task.CompletedTask;
    }
}
