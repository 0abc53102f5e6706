using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Web.Framework.Components;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// The card on the admin's dashboard.
/// </summary>
public class DashboardViewComponent(AdminAccess access, DashboardModelFactory modelFactory) : NopViewComponent
{
    /// <summary>
    /// Renders the card.
    /// </summary>
    /// <param name="widgetZone">Where the page shows it</param>
    /// <param name="additionalData">The page's model</param>
    /// <returns>Nothing for vendors and for who may not view orders</returns>
    public async Task<IViewComponentResult> InvokeAsync(string widgetZone, object additionalData)
    {
        return await access.CanViewPaymentsAsync()
            ? View($"{GlaseDefaults.ViewsPath}/Dashboard.cshtml", await modelFactory.PrepareAsync())
            : Content("");
    }
}
