using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the reconciliation of a period for admins.
/// </summary>
public class ReconciliationModelFactory(AdminTexts texts, DifferenceModelFactory differenceFactory,
    IPermissionService permissionService, PeriodModelFactory periodFactory, ReportModelFactory reportFactory,
    SalesChartFactory chartFactory)
{
    private const int MaxDifferences = 500;
    private const int PageSize = 100;

    /// <summary>
    /// Prepares it.
    /// </summary>
    /// <param name="period">A closed period</param>
    /// <param name="reconciliation">Its report beside the shop's own; null when no report is loaded</param>
    /// <param name="progress">The progress of its report; null when it is not being fetched</param>
    /// <param name="pageNumber">The page of what matches, from 1</param>
    public async Task<ReconciliationModel> PrepareAsync(GlasePeriod period, Reconciliation reconciliation, ReportProgress progress,
        int pageNumber)
    {
        var model = new ReconciliationModel
        {
            Period = await periodFactory.PrepareAsync(period),
            ReportName = ReportCatalog.ForReconciliation(period).ToString(),
            Loaded = period.LoadedOnUtc is { } loaded ? await texts.WriteAsync(loaded) : null,
            IsRunning = progress?.State == ReportState.Running,
            Status = progress is null ? null : await reportFactory.StatusAsync(progress) ?? await ProblemAsync(progress),
            CanLoad = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)
        };
        if (reconciliation is not null)
            await AddAsync(model, reconciliation, pageNumber);
        return model;
    }

    private async Task AddAsync(ReconciliationModel model, Reconciliation found, int pageNumber)
    {
        model.MatchedCount = found.Matched.Count;
        model.DifferenceCount = found.Differences.Count;
        foreach (var kind in found.Differences.GroupBy(difference => difference.Kind).OrderBy(group => group.Key))
            model.Counts.Add(new(await texts.EnumAsync(kind.Key), kind.Count()));
        foreach (var difference in found.Differences.Take(MaxDifferences))
            model.Differences.Add(await differenceFactory.PrepareAsync(difference));

        model.PageCount = (found.Matched.Count + PageSize - 1) / PageSize;
        model.PageNumber = Math.Clamp(pageNumber, 1, Math.Max(model.PageCount, 1));
        foreach (var (_, local) in found.Matched.Skip((model.PageNumber - 1) * PageSize).Take(PageSize))
            model.Matched.Add(await PrepareAsync(local));

        var known = found.Matched.Select(pair => pair.Own)
            .Concat(found.Differences.Where(difference => difference.Kind != DifferenceKind.ListedTwice)
                .Select(difference => difference.Local).OfType<LocalTransaction>());
        foreach (var chart in await chartFactory.PrepareAsync(known))
            model.Charts.Add(chart);
    }

    private async Task<MatchedTransactionModel> PrepareAsync(LocalTransaction local)
    {
        return new MatchedTransactionModel
        {
            Time = await texts.WriteAsync(local.TimeUtc),
            Reference = local.Reference,
            Amount = PaymentPanelModelFactory.Text(local.Amount, local.CurrencyCode),
            PaymentId = local.PaymentId,
            OrderId = local.OrderId
        };
    }

    private async Task<string> ProblemAsync(ReportProgress progress)
    {
        return progress.Problem == ReportProblem.None
            ? null
            : await texts.ReportsAsync("NotImported", await texts.EnumAsync(progress.Problem));
    }
}
