using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Web.Framework;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Base of all controllers of the admin area: only accounts that may enter the admin area reach their actions, no vendor does, and
/// each POST needs an antiforgery token. Each action declares with <see cref="CheckPermissionAttribute"/> which permission it
/// needs. AdminControllerTests fails on a controller or an action without these.
/// </summary>
[AuthorizeAdmin]
[Area(AreaNames.ADMIN)]
[AutoValidateAntiforgeryToken]
[DenyVendors]
public abstract class BaseGlaseAdminController : BasePaymentController
{
    /// <summary>
    /// Shows one of the plugin's views.
    /// </summary>
    /// <param name="name">Its file name, without the extension</param>
    /// <param name="model">The model of the view</param>
    protected ViewResult PluginView(string name, object model)
    {
        return View($"{GlaseDefaults.ViewsPath}/{name}.cshtml", model);
    }

    /// <summary>
    /// Leads to the shop's list of orders.
    /// </summary>
    protected RedirectToActionResult RedirectToOrders()
    {
        return RedirectToAction("List", "Order", new { area = AreaNames.ADMIN });
    }

    /// <summary>
    /// Sends a file while it is written.
    /// </summary>
    /// <param name="name">What the browser saves it as, without the ending</param>
    /// <param name="format">The kind of file</param>
    /// <param name="writeAsync">Writes the file to the stream, for the spreadsheet of somebody with the admin's culture</param>
    private protected async Task<IActionResult> SendAsync(string name, ExportFormat format, Func<Stream, CultureInfo, Task> writeAsync)
    {
        Response.ContentType = format.ContentType();
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.Headers.ContentDisposition = new ContentDisposition { FileName = $"{name}.{format.FileEnding()}" }.ToString();
        await writeAsync(Response.Body, CultureInfo.CurrentCulture);
        return new EmptyResult();
    }
}
