using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Http;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Web.Framework.Controllers;

namespace Sandbox.Shop.Controllers;

public class OrderController : ShopController
{
    private readonly IOrderProcessingService _processing;
    private readonly IOrderService _orders;
    private readonly IPaymentService _payments;
    private readonly IWorkContext _workContext;

    public OrderController(IOrderProcessingService processing, IOrderService orders, IPaymentService payments, IWorkContext workContext)
    {
        _processing = processing;
        _orders = orders;
        _payments = payments;
        _workContext = workContext;
    }

    [HttpGet]
    public async Task<IActionResult> CustomerOrders()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var orders = await _orders.SearchOrdersAsync(customerId: customer.Id, pageSize: 50);
        return View(await Service<OrderModelFactory>().PrepareListAsync(orders));
    }

    [HttpGet]
    public async Task<IActionResult> Details(int orderId)
    {
        return await OwnAsync(orderId) is { } order
            ? View(await Service<OrderModelFactory>().PrepareAsync(order, forCustomer: true))
            : Challenge();
    }

    [HttpPost, ActionName(nameof(Details))]
    [FormValueRequired("repost-payment")]
    public async Task<IActionResult> RePostPayment(int orderId)
    {
        if (await OwnAsync(orderId) is not { } order)
            return Challenge();
        if (!await _payments.CanRePostProcessPaymentAsync(order))
            return RedirectToRoute(NopRouteNames.Standard.ORDER_DETAILS, new { orderId });

        await _payments.PostProcessPaymentAsync(new PostProcessPaymentRequest { Order = order });
        var web = Service<IWebHelper>();
        return web.IsRequestBeingRedirected || web.IsPostBeingDone
            ? new EmptyResult()
            : RedirectToRoute(NopRouteNames.Standard.ORDER_DETAILS, new { orderId });
    }

    /// <summary>A GET that changes something, as in the host.</summary>
    [HttpGet]
    public async Task<IActionResult> CancelOrder(int orderId)
    {
        if (await OwnAsync(orderId) is not { } order)
            return Challenge();

        if (Service<OrderSettings>().AllowCustomersCancelOrders && _processing.CanCancelOrder(order))
            await _processing.CancelOrderAsync(order, notifyCustomer: false);
        return RedirectToRoute(NopRouteNames.Standard.ORDER_DETAILS, new { orderId });
    }

    private async Task<Order> OwnAsync(int orderId)
    {
        var order = await _orders.GetOrderByIdAsync(orderId);
        var customer = await _workContext.GetCurrentCustomerAsync();
        return order is { Deleted: false } && order.CustomerId == customer.Id ? order : null;
    }
}
