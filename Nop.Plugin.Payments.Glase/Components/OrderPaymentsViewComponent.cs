using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// The card about the payment on an order's page in the admin.
/// </summary>
public class OrderPaymentsViewComponent(OrderPaymentsModelFactory paymentsFactory, OrderLinkPanelModelFactory linkFactory) : NopViewComponent
{
    /// <summary>
    /// Renders the card.
    /// </summary>
    /// <param name="widgetZone">Where the page shows it</param>
    /// <param name="additionalData">The page's model, whose id is the order's</param>
    /// <returns>Nothing for an order that has nothing to do with Glase</returns>
    public async Task<IViewComponentResult> InvokeAsync(string widgetZone, object additionalData)
    {
        return additionalData is BaseNopEntityModel { Id: > 0 } page
            && await paymentsFactory.PrepareAsync(page.Id, await linkFactory.PrepareAsync(page.Id)) is { } model
                ? View($"{GlaseDefaults.ViewsPath}/OrderPayments.cshtml", model)
                : Content("");
    }
}
