using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Orders;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the payment link of an order for admins.
/// </summary>
public class OrderLinkPanelModelFactory(IOrderService orderService, IPermissionService permissionService, OrderLinks links)
{
    /// <summary>
    /// Prepares the link.
    /// </summary>
    /// <returns>The link; null when the order cannot be paid with Glase, or not any more, or its store has no address</returns>
    public async Task<OrderLinkPanelModel> PrepareAsync(int orderId)
    {
        return await orderService.GetOrderByIdAsync(orderId) is { } order && OrderPayability.CanBePaidByLink(order)
            && await links.GetUrlAsync(order.OrderGuid, order.StoreId) is { } url
                ? new OrderLinkPanelModel(order.Id, url, await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE))
                : null;
    }
}
