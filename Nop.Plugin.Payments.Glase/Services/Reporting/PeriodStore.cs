using Nop.Core;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Reads and writes transaction periods.
/// </summary>
public class PeriodStore(INopDataProvider dataProvider, IRepository<GlasePeriod> repository)
{
    /// <summary>
    /// Gets a period as it is stored now; null when there is none.
    /// </summary>
    public async Task<GlasePeriod> GetByIdAsync(int id)
    {
        return (await repository.GetAllAsync(query => query.Where(period => period.Id == id))).FirstOrDefault();
    }

    /// <summary>
    /// Gets the periods of an account.
    /// </summary>
    /// <param name="account">The account</param>
    /// <param name="pageIndex">The page, from 0</param>
    /// <param name="pageSize">How many stand on a page</param>
    /// <param name="descending">Whether the newest comes first</param>
    public Task<IPagedList<GlasePeriod>> GetAllAsync(ReportingAccount account, int pageIndex, int pageSize, bool descending = true)
    {
        int[] storeIds = [.. account.StoreIds];
        return repository.GetAllPagedAsync(query =>
        {
            query = query.Where(period => storeIds.Contains(period.StoreId));
            return descending
                ? query.OrderByDescending(period => period.MarkedOnUtc).ThenByDescending(period => period.Id)
                : query.OrderBy(period => period.MarkedOnUtc).ThenBy(period => period.Id);
        }, pageIndex, pageSize);
    }

    /// <summary>
    /// Gets the newest period of an account; null when there is none.
    /// </summary>
    public async Task<GlasePeriod> GetLastAsync(ReportingAccount account)
    {
        return (await GetAllAsync(account, 0, 1)).FirstOrDefault();
    }

    /// <summary>
    /// Gets the newest period of an account that is known to be closed; null when there is none.
    /// </summary>
    public async Task<GlasePeriod> GetLastMarkedAsync(ReportingAccount account)
    {
        int[] storeIds = [.. account.StoreIds];
        const int marked = (int)GlasePeriodStatus.Marked;
        return (await repository.GetAllAsync(query => query
            .Where(period => storeIds.Contains(period.StoreId) && period.StatusId == marked)
            .OrderByDescending(period => period.MarkedOnUtc)
            .Take(1))).FirstOrDefault();
    }

    /// <summary>
    /// Gets whether the scheduled task has closed a period for a day or a later one; one that may be closed counts.
    /// </summary>
    public async Task<bool> IsClosedForDayAsync(ReportingAccount account, DateTime day)
    {
        int[] storeIds = [.. account.StoreIds];
        const int refused = (int)GlasePeriodStatus.Refused;
        return (await repository.GetAllAsync(query => query
            .Where(period => storeIds.Contains(period.StoreId) && period.ClosedForDay >= day && period.StatusId != refused)
            .Take(1))).Any();
    }

    /// <summary>
    /// Gets from when until when a period of an account lasted.
    /// </summary>
    public async Task<PeriodBounds> GetBoundsAsync(ReportingAccount account, GlasePeriod period)
    {
        int[] storeIds = [.. account.StoreIds];
        int[] lost = [(int)GlasePeriodStatus.Unknown, (int)GlasePeriodStatus.Requested];
        var from = period.StartedOnUtc ?? DateTime.UnixEpoch;
        var until = period.MarkedOnUtc;
        var between = await repository.GetAllAsync(query => query
            .Where(other => storeIds.Contains(other.StoreId) && lost.Contains(other.StatusId)
                && other.MarkedOnUtc > from && other.MarkedOnUtc < until)
            .OrderByDescending(other => other.MarkedOnUtc)
            .Take(1));
        return new PeriodBounds(period.StartedOnUtc, period.MarkedOnUtc, between.FirstOrDefault()?.MarkedOnUtc);
    }

    /// <summary>
    /// Records the next period before it is closed.
    /// </summary>
    /// <param name="next">The period, with its number</param>
    /// <returns>Whether it was recorded: false when somebody else has recorded one with that number meanwhile</returns>
    public Task<bool> TryRecordAsync(GlasePeriod next)
    {
        return DatabaseRetry.TryInsertAsync(() => repository.InsertAsync(next, publishEvent: false),
            async () => await GetLastNumberAsync(next.StoreId) >= next.Number);
    }

    /// <summary>
    /// Gets the number of the last period that was recorded of a store; 0 when there is none.
    /// </summary>
    public async Task<int> GetLastNumberAsync(int storeId)
    {
        return (await repository.GetAllAsync(query => query
            .Where(period => period.StoreId == storeId)
            .OrderByDescending(period => period.Number)
            .Take(1))).FirstOrDefault()?.Number ?? 0;
    }

    /// <summary>
    /// Stores what became of a period. What went wrong is shortened, or written in plain characters, rather than keep the rest
    /// from being stored.
    /// </summary>
    public Task UpdateAsync(GlasePeriod period)
    {
        period.TruncateError();
        return StorableText.SaveAsync(() => DatabaseRetry.RunAsync(() => repository.UpdateAsync(period, publishEvent: false)),
            StorableText.IsAscii(period.Error), period.ReduceErrorToAscii);
    }

    /// <summary>
    /// Forgets earlier tries of a store that Glase refused.
    /// </summary>
    /// <param name="newer">The try that takes their place</param>
    public Task DeleteRefusedBeforeAsync(GlasePeriod newer)
    {
        const int refused = (int)GlasePeriodStatus.Refused;
        return DatabaseRetry.RunAsync(() => dataProvider.BulkDeleteEntitiesAsync<GlasePeriod>(period =>
            period.StoreId == newer.StoreId && period.StatusId == refused && period.Number < newer.Number));
    }
}
