using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Nop.Core;
using Nop.Web.Framework;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Keeps vendors out. nopCommerce lets them see the orders of their products, but payments, refunds and reports are of the whole
/// shop. A vendor is sent to the list of orders, and the action does not run.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DenyVendorsAttribute() : TypeFilterAttribute(typeof(DenyVendorsFilter))
{
    /// <summary>
    /// Runs after all authorization filters, so that who lacks the permission is refused for that.
    /// </summary>
    private sealed class DenyVendorsFilter(IWorkContext workContext) : IAsyncActionFilter
    {
        public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
        {
            if (await workContext.GetCurrentVendorAsync() is null)
                await next();
            else
                context.Result = new RedirectToActionResult("List", "Order", new { area = AreaNames.ADMIN });
        }
    }
}
