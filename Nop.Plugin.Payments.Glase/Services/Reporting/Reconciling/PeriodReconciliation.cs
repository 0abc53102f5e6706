using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Compares what was loaded of a period's report with what the shop has; Glase is not asked.
/// </summary>
public class PeriodReconciliation
{
    private readonly PeriodStore _periodStore;
    private readonly LocalTransactionReader _localTransactions;
    private readonly ReportedTransactionStore _reportedTransactionStore;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PeriodReconciliation(PeriodStore periodStore, LocalTransactionReader localTransactions,
        ReportedTransactionStore reportedTransactionStore)
    {
        _periodStore = periodStore;
        _localTransactions = localTransactions;
        _reportedTransactionStore = reportedTransactionStore;
    }

    /// <summary>
    /// Compares them.
    /// </summary>
    /// <param name="account">The account of the period</param>
    /// <param name="period">A period whose report was loaded</param>
    public async Task<Reconciliation> CompareAsync(ReportingAccount account, GlasePeriod period)
    {
        var bounds = await _periodStore.GetBoundsAsync(account, period);
        var reported = await _reportedTransactionStore.GetAllAsync(period.Id);
        var named = await _localTransactions.GetByReferencesAsync(reported.Select(row => row.ErsReference).OfType<string>());
        var ofPeriod = await _localTransactions.GetByTimeAsync(account, bounds);

        var listed = reported.Select(row => row.ErsReference).ToHashSet(StringComparer.Ordinal);
        var elsewhere = await _reportedTransactionStore.GetReferencesInOtherPeriodsAsync(period.Id,
            ofPeriod.Select(local => local.Reference).Where(reference => reference is not null && !listed.Contains(reference)));
        return PeriodReconciler.Compare(reported, named, ofPeriod, elsewhere, await _localTransactions.GetUnresolvedRefundsAsync(account), bounds);
    }
}
