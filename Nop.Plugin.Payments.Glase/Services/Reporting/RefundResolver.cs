using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Settles refunds whose answer was lost, where a period's report proves that Glase made them. That one was not made is never
/// decided here: a report can lack it for other reasons.
/// </summary>
public class RefundResolver
{
    private readonly GlasePeriodService _periodService;
    private readonly ILogger _logger;
    private readonly OwnTransactions _ownTransactions;
    private readonly RefundDecisions _decisions;
    private readonly ReportingAccounts _accounts;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public RefundResolver(GlasePeriodService periodService, ILogger logger, OwnTransactions ownTransactions,
        RefundDecisions decisions, ReportingAccounts accounts)
    {
        _periodService = periodService;
        _logger = logger;
        _ownTransactions = ownTransactions;
        _decisions = decisions;
        _accounts = accounts;
    }

    /// <summary>
    /// Settles what the report of a period proves.
    /// </summary>
    /// <param name="period">The period</param>
    /// <param name="reported">All that its report lists</param>
    /// <returns>How many refunds were settled</returns>
    public async Task<int> ResolveAsync(GlasePeriod period, IList<GlaseReportedTransaction> reported)
    {
        if (await _accounts.GetByStoreAsync(period.StoreId) is not { } account)
            return 0;
        var undecided = await _ownTransactions.GetUndecidedAsync(account);
        if (undecided.Count == 0)
            return 0;

        var bounds = await _periodService.BoundsAsync(account, period);
        var known = (await _ownTransactions.GetByReferencesAsync(reported.Select(row => row.ErsReference).OfType<string>()))
            .Select(own => own.Reference).ToHashSet(StringComparer.Ordinal);
        var withoutReference = (await _ownTransactions.GetByTimeAsync(account, bounds)).Where(own => own.Reference is null).ToList();
        var unmatched = reported.Where(row => row.ErsReference is null || !known.Contains(row.ErsReference));

        var settled = 0;
        foreach (var (refund, reference) in RefundProof.Find(unmatched, undecided, withoutReference, bounds))
        {
            if (await DecideAsync(period, refund, reference))
                settled++;
        }

        return settled;
    }

    private async Task<bool> DecideAsync(GlasePeriod period, UndecidedRefund refund, string reference)
    {
        try
        {
            var decidedBy = $"the reconciliation of period {period.TransactionPeriodId}";
            return await _decisions.MadeAsync(refund.RefundId, reference, decidedBy) == RefundDecision.Made;
        }
        catch (TimeoutException exception)
        {
            // Somebody is working on the payment; loading the report again settles it.
            await _logger.WarningAsync($"Glase: the report of period {period.TransactionPeriodId} proves a refund, but its payment " +
                $"is being worked on. {exception.Message}", exception);
            return false;
        }
    }
}
