using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Shipping;
using Nop.Core.Events;
using Nop.Services.Catalog;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

/// <summary>How an order moves from pending to complete or cancelled, and what each step sets off.</summary>
internal sealed class OrderStatuses
{
    private readonly IOrderService _orders;
    private readonly IProductService _products;
    private readonly IEventPublisher _events;
    private readonly GiftCardService _giftCards;
    private readonly RewardPointService _points;
    private readonly OrderNotes _notes;
    private readonly OrderMessages _messages;
    private readonly OrderSettings _settings;
    private readonly TimeProvider _time;

    public OrderStatuses(
        IOrderService orders, IProductService products, IEventPublisher events, GiftCardService giftCards,
        RewardPointService points, OrderNotes notes, OrderMessages messages, OrderSettings settings, TimeProvider time)
    {
        _orders = orders;
        _products = products;
        _events = events;
        _giftCards = giftCards;
        _points = points;
        _notes = notes;
        _messages = messages;
        _settings = settings;
        _time = time;
    }

    public async Task CheckAsync(Order order)
    {
        if (order.PaymentStatus == PaymentStatus.Paid && order.PaidDateUtc is null)
        {
            order.PaidDateUtc = _time.GetUtcNow().UtcDateTime;
            await _orders.UpdateOrderAsync(order);
        }

        if (order.OrderStatus is OrderStatus.Cancelled or OrderStatus.Complete)
            return;

        if (order.OrderStatus == OrderStatus.Pending
            && (order.PaymentStatus is PaymentStatus.Authorized or PaymentStatus.Paid || HasLeft(order)))
            await SetAsync(order, OrderStatus.Processing);
        if (order.PaymentStatus == PaymentStatus.Paid && HasArrived(order))
            await SetAsync(order, OrderStatus.Complete);
    }

    public async Task MarkAsPaidAsync(Order order)
    {
        if (!CanMarkAsPaid(order))
            throw new NopException("You can't mark this order as paid");

        order.PaymentStatus = PaymentStatus.Paid;
        order.PaidDateUtc = _time.GetUtcNow().UtcDateTime;
        await _orders.UpdateOrderAsync(order);
        await _notes.AddAsync(order, "Order has been marked as paid");
        await CheckAsync(order);
        await PaidAsync(order);
    }

    /// <summary>True for a partly refunded order too, as in nopCommerce.</summary>
    public static bool CanMarkAsPaid(Order order)
    {
        return order.OrderStatus != OrderStatus.Cancelled
            && order.PaymentStatus is not (PaymentStatus.Paid or PaymentStatus.Refunded or PaymentStatus.Voided);
    }

    public async Task MarkAsAuthorizedAsync(Order order)
    {
        order.PaymentStatus = PaymentStatus.Authorized;
        await _orders.UpdateOrderAsync(order);
        await _notes.AddAsync(order, "Order has been marked as authorized");
        await _events.PublishAsync(new OrderAuthorizedEvent(order));
        await CheckAsync(order);
    }

    public async Task PaidAsync(Order order)
    {
        if (order.PaymentStatus != PaymentStatus.Paid)
            return;

        await _events.PublishAsync(new OrderPaidEvent(order));
        await _messages.SendPaidAsync(order);
    }

    public async Task CancelAsync(Order order)
    {
        if (order.OrderStatus == OrderStatus.Cancelled)
            throw new NopException("Cannot do cancel for order.");

        await SetAsync(order, OrderStatus.Cancelled);
        await _notes.AddAsync(order, "Order has been cancelled");
        if (_settings.DeleteGiftCardUsageHistory)
            await _giftCards.GiveBackAsync(order);
        await GiveBackAsync(order, $"order {order.CustomOrderNumber} was cancelled");
    }

    public async Task DeleteAsync(Order order)
    {
        if (order.OrderStatus != OrderStatus.Cancelled)
            await GiveBackAsync(order, $"order {order.CustomOrderNumber} was deleted");
        await _notes.AddAsync(order, "Order has been deleted");
        await _orders.DeleteOrderAsync(order);
    }

    private async Task SetAsync(Order order, OrderStatus status)
    {
        var previous = order.OrderStatus;
        if (previous == status)
            return;

        order.OrderStatus = status;
        await _orders.UpdateOrderAsync(order);
        await _events.PublishAsync(new OrderStatusChangedEvent(order, previous));
        if (order.OrderStatus != previous)
            await _notes.AddAsync(order, $"Order status has been changed to {status}");
    }

    private async Task GiveBackAsync(Order order, string why)
    {
        var redeemed = await _points.GetRewardPointsHistoryAsync(order.CustomerId, order.StoreId, orderGuid: order.OrderGuid);
        foreach (var entry in redeemed)
            await _points.AddAsync(order.CustomerId, -entry.Points, order.StoreId, $"Given back: {why}");
        foreach (var item in await _orders.GetOrderItemsAsync(order.Id))
        {
            if (await _products.GetProductByIdAsync(item.ProductId) is { } product)
                await _products.AdjustInventoryAsync(product, item.Quantity, item.AttributesXml, $"Given back: {why}");
        }
    }

    private bool HasArrived(Order order)
    {
        return order.ShippingStatus is ShippingStatus.ShippingNotRequired or ShippingStatus.Delivered
            || (order.ShippingStatus == ShippingStatus.Shipped && !_settings.CompleteOrderWhenDelivered);
    }

    private static bool HasLeft(Order order)
    {
        return order.ShippingStatus is ShippingStatus.PartiallyShipped or ShippingStatus.Shipped or ShippingStatus.Delivered;
    }
}
