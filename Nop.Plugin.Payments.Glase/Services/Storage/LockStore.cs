using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Reads and writes the rows of locks, each method by one plain statement: in nopCommerce's serializable transactions, PostgreSQL would
/// end some of them with an error.
/// </summary>
public class LockStore(INopDataProvider dataProvider, IRepository<GlaseLock> repository, TimeProvider timeProvider)
{
    private DateTime ExpiresOnUtc => timeProvider.GetUtcNow().UtcDateTime + GlaseDefaults.LockLeaseDuration;

    /// <summary>
    /// Inserts the row of a lock; throws the database's own exception when there is one.
    /// </summary>
    /// <param name="name">What is locked, 100 characters at most</param>
    /// <returns>The row, by which its owner renews and releases the lock</returns>
    public async Task<GlaseLock> InsertAsync(string name)
    {
        var row = new GlaseLock { Name = name, Owner = Guid.NewGuid().ToString("N"), ExpiresOnUtc = ExpiresOnUtc };
        await repository.InsertAsync(row, publishEvent: false);
        return row;
    }

    /// <summary>
    /// Gets the row of a lock as it is stored now; null when nobody holds it.
    /// </summary>
    public async Task<GlaseLock> GetAsync(string name)
    {
        return (await repository.GetAllAsync(query => query.Where(row => row.Name == name))).FirstOrDefault();
    }

    /// <summary>
    /// Extends the lease of a lock, by two statements.
    /// </summary>
    /// <param name="held">What <see cref="InsertAsync"/> returned</param>
    /// <returns>False when the lock was taken over, so that nothing was written</returns>
    public async Task<bool> TryRenewAsync(GlaseLock held)
    {
        var stored = await repository.GetAllAsync(query => query.Where(row => row.Id == held.Id && row.Owner == held.Owner));
        if (stored.Count == 0)
            return false;

        // By its id alone: when somebody takes the lock over in this moment, the row is gone and nothing is written.
        var renewed = stored[0];
        renewed.ExpiresOnUtc = ExpiresOnUtc;
        await DatabaseRetry.RunAsync(() => repository.UpdateAsync(renewed, publishEvent: false));
        return true;
    }

    /// <summary>
    /// Deletes the row of a lock, unless the lock was taken over.
    /// </summary>
    /// <param name="held">What <see cref="InsertAsync"/> returned</param>
    public Task DeleteAsync(GlaseLock held)
    {
        return DatabaseRetry.RunAsync(() => dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row => row.Id == held.Id && row.Owner == held.Owner));
    }

    /// <summary>
    /// Deletes the row of a lock whose lease is over, unless it was renewed since it was read.
    /// </summary>
    /// <param name="seen">The row as it was read</param>
    public Task DeleteUnchangedAsync(GlaseLock seen)
    {
        return DatabaseRetry.RunAsync(() => dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row =>
            row.Id == seen.Id && row.ExpiresOnUtc == seen.ExpiresOnUtc));
    }

    /// <summary>
    /// Deletes rows whose leases, by this node's clock, were over before a time.
    /// </summary>
    /// <param name="beforeUtc">The time (UTC)</param>
    public Task DeleteExpiredAsync(DateTime beforeUtc)
    {
        return DatabaseRetry.RunAsync(() => dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row => row.ExpiresOnUtc < beforeUtc));
    }

    /// <summary>
    /// Gets whether a row can be inserted whose name nobody else uses: a lock that cannot be taken then is held by others.
    /// </summary>
    /// <returns>False when the database fails for whatever reason</returns>
    public async Task<bool> CanInsertAsync()
    {
        try
        {
            await DeleteAsync(await InsertAsync($"probe-{Guid.NewGuid():N}"));
            return true;
        }
        catch (Exception)
        {
            // The caller reports the failure that it met itself.
            return false;
        }
    }
}
