using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Proposes, for refunds whose answer was lost, the refund of the same amount that a period's report lists. It decides nothing: a
/// report names neither the payment nor the currency, so an admin confirms the proposal, or does not.
/// </summary>
public class RefundResolver
{
    private readonly GlaseLockService _lockService;
    private readonly GlasePeriodService _periodService;
    private readonly GlaseRefundService _refundService;
    private readonly ILogger _logger;
    private readonly OwnTransactions _ownTransactions;
    private readonly ReportingAccounts _accounts;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public RefundResolver(GlaseLockService lockService, GlasePeriodService periodService, GlaseRefundService refundService,
        ILogger logger, OwnTransactions ownTransactions, ReportingAccounts accounts)
    {
        _lockService = lockService;
        _periodService = periodService;
        _refundService = refundService;
        _logger = logger;
        _ownTransactions = ownTransactions;
        _accounts = accounts;
    }

    /// <summary>
    /// Records what the report of a period proposes, in place of what it proposed before.
    /// </summary>
    /// <param name="period">The period</param>
    /// <param name="reported">All that its report lists</param>
    public async Task ProposeAsync(GlasePeriod period, IList<GlaseReportedTransaction> reported)
    {
        if (await _accounts.GetByStoreAsync(period.StoreId) is not { } account)
            return;
        var undecided = await _ownTransactions.GetUndecidedAsync(account);
        if (undecided.Count == 0)
            return;

        var bounds = await _periodService.BoundsAsync(account, period);
        var named = await _ownTransactions.GetByReferencesAsync(reported.Select(row => row.ErsReference).OfType<string>());
        var known = named.Select(own => own.Reference).ToHashSet(StringComparer.Ordinal);
        var withoutReference = (await _ownTransactions.GetByTimeAsync(account, bounds)).Where(own => own.Reference is null).ToList();
        var unmatched = reported.Where(row => row.ErsReference is null || !known.Contains(row.ErsReference));

        var proposals = RefundProof.Find(unmatched, undecided, withoutReference, bounds, ReportCurrency.Of(named))
            .ToDictionary(proof => proof.Refund.RefundId, proof => proof.Reference);
        foreach (var refund in undecided)
            await RecordAsync(period, refund, proposals.GetValueOrDefault(refund.RefundId));
    }

    private async Task RecordAsync(GlasePeriod period, UndecidedRefund undecided, string reference)
    {
        try
        {
            await _lockService.RunAsync(GlaseInvoiceService.LockName(undecided.PaymentId), async () =>
            {
                var refund = await _refundService.GetByIdAsync(undecided.RefundId);
                if (!refund.IsOpen || reference is null && refund.ProposedPeriodId != period.Id)
                    return;

                (refund.ProposedReference, refund.ProposedPeriodId) = (reference, reference is null ? null : period.Id);
                await _refundService.UpdateAsync(refund);
            });
        }
        catch (TimeoutException exception)
        {
            // Somebody is working on the payment; loading the report again proposes it.
            await _logger.WarningAsync($"Glase: what the report of period {period.TransactionPeriodId} lists could not be proposed for a " +
                $"refund, because its payment is being worked on. Load the report again. {exception.Message}", exception);
        }
    }
}
