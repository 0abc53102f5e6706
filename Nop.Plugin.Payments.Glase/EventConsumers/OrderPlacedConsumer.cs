using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Ties a cart's payment to the order placed from it, or takes its code back when the order is paid in another way. A reservation
/// is settled once the order has its status: nopCommerce gives it that after it has told that the order is placed.
/// </summary>
public class OrderPlacedConsumer : IConsumer<OrderPlacedEvent>, IConsumer<OrderStatusChangedEvent>
{
    private readonly OrderInvoiceSync _orderInvoiceSync;
    private readonly OrderPaymentService _orderPaymentService;

    /// <summary>
    /// Makes the consumer.
    /// </summary>
    public OrderPlacedConsumer(OrderInvoiceSync orderInvoiceSync, OrderPaymentService orderPaymentService)
    {
        _orderInvoiceSync = orderInvoiceSync;
        _orderPaymentService = orderPaymentService;
    }

    /// <inheritdoc />
    public Task HandleEventAsync(OrderPlacedEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            ? _orderPaymentService.BindAsync(eventMessage.Order)
            : _orderInvoiceSync.CancelCartInvoiceAsync(eventMessage.Order);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(OrderStatusChangedEvent eventMessage)
    {
        return eventMessage.Order.PaymentMethodSystemName == GlaseDefaults.SystemName
            && eventMessage.PreviousOrderStatus == OrderStatus.Pending
            && eventMessage.Order.PaymentStatus == PaymentStatus.Authorized
            ? _orderPaymentService.ApplyAnnouncedAsync(eventMessage.Order)
            : Task.CompletedTask;
    }
}
