using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Records which unpaid orders the shop cancelled automatically and which an admin re-opened: each is cancelled at most once.
/// </summary>
public class OrderCancellationStore(INopDataProvider dataProvider, IRepository<GlaseOrderCancellation> repository,
    TimeProvider timeProvider)
{
    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Records that the caller is about to cancel an order. To be called with the lock of the order's checkout held.
    /// </summary>
    /// <returns>Whether it may; not when the order was cancelled before, or re-opened, or when somebody else is about to cancel it</returns>
    public async Task<bool> TryBeginAsync(int orderId)
    {
        if (await FindAsync(orderId) is { } existing && !await TryTakeOverAsync(existing))
            return false;

        return await TryInsertAsync(new GlaseOrderCancellation { OrderId = orderId, CreatedOnUtc = Now });
    }

    /// <summary>
    /// Records that an order was cancelled, or that an admin re-opened it: from now on the shop does not cancel it.
    /// </summary>
    public async Task EndAsync(int orderId)
    {
        var existing = await FindAsync(orderId);
        if (existing is null)
        {
            if (await TryInsertAsync(new GlaseOrderCancellation { OrderId = orderId, CreatedOnUtc = Now, CompletedOnUtc = Now }))
                return;
            existing = await FindAsync(orderId);
        }

        existing.CompletedOnUtc ??= Now;
        await DatabaseRetry.RunAsync(() => repository.UpdateAsync(existing, publishEvent: false));
    }

    /// <summary>
    /// Gets cancellations that were begun and neither completed nor, as far as is known, given up: their process has died, nopCommerce failed
    /// in between, or they still go on.
    /// </summary>
    /// <param name="afterId">The id of the last one that is known; 0 for none</param>
    /// <param name="maxCount">The most that are returned, by id</param>
    public Task<IList<GlaseOrderCancellation>> GetIncompleteAsync(int afterId, int maxCount)
    {
        var latest = Now - GlaseDefaults.LockedWorkGracePeriod;
        return repository.GetAllAsync(query => query
            .Where(row => row.CompletedOnUtc == null && row.CreatedOnUtc <= latest && row.Id > afterId)
            .OrderBy(row => row.Id)
            .Take(maxCount));
    }

    /// <summary>
    /// Gets whether the cancellation of an order was begun and is not completed. To be called with the lock of the order's checkout held: then
    /// nobody is about to complete it.
    /// </summary>
    public async Task<bool> IsIncompleteAsync(int orderId) => await FindAsync(orderId) is { CompletedOnUtc: null };

    // The process that was about to cancel it has died. Of several that follow, one deletes the row.
    private async Task<bool> TryTakeOverAsync(GlaseOrderCancellation existing)
    {
        return existing.CompletedOnUtc is null && existing.CreatedOnUtc + GlaseDefaults.LockedWorkGracePeriod <= Now
            && await DatabaseRetry.RunAsync(() => dataProvider.BulkDeleteEntitiesAsync<GlaseOrderCancellation>(
                row => row.Id == existing.Id && row.CompletedOnUtc == null)) > 0;
    }

    private Task<bool> TryInsertAsync(GlaseOrderCancellation row)
    {
        return DatabaseRetry.TryInsertAsync(() => repository.InsertAsync(row, publishEvent: false),
            async () => await FindAsync(row.OrderId) is not null);
    }

    private async Task<GlaseOrderCancellation> FindAsync(int orderId)
    {
        return (await repository.GetAllAsync(query => query.Where(entry => entry.OrderId == orderId))).FirstOrDefault();
    }
}
