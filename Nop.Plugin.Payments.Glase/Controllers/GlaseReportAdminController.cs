using System.Globalization;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Services.Security;
using Nop.Web.Framework;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Reports on periods for admins: on their way, as a table, and as files. Looking at one begins to fetch it, which changes
/// nothing at Glase.
/// </summary>
[AuthorizeAdmin]
[Area(AreaNames.ADMIN)]
[AutoValidateAntiforgeryToken]
public class GlaseReportAdminController(PeriodStore periodStore, IWorkContext workContext, ReportExport export,
    ReportJobRunner jobs, ReportModelFactory modelFactory) : BasePaymentController
{
    /// <summary>
    /// Shows a report, or how far it is.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Report(int id, ReportKind kind)
    {
        return await FindAsync(id, kind) is { } period
            ? View($"{GlaseDefaults.ViewsPath}/Report.cshtml", await modelFactory.PrepareAsync(period, kind, jobs.GetOrStart(period, kind)))
            : ToPeriods();
    }

    /// <summary>
    /// Says how far a report is, for the script of the page. It begins nothing.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Progress(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period)
            return NotFound();

        var progress = jobs.Find(period, kind);
        Response.Headers.CacheControl = "no-store";
        return Json(new
        {
            isRunning = progress?.State == ReportState.Running,
            status = await modelFactory.StatusAsync(progress)
        });
    }

    /// <summary>
    /// Fetches a report anew.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Again(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period)
            return ToPeriods();

        jobs.Restart(period, kind);
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

        jobs.Cancel(period, kind);
        return RedirectToRoute(GlaseDefaults.Routes.AdminReport, new { id, kind });
    }

    /// <summary>
    /// Sends a report as Glase wrote it, whatever it is.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public async Task<IActionResult> Xml(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period || jobs.Find(period, kind)?.Report is not { } report)
            return RedirectToRoute(GlaseDefaults.Routes.AdminReport, new { id, kind });

        // It is somebody else's text: no browser may take it for a page of the shop.
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(Encoding.UTF8.GetBytes(report.Text), MediaTypeNames.Application.Octet, FileName(period, kind, "xml"));
    }

    /// <summary>
    /// Sends all rows of a report as a file of comma-separated values.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)]
    public async Task<IActionResult> Csv(int id, ReportKind kind)
    {
        if (await FindAsync(id, kind) is not { } period || jobs.Find(period, kind)?.Report is not { } report)
            return RedirectToRoute(GlaseDefaults.Routes.AdminReport, new { id, kind });

        Response.ContentType = MediaTypeNames.Text.Csv;
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.Headers.ContentDisposition = new ContentDisposition { FileName = FileName(period, kind, "csv") }.ToString();
        await export.WriteAsync(kind, ReportParser.Parse(report.Text), Response.Body);
        return new EmptyResult();
    }

    // Vendors see orders, but nothing of the money.
    private async Task<GlasePeriod> FindAsync(int id, ReportKind kind)
    {
        return await workContext.GetCurrentVendorAsync() is null && await periodStore.GetByIdAsync(id) is { } period
            && ReportCatalog.Of(period).Contains(kind)
            ? period
            : null;
    }

    private RedirectToRouteResult ToPeriods()
    {
        return RedirectToRoute(GlaseDefaults.Routes.AdminPeriods);
    }

    private static string FileName(GlasePeriod period, ReportKind kind, string ending)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"glase-{period.Id}-{kind}-{period.MarkedOnUtc:yyyyMMdd-HHmmss}.{ending}").ToLowerInvariant();
    }
}
