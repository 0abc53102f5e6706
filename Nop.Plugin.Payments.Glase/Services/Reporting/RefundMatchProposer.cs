using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Proposes a reported refund of the same amount for a refund with an unknown outcome. An admin confirms it.
/// </summary>
public class RefundMatchProposer(LockedPayments lockedPayments, PeriodStore periodStore, RefundStore refundStore, ILogger logger,
    LocalTransactionReader localTransactions, ReportingAccountProvider accounts)
{
    /// <summary>
    /// Records what the report of a period proposes, in place of what it proposed before.
    /// </summary>
    /// <param name="period">The period</param>
    /// <param name="reported">All that its report lists</param>
    public async Task ProposeAsync(GlasePeriod period, IList<GlaseReportedTransaction> reported)
    {
        if (await accounts.GetByStoreAsync(period.StoreId) is not { } account)
            return;
        var undecided = await localTransactions.GetUnresolvedRefundsAsync(account);
        if (undecided.Count == 0)
            return;

        var bounds = await periodStore.GetBoundsAsync(account, period);
        var named = await localTransactions.GetByReferencesAsync(reported.Select(row => row.ErsReference).OfType<string>());
        var known = named.Select(local => local.Reference).ToHashSet(StringComparer.Ordinal);
        var withoutReference = (await localTransactions.GetByTimeAsync(account, bounds)).Where(local => local.Reference is null).ToList();
        var unmatched = reported.Where(row => row.ErsReference is null || !known.Contains(row.ErsReference));

        var proposals = RefundMatcher.Find(unmatched, undecided, withoutReference, bounds, ReportCurrency.Of(named))
            .ToDictionary(proof => proof.Refund.RefundId, proof => proof.Reference);
        foreach (var refund in undecided)
            await RecordAsync(period, refund, proposals.GetValueOrDefault(refund.RefundId));
    }

    private async Task RecordAsync(GlasePeriod period, UnresolvedRefund undecided, string reference)
    {
        try
        {
            await lockedPayments.RunAsync(undecided.PaymentId, async locked =>
            {
                var refund = await refundStore.GetByIdAsync(undecided.RefundId);
                if (refund.TryPropose(reference, period.Id))
                    await refundStore.UpdateAsync(locked, refund);
            });
        }
        catch (TimeoutException exception)
        {
            // Somebody is working on the payment; loading the report again proposes it.
            await logger.LogWarningAsync($"Glase: what the report of period {period.TransactionPeriodId} lists could not be proposed for a " +
                $"refund, because its payment is locked. Load the report again. {exception.Message}", exception);
        }
    }
}
