using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Services.Messages;
using Nop.Services.Orders;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;
using Sandbox.Admin.Models;
using Sandbox.Services.Orders;
using Sandbox.Shop;

namespace Sandbox.Admin.Controllers;

public class OrderController : AdminController
{
    private readonly IOrderService _orders;
    private readonly IOrderProcessingService _processing;
    private readonly INotificationService _notifications;

    public OrderController(IOrderService orders, IOrderProcessingService processing, INotificationService notifications)
    {
        _orders = orders;
        _processing = processing;
        _notifications = notifications;
    }

    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> List()
    {
        return View(await Service<OrderModelFactory>().PrepareListAsync(await _orders.SearchOrdersAsync(pageSize: 200)));
    }

    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Edit(int id)
    {
        var order = await _orders.GetOrderByIdAsync(id);
        return order is null || order.Deleted ? RedirectToAction(nameof(List)) : View(await PrepareAsync(order));
    }

    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public async Task<IActionResult> Edit(int id, OrderAction what, decimal? amount)
    {
        var order = await _orders.GetOrderByIdAsync(id);
        if (order is null)
            return RedirectToAction(nameof(List));

        try
        {
            foreach (var error in await DoAsync(order, what, amount ?? decimal.Zero))
                _notifications.ErrorNotification(error);
        }
        catch (NopException exception)
        {
            await _notifications.ErrorNotificationAsync(exception);
        }

        return RedirectToAction(nameof(Edit), new { id });
    }

    private async Task<IList<string>> DoAsync(Order order, OrderAction what, decimal amount)
    {
        switch (what)
        {
            case OrderAction.MarkAsPaid:
                await _processing.MarkOrderAsPaidAsync(order);
                return [];
            case OrderAction.Cancel:
                await _processing.CancelOrderAsync(order, true);
                return [];
            case OrderAction.Capture:
                return await _processing.CaptureAsync(order);
            case OrderAction.Void:
                return await _processing.VoidAsync(order);
            case OrderAction.VoidOffline:
                await _processing.VoidOfflineAsync(order);
                return [];
            case OrderAction.Refund:
                return await _processing.RefundAsync(order);
            case OrderAction.RefundOffline:
                await _processing.RefundOfflineAsync(order);
                return [];
            case OrderAction.PartialRefund:
                return amount > 0
                    ? await _processing.PartiallyRefundAsync(order, Most(order, amount))
                    : ["Enter an amount to refund."];
            case OrderAction.PartialRefundOffline:
                await _processing.PartiallyRefundOfflineAsync(order, Most(order, amount));
                return [];
            case OrderAction.ChangeTotal:
                order.OrderTotal = amount;
                await _orders.UpdateOrderAsync(order);
                return [];
            case OrderAction.Reopen:
                await ReopenAsync(order);
                return [];
            case OrderAction.Delete:
                await _processing.DeleteOrderAsync(order);
                return [];
            default:
                throw new NopException($"There is no {what} of orders.");
        }
    }

    // nopCommerce refunds the rest where somebody enters more.
    private static decimal Most(Order order, decimal amount) => Math.Min(amount, order.OrderTotal - order.RefundedAmount);

    // As when an administrator edits the status: it is saved as it was chosen, and nothing is made good.
    private async Task ReopenAsync(Order order)
    {
        var previous = order.OrderStatus;
        order.OrderStatus = OrderStatus.Pending;
        await _orders.UpdateOrderAsync(order);
        await Service<IEventPublisher>().PublishAsync(new OrderStatusChangedEvent(order, previous));
        await Service<OrderNotes>().AddAsync(order, $"Order status has been edited. New status: {order.OrderStatus}");
    }

    private async Task<AdminOrderModel> PrepareAsync(Order order)
    {
        var model = new AdminOrderModel
        {
            Id = order.Id,
            Order = await Service<OrderModelFactory>().PrepareAsync(order, forCustomer: false),
            OrderGuid = order.OrderGuid,
            CustomerId = order.CustomerId,
            CaptureTransactionId = order.CaptureTransactionId,
            AuthorizationTransactionId = order.AuthorizationTransactionId,
            MostToRefund = order.OrderTotal - order.RefundedAmount
        };
        void Offer(OrderAction action, bool isOpen)
        {
            if (isOpen)
                model.Actions.Add(action);
        }

        Offer(OrderAction.Cancel, _processing.CanCancelOrder(order));
        Offer(OrderAction.Capture, await _processing.CanCaptureAsync(order));
        Offer(OrderAction.MarkAsPaid, _processing.CanMarkOrderAsPaid(order));
        Offer(OrderAction.Refund, await _processing.CanRefundAsync(order));
        Offer(OrderAction.RefundOffline, _processing.CanRefundOffline(order));
        Offer(OrderAction.PartialRefund, await _processing.CanPartiallyRefundAsync(order, decimal.Zero));
        Offer(OrderAction.PartialRefundOffline, _processing.CanPartiallyRefundOffline(order, decimal.Zero));
        Offer(OrderAction.Void, await _processing.CanVoidAsync(order));
        Offer(OrderAction.VoidOffline, _processing.CanVoidOffline(order));
        Offer(OrderAction.ChangeTotal, true);
        Offer(OrderAction.Reopen, order.OrderStatus != OrderStatus.Pending);
        Offer(OrderAction.Delete, true);
        return model;
    }
}
