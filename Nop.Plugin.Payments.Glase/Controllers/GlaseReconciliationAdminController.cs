using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// A period's report beside the shop's own payments and refunds, for admins.
/// </summary>
public class GlaseReconciliationAdminController(PeriodStore periodStore, PeriodReconciliation reconciliation,
    ReconciliationModelFactory modelFactory, ReconciliationGridFactory gridFactory, ReportingAccountProvider accounts, ReportJobRunner jobs) : BaseGlaseAdminController
{
    /// <summary>
    /// Shows what was loaded, and how far the report is when it is being loaded.
    /// </summary>
    /// <param name="id">The period</param>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Reconciliation(int id)
    {
        if (await FindAsync(id) is not { } period || await accounts.GetByStoreAsync(period.StoreId) is not { } account)
            return RedirectToRoute(GlaseDefaults.Routes.AdminPeriods);

        var progress = await jobs.FindAsync(period, ReportCatalog.ForReconciliation(period));
        var found = period.LoadedOnUtc is null ? null : await reconciliation.CompareAsync(account, period);
        return PluginView("Reconciliation", await modelFactory.PrepareAsync(period, found, progress));
    }

    /// <summary>
    /// Gets one page of the differences, for the grid.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Differences(int id, DifferenceSearchModel searchModel)
    {
        return Json(await gridFactory.PrepareDifferencesAsync(await CompareAsync(id), searchModel));
    }

    /// <summary>
    /// Gets one page of what matches, for the grid.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Matched(int id, DifferenceSearchModel searchModel)
    {
        return Json(await gridFactory.PrepareMatchedAsync(await CompareAsync(id), searchModel));
    }

    /// <summary>
    /// Loads the report from Glase, in place of what was loaded before. It may propose outcomes of refunds, so showing the page does not load it.
    /// </summary>
    [HttpPost]
    [ActionName(nameof(Reconciliation))]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public async Task<IActionResult> Load(int id)
    {
        if (await FindAsync(id) is not { } period)
            return RedirectToRoute(GlaseDefaults.Routes.AdminPeriods);

        await jobs.RestartAsync(period, ReportCatalog.ForReconciliation(period));
        return RedirectToRoute(GlaseDefaults.Routes.AdminReconciliation, new { id });
    }

    // Without a report that was loaded there is nothing to compare.
    private async Task<Reconciliation> CompareAsync(int id)
    {
        return await FindAsync(id) is { LoadedOnUtc: not null } period && await accounts.GetByStoreAsync(period.StoreId) is { } account
            ? await reconciliation.CompareAsync(account, period)
            : new Reconciliation([], []);
    }

    private async Task<GlasePeriod> FindAsync(int id)
    {
        return await periodStore.GetByIdAsync(id) is { Status: GlasePeriodStatus.Marked } period ? period : null;
    }
}
