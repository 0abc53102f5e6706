using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The page of the documentation that warnings and log entries lead to, as it was when the plugin was built.
/// </summary>
public class GlaseHelpAdminController : BaseGlaseAdminController
{
    /// <summary>
    /// Shows what may go wrong and what to do.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public IActionResult Help()
    {
        return PluginView("Help", HelpPage.Troubleshooting.Value);
    }
}
