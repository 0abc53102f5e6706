using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The admin's list of all payments, also of those without an order.
/// </summary>
public class GlasePaymentListAdminController(PaymentExport export, PaymentFilterFactory filterFactory,
    PaymentListModelFactory listFactory, PaymentSearchModelFactory searchFactory, TimeProvider timeProvider) : BaseGlaseAdminController
{
    /// <summary>
    /// Shows the search, with what the address says, and the grid.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> List(PaymentSearchModel searchModel)
    {
        return PluginView("PaymentList", await searchFactory.PrepareAsync(searchModel));
    }

    /// <summary>
    /// Gets one page of what was searched for, for the grid.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Data(PaymentSearchModel searchModel)
    {
        return Json(await listFactory.PrepareListAsync(searchModel));
    }

    /// <summary>
    /// Sends all that was searched for as a file for spreadsheets.
    /// </summary>
    /// <param name="searchModel">What is searched for</param>
    /// <param name="format">The kind of file</param>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public async Task<IActionResult> Export(PaymentSearchModel searchModel, ExportFormat format)
    {
        var filter = await filterFactory.PrepareAsync(searchModel);
        var name = string.Create(CultureInfo.InvariantCulture, $"glase-payments-{timeProvider.GetUtcNow():yyyyMMdd-HHmmss}");
        return await SendAsync(name, format,
            (stream, culture) => export.WriteAsync(filter, format, culture, stream, HttpContext.RequestAborted));
    }
}
