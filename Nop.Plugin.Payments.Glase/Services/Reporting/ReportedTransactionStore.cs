using System.Globalization;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Stores the transactions that Glase's reports list.
/// </summary>
public class ReportedTransactionStore(DistributedLock locks, PeriodStore periodStore, INopDataProvider dataProvider,
    IRepository<GlaseReportedTransaction> repository, RefundMatchProposer refundMatchProposer, TimeProvider timeProvider)
{
    private const int BatchSize = 500;

    /// <summary>
    /// Takes a period's report in, in place of an earlier one, and proposes what it lists for refunds whose outcome is not known. A
    /// report that could not be read as a whole changes nothing: what it lacks would be taken for missing at Glase.
    /// </summary>
    /// <param name="periodId">The period</param>
    /// <param name="report">Glase's list of its transactions</param>
    /// <returns>Whether it was taken in</returns>
    /// <exception cref="TimeoutException">Somebody else is taking it in</exception>
    public async Task<bool> SaveAsync(int periodId, Report report)
    {
        var parsed = ReportParser.Parse(report.Text);
        if (!parsed.IsComplete)
            return false;

        var name = string.Create(CultureInfo.InvariantCulture, $"report-{periodId}");
        await locks.RunAsync(name, async () =>
        {
            var period = await periodStore.GetByIdAsync(periodId);
            await ReplaceAsync(period, parsed.Transactions());
            await refundMatchProposer.ProposeAsync(period, await GetAllAsync(periodId));
        });
        return true;
    }

    /// <summary>
    /// Gets what the report of a period lists, in its order.
    /// </summary>
    public Task<IList<GlaseReportedTransaction>> GetAllAsync(int periodId)
    {
        return repository.GetAllAsync(query => query.Where(row => row.PeriodId == periodId).OrderBy(row => row.Number));
    }

    /// <summary>
    /// Gets which of some references the reports of other periods list.
    /// </summary>
    /// <param name="periodId">The period that does not count</param>
    /// <param name="references">The references</param>
    public async Task<ISet<string>> GetReferencesInOtherPeriodsAsync(int periodId, IEnumerable<string> references)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in references.Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            var rows = await repository.GetAllAsync(query => query
                .Where(row => row.PeriodId != periodId && some.Contains(row.ErsReference)));
            found.UnionWith(rows.Select(row => row.ErsReference));
        }

        return found;
    }

    private async Task ReplaceAsync(GlasePeriod period, IReadOnlyList<ReportedTransaction> transactions)
    {
        // Should the process die in between, the period counts as one that was not loaded.
        period.BeginLoad();
        await periodStore.UpdateAsync(period);
        await DatabaseRetry.RunAsync(() => dataProvider.BulkDeleteEntitiesAsync<GlaseReportedTransaction>(row => row.PeriodId == period.Id));

        var rows = transactions.Select((transaction, index) => new GlaseReportedTransaction
        {
            PeriodId = period.Id,
            Number = index + 1,
            ErsReference = StorableText.Truncate(transaction.ErsReference, ColumnLengths.Reference),
            Amount = transaction.Amount,
            TerminalId = StorableText.Truncate(transaction.TerminalId, ColumnLengths.Reference),
            CashierId = StorableText.Truncate(transaction.CashierId, ColumnLengths.Reference)
        });
        foreach (var some in rows.Chunk(BatchSize))
            await DatabaseRetry.RunAsync(() => repository.InsertAsync(some, publishEvent: false));

        period.RecordLoaded(timeProvider.GetUtcNow().UtcDateTime);
        await periodStore.UpdateAsync(period);
    }
}
