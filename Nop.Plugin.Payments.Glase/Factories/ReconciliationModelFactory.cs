using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Services.Localization;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the reconciliation of a period for admins.
/// </summary>
public class ReconciliationModelFactory(AdminPreferences preferences, AdminTexts texts, ILocalizationService localizationService,
    IPermissionService permissionService, PeriodModelFactory periodFactory, ReportModelFactory reportFactory,
    SalesChartFactory chartFactory)
{
    /// <summary>
    /// Prepares it.
    /// </summary>
    /// <param name="period">A closed period</param>
    /// <param name="reconciliation">Its report beside the shop's own; null when no report is loaded</param>
    /// <param name="progress">The progress of its report; null when it is not being fetched</param>
    public async Task<ReconciliationModel> PrepareAsync(GlasePeriod period, Reconciliation reconciliation, ReportProgress progress)
    {
        var model = new ReconciliationModel
        {
            Period = await periodFactory.PrepareAsync(period),
            ReportName = ReportCatalog.ForReconciliation(period).ToString(),
            Loaded = period.LoadedOnUtc is { } loaded ? await texts.WriteAsync(loaded) : null,
            IsRunning = progress?.State == ReportState.Running,
            Status = progress is null ? null : await reportFactory.StatusAsync(progress) ?? await ProblemAsync(progress),
            Search = await PrepareSearchAsync(),
            CanLoad = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)
        };
        if (reconciliation is not null)
            await AddAsync(model, reconciliation);
        return model;
    }

    private async Task<DifferenceSearchModel> PrepareSearchAsync()
    {
        var model = new DifferenceSearchModel
        {
            HideSearchBlock = await preferences.IsFoldedAsync(AdminPreferences.HideDifferenceSearchAttribute)
        };
        model.SetGridPageSize();
        return model;
    }

    private async Task AddAsync(ReconciliationModel model, Reconciliation found)
    {
        model.MatchedCount = found.Matched.Count;
        model.DifferenceCount = found.Differences.Count;
        model.Search.AvailableKinds.Add(new SelectListItem(await localizationService.GetResourceAsync("Admin.Common.All"), ""));
        foreach (var kind in found.Differences.GroupBy(difference => difference.Kind).OrderBy(group => group.Key))
        {
            var name = await texts.EnumAsync(kind.Key);
            model.Counts.Add(new(name, kind.Count()));
            model.Search.AvailableKinds.Add(new SelectListItem(name, ((int)kind.Key).ToString(CultureInfo.InvariantCulture)));
        }

        var known = found.Matched.Select(pair => pair.Own)
            .Concat(found.Differences.Where(difference => difference.Kind != DifferenceKind.ListedTwice)
                .Select(difference => difference.Local).OfType<LocalTransaction>());
        foreach (var chart in await chartFactory.PrepareAsync(known))
            model.Charts.Add(chart);
    }

    private async Task<string> ProblemAsync(ReportProgress progress)
    {
        return progress.Problem == ReportProblem.None
            ? null
            : await texts.ReportsAsync("NotImported", await texts.EnumAsync(progress.Problem));
    }
}
