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
public class ReconciliationModelFactory
{
    private const int MaxDifferences = 500;
    private const int PageSize = 100;

    private readonly AdminTexts _texts;
    private readonly DifferenceModelFactory _differenceFactory;
    private readonly IPermissionService _permissionService;
    private readonly PeriodModelFactory _periodFactory;
    private readonly PeriodReconciliation _reconciliation;
    private readonly ReportModelFactory _reportFactory;
    private readonly SalesChartFactory _chartFactory;

    /// <summary>
    /// Makes the factory.
    /// </summary>
    public ReconciliationModelFactory(AdminTexts texts, DifferenceModelFactory differenceFactory,
        IPermissionService permissionService, PeriodModelFactory periodFactory, PeriodReconciliation reconciliation,
        ReportModelFactory reportFactory, SalesChartFactory chartFactory)
    {
        _texts = texts;
        _differenceFactory = differenceFactory;
        _permissionService = permissionService;
        _periodFactory = periodFactory;
        _reconciliation = reconciliation;
        _reportFactory = reportFactory;
        _chartFactory = chartFactory;
    }

    /// <summary>
    /// Prepares it.
    /// </summary>
    /// <param name="account">The account of the period</param>
    /// <param name="period">A closed period</param>
    /// <param name="progress">How far its report is; null when nobody fetches it</param>
    /// <param name="pageNumber">The page of what matches, from 1</param>
    public async Task<ReconciliationModel> PrepareAsync(ReportingAccount account, GlasePeriod period, ReportProgress progress,
        int pageNumber)
    {
        var model = new ReconciliationModel
        {
            Period = await _periodFactory.PrepareAsync(period),
            ReportName = ReportCatalog.ForReconciliation(period).ToString(),
            Loaded = period.LoadedOnUtc is { } loaded ? await _texts.WriteAsync(loaded) : null,
            IsRunning = progress?.State == ReportState.Running,
            Status = progress is null ? null : await _reportFactory.StatusAsync(progress) ?? await ProblemAsync(progress),
            CanLoad = await _permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)
        };
        if (period.LoadedOnUtc is not null)
            await AddAsync(model, await _reconciliation.CompareAsync(account, period), pageNumber);
        return model;
    }

    private async Task AddAsync(ReconciliationModel model, Reconciliation found, int pageNumber)
    {
        model.MatchedCount = found.Matched.Count;
        model.DifferenceCount = found.Differences.Count;
        foreach (var kind in found.Differences.GroupBy(difference => difference.Kind).OrderBy(group => group.Key))
            model.Counts.Add(new(await _texts.EnumAsync(kind.Key), kind.Count()));
        foreach (var difference in found.Differences.Take(MaxDifferences))
            model.Differences.Add(await _differenceFactory.PrepareAsync(difference));

        model.PageCount = (found.Matched.Count + PageSize - 1) / PageSize;
        model.PageNumber = Math.Clamp(pageNumber, 1, Math.Max(model.PageCount, 1));
        foreach (var (_, local) in found.Matched.Skip((model.PageNumber - 1) * PageSize).Take(PageSize))
            model.Matched.Add(await PrepareAsync(local));

        var known = found.Matched.Select(pair => pair.Own)
            .Concat(found.Differences.Where(difference => difference.Kind != DifferenceKind.ListedTwice)
                .Select(difference => difference.Local).OfType<LocalTransaction>());
        foreach (var chart in await _chartFactory.PrepareAsync(known))
            model.Charts.Add(chart);
    }

    private async Task<MatchedTransactionModel> PrepareAsync(LocalTransaction local)
    {
        return new MatchedTransactionModel
        {
            Time = await _texts.WriteAsync(local.TimeUtc),
            Reference = local.Reference,
            Amount = PaymentPanelModelFactory.Text(local.Amount, local.CurrencyCode),
            PaymentId = local.PaymentId,
            OrderId = local.OrderId
        };
    }

    private async Task<string> ProblemAsync(ReportProgress progress)
    {
        var problem = ReportParser.Parse(progress.Report.Text).Problem;
        return problem == ReportProblem.None ? null : await _texts.ReportsAsync("NotTakenIn", await _texts.EnumAsync(problem));
    }
}
