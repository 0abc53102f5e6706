using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// A period's report beside the shop's own payments and refunds, for admins.
/// </summary>
public class GlaseReconciliationAdminController(PeriodStore periodStore, PeriodReconciliation reconciliation,
    ReconciliationModelFactory modelFactory, ReportingAccountProvider accounts, ReportJobRunner jobs) : BaseGlaseAdminController
{
    /// <summary>
    /// Shows what was loaded, and how far the report is when it is being loaded.
    /// </summary>
    /// <param name="id">The period</param>
    /// <param name="pageNumber">The page of what matches, from 1</param>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Reconciliation(int id, int pageNumber = 1)
    {
        if (await FindAsync(id) is not { } period || await accounts.GetByStoreAsync(period.StoreId) is not { } account)
            return RedirectToRoute(GlaseDefaults.Routes.AdminPeriods);

        var progress = await jobs.FindAsync(period, ReportCatalog.ForReconciliation(period));
        var found = period.LoadedOnUtc is null ? null : await reconciliation.CompareAsync(account, period);
        return PluginView("Reconciliation", await modelFactory.PrepareAsync(period, found, progress, pageNumber));
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

    private async Task<GlasePeriod> FindAsync(int id)
    {
        return await periodStore.GetByIdAsync(id) is { Status: GlasePeriodStatus.Marked } period ? period : null;
    }
}
