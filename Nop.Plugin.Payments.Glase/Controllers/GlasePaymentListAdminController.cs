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
public class GlasePaymentListAdminController(PaymentExport export, PaymentListModelFactory listFactory, TimeProvider timeProvider)
    : BaseGlaseAdminController
{
    /// <summary>
    /// Shows one page of what was searched for.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> List(PaymentListModel model)
    {
        return PluginView("PaymentList", await listFactory.PrepareAsync(model));
    }

    /// <summary>
    /// Sends all that was searched for as a file for spreadsheets.
    /// </summary>
    /// <param name="model">What is searched for</param>
    /// <param name="format">The kind of file</param>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public async Task<IActionResult> Export(PaymentListModel model, ExportFormat format)
    {
        var filter = await listFactory.PrepareFilterAsync(model);
        var name = string.Create(CultureInfo.InvariantCulture, $"glase-payments-{timeProvider.GetUtcNow():yyyyMMdd-HHmmss}");
        return await SendAsync(name, format,
            (stream, culture) => export.WriteAsync(filter, format, culture, stream, HttpContext.RequestAborted));
    }
}
