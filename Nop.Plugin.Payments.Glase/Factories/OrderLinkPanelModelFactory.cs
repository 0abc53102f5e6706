using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Orders;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the payment link of an order for admins.
/// </summary>
public class OrderLinkPanelModelFactory(IOrderService orderService, IPermissionService permissionService, OrderLinkOffer offer)
{
    /// <summary>
    /// Prepares the link.
    /// </summary>
    /// <returns>The link; null when none is offered</returns>
    public async Task<OrderLinkPanelModel> PrepareAsync(int orderId)
    {
        return await orderService.GetOrderByIdAsync(orderId) is { } order && await offer.FindUrlAsync(order) is { } url
                ? new OrderLinkPanelModel(order.Id, url, await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE))
                : null;
    }
}
