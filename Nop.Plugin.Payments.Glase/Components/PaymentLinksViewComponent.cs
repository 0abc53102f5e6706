using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Web.Framework.Components;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Components;

/// <summary>
/// The links to payments on the admin's order list and on a customer's page.
/// </summary>
public class PaymentLinksViewComponent(AdminAccess access, AdminPreferences preferences, PaymentSearch search) : NopViewComponent
{
    /// <summary>
    /// Renders the link.
    /// </summary>
    /// <param name="widgetZone">Where the page shows it</param>
    /// <param name="additionalData">The page's model, whose id is the customer's on a customer's page</param>
    /// <returns>Nothing for vendors, for who may not view orders, and for a customer who has no payments</returns>
    public async Task<IViewComponentResult> InvokeAsync(string widgetZone, object additionalData)
    {
        if (!await access.CanViewPaymentsAsync())
            return Content("");
        if (additionalData is not BaseNopEntityModel customer)
            return View($"{GlaseDefaults.ViewsPath}/OrderListButton.cshtml");

        var found = await search.SearchAsync(new PaymentFilter { CustomerId = customer.Id }, pageIndex: 0, pageSize: 1);
        return found.TotalCount == 0 ? Content("") : View($"{GlaseDefaults.ViewsPath}/CustomerPayments.cshtml", new CustomerPaymentsModel
        {
            CustomerId = customer.Id,
            Count = found.TotalCount,
            IsFolded = await preferences.IsFoldedAsync(AdminPreferences.HideCustomerCardAttribute)
        });
    }
}
