using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Ties a cart's payment to the order placed from it, or cancels its invoice when the order is paid in another way. A reservation
/// is applied once the order has its status: nopCommerce gives it that after it has told that the order is placed.
/// </summary>
public class OrderPlacedConsumer(OrderInvoiceSync orderInvoiceSync, OrderPaymentService orderPaymentService)
    : IConsumer<OrderPlacedEvent>, IConsumer<OrderStatusChangedEvent>
{
    /// <inheritdoc />
    public Task HandleEventAsync(OrderPlacedEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? orderPaymentService.BindAsync(eventMessage.Order)
            : orderInvoiceSync.CancelCartInvoiceAsync(eventMessage.Order);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(OrderStatusChangedEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            && eventMessage.PreviousOrderStatus == OrderStatus.Pending
            && eventMessage.Order.PaymentStatus == PaymentStatus.Authorized
            ? orderPaymentService.ApplyAnnouncedAsync(eventMessage.Order)
            : Task.CompletedTask;
    }
}
