using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// Compares what was loaded of a period's report with what the shop has; Glase is not asked.
/// </summary>
public class PeriodReconciliation(PeriodStore periodStore, LocalTransactionReader localTransactions,
    ReportedTransactionStore reportedTransactionStore)
{
    /// <summary>
    /// Compares them.
    /// </summary>
    /// <param name="account">The account of the period</param>
    /// <param name="period">A period whose report was loaded</param>
    public async Task<Reconciliation> CompareAsync(ReportingAccount account, GlasePeriod period)
    {
        var bounds = await periodStore.GetBoundsAsync(account, period);
        var reported = await reportedTransactionStore.GetAllAsync(period.Id);
        var named = await localTransactions.GetByReferencesAsync(reported.Select(row => row.ErsReference).OfType<string>());
        var ofPeriod = await localTransactions.GetByTimeAsync(account, bounds);

        var listed = reported.Select(row => row.ErsReference).ToHashSet(StringComparer.Ordinal);
        var elsewhere = await reportedTransactionStore.GetReferencesInOtherPeriodsAsync(period.Id,
            ofPeriod.Select(local => local.Reference).Where(reference => reference is not null && !listed.Contains(reference)));
        return PeriodReconciler.Compare(reported, named, ofPeriod, elsewhere, await localTransactions.GetUnresolvedRefundsAsync(account), bounds);
    }
}
