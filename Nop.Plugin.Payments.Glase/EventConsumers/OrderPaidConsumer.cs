using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Applies what Glase took for an order that nopCommerce has placed as a paid one, or that an admin has marked as paid.
/// </summary>
public class OrderPaidConsumer(OrderPaymentService orderPaymentService) : IConsumer<OrderPaidEvent>
{
    /// <inheritdoc />
    public Task HandleEventAsync(OrderPaidEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? orderPaymentService.ApplyAnnouncedAsync(eventMessage.Order)
            : Task.CompletedTask;
    }
}
