using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Security;
using Nop.Web.Framework;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The admin's list of all payments, also of those without an order.
/// </summary>
[AuthorizeAdmin]
[Area(AreaNames.ADMIN)]
public class GlasePaymentListAdminController(IWorkContext workContext, PaymentExport export,
    PaymentListModelFactory listFactory, TimeProvider timeProvider) : BasePaymentController
{
    /// <summary>
    /// Shows one page of what was searched for.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> List(PaymentListModel model)
    {
        return await IsVendorAsync()
            ? ToOrders()
            : View($"{GlaseDefaults.ViewsPath}/PaymentList.cshtml", await listFactory.PrepareAsync(model));
    }

    /// <summary>
    /// Sends all that was searched for as a file of comma-separated values.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public async Task<IActionResult> Export(PaymentListModel model)
    {
        if (await IsVendorAsync())
            return ToOrders();

        var name = string.Create(CultureInfo.InvariantCulture, $"glase-payments-{timeProvider.GetUtcNow():yyyyMMdd-HHmmss}.csv");
        Response.ContentType = MediaTypeNames.Text.Csv;
        Response.Headers.ContentDisposition = new ContentDisposition { FileName = name }.ToString();
        await export.WriteAsync(await listFactory.PrepareFilterAsync(model), Response.Body, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    private RedirectToActionResult ToOrders()
    {
        return RedirectToAction("List", "Order", new { area = AreaNames.ADMIN });
    }

    // Vendors see orders, but nothing of the money.
    private async Task<bool> IsVendorAsync()
    {
        return await workContext.GetCurrentVendorAsync() is not null;
    }
}
