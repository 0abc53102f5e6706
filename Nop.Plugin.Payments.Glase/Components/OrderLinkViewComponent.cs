using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Orders;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// Offers the customer to pay on the page of an order that is not paid yet, and on its print page.
/// </summary>
public class OrderLinkViewComponent(IOrderService orderService, OrderLinks links, OrderLinkOffer offer) : NopViewComponent
{
    /// <summary>
    /// Renders the payment link and its code; nothing for an order that is not to be paid with Glase, or not any more.
    /// </summary>
    /// <param name="widgetZone">The zone it is asked for</param>
    /// <param name="additionalData">The page's model, which nopCommerce has checked to be the customer's own order</param>
    public async Task<IViewComponentResult> InvokeAsync(string widgetZone, object additionalData)
    {
        return additionalData is BaseNopEntityModel { Id: > 0 } page
            && await orderService.GetOrderByIdAsync(page.Id) is { } order && await offer.FindUrlAsync(order) is { } url
                ? View($"{GlaseDefaults.ViewsPath}/OrderLink.cshtml", new OrderLinkModel
                {
                    Token = await links.GetTokenAsync(order.OrderGuid),
                    QrCodeUrl = QrCodeImage.ToDataUrl(url)
                })
                : Content("");
    }
}
