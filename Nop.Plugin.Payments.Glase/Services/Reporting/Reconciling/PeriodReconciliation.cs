using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Compares what was loaded of a period's report with what the shop has; Glase is not asked.
/// </summary>
public class PeriodReconciliation
{
    private readonly GlasePeriodService _periodService;
    private readonly OwnTransactions _ownTransactions;
    private readonly ReportedTransactions _reportedTransactions;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PeriodReconciliation(GlasePeriodService periodService, OwnTransactions ownTransactions,
        ReportedTransactions reportedTransactions)
    {
        _periodService = periodService;
        _ownTransactions = ownTransactions;
        _reportedTransactions = reportedTransactions;
    }

    /// <summary>
    /// Compares them.
    /// </summary>
    /// <param name="account">The account of the period</param>
    /// <param name="period">A period whose report was loaded</param>
    public async Task<Reconciliation> CompareAsync(ReportingAccount account, GlasePeriod period)
    {
        var bounds = await _periodService.BoundsAsync(account, period);
        var reported = await _reportedTransactions.GetAllAsync(period.Id);
        var named = await _ownTransactions.GetByReferencesAsync(reported.Select(row => row.ErsReference).OfType<string>());
        var ofPeriod = await _ownTransactions.GetByTimeAsync(account, bounds);

        var listed = reported.Select(row => row.ErsReference).ToHashSet(StringComparer.Ordinal);
        var elsewhere = await _reportedTransactions.GetElsewhereAsync(period.Id,
            ofPeriod.Select(own => own.Reference).Where(reference => reference is not null && !listed.Contains(reference)));
        return PeriodReconciler.Compare(reported, named, ofPeriod, elsewhere, await _ownTransactions.GetUndecidedAsync(account), bounds);
    }
}
