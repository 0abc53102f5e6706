using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Ties a cart's payment to the order placed from it, or cancels its invoice when the order is paid in another way. A reservation
/// is applied once the order has its status: nopCommerce gives it that after it has told that the order is placed.
/// </summary>
public class OrderPlacedConsumer(OrderInvoiceSync orderInvoiceSync, OrderPaymentBinder binder, OrderPaymentService orderPaymentService,
    CartChangeCollector cartChanges)
    : IConsumer<OrderPlacedEvent>, IConsumer<OrderStatusChangedEvent>
{
    /// <inheritdoc />
    public async Task HandleEventAsync(OrderPlacedEvent eventMessage)
    {
        var order = eventMessage.Order;
        if (order.PaymentMethodSystemName != GlaseDefaults.SystemName)
            await orderInvoiceSync.CancelCartInvoiceAsync(order);
        // That the cart is empty now is no change for its payment.
        else if (await binder.BindAsync(order))
            cartChanges.Forget(order.CustomerId);
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
