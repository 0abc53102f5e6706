using System.Globalization;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Reports on periods for admins: while Glase prepares them, as a table, and as files. Showing one starts to fetch it, which
/// changes nothing at Glase.
/// </summary>
public class GlaseReportAdminController(PeriodStore periodStore, ReportExport export, ReportJobRunner jobs,
    ReportModelFactory modelFactory) : BaseGlaseAdminController
{
    /// <summary>
    /// Shows a report, or how far it is.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Report(int id, ReportKind kind)
    {
        return await FindAsync(id, kind) is { } period
            ? PluginView("Report", await modelFactory.PrepareAsync(period, kind, await jobs.GetOrStartAsync(period, kind)))
            : ToPeriods();
    }

    /// <summary>
    /// Gets the progress of a report, for the script of the page. Starts nothing.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Progress(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period)
            return NotFound();

        var progress = await jobs.FindAsync(period, kind);
        Response.Headers.CacheControl = "no-store";
        return Json(new
        {
            isRunning = progress?.State == ReportState.Running,
            status = await modelFactory.StatusAsync(progress)
        });
    }

    /// <summary>
    /// Fetches a report again.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> FetchAgain(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period)
            return ToPeriods();

        await jobs.RestartAsync(period, kind);
        return RedirectToRoute(GlaseDefaults.Routes.AdminReport, new { id, kind });
    }

    /// <summary>
    /// Stops fetching a report.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Cancel(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period)
            return ToPeriods();

        await jobs.CancelAsync(period, kind);
        return RedirectToRoute(GlaseDefaults.Routes.AdminReport, new { id, kind });
    }

    /// <summary>
    /// Sends a report as Glase wrote it, also one that could not be parsed.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public async Task<IActionResult> Xml(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period || await jobs.GetReportAsync(period, kind, HttpContext.RequestAborted) is not { } report)
            return RedirectToRoute(GlaseDefaults.Routes.AdminReport, new { id, kind });

        // The text is not the shop's: no browser may interpret it as a page of the shop.
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(Encoding.UTF8.GetBytes(report.Text), MediaTypeNames.Application.Octet, FileName(period, kind) + ".xml");
    }

    /// <summary>
    /// Sends all rows of a report as a file of delimited values.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public Task<IActionResult> Csv(int id, ReportKind kind) => SendRowsAsync(id, kind, ExportFormat.Csv);

    /// <summary>
    /// Sends all rows of a report as a workbook.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public Task<IActionResult> Xlsx(int id, ReportKind kind) => SendRowsAsync(id, kind, ExportFormat.Xlsx);

    private async Task<IActionResult> SendRowsAsync(int id, ReportKind kind, ExportFormat format)
    {
        if (await FindAsync(id, kind) is not { } period || await jobs.GetReportAsync(period, kind, HttpContext.RequestAborted) is not { } report)
            return RedirectToRoute(GlaseDefaults.Routes.AdminReport, new { id, kind });

        return await SendAsync(FileName(period, kind), format,
            (stream, culture) => export.WriteAsync(kind, ReportParser.Parse(report.Text), format, culture, stream));
    }

    private async Task<GlasePeriod> FindAsync(int id, ReportKind kind)
    {
        return await periodStore.GetByIdAsync(id) is { } period && ReportCatalog.Of(period).Contains(kind) ? period : null;
    }

    private RedirectToRouteResult ToPeriods()
    {
        return RedirectToRoute(GlaseDefaults.Routes.AdminPeriods);
    }

    private static string FileName(GlasePeriod period, ReportKind kind)
    {
        return string.Create(CultureInfo.InvariantCulture, $"glase-{period.Id}-{kind}-{period.MarkedOnUtc:yyyyMMdd-HHmmss}").ToLowerInvariant();
    }
}
