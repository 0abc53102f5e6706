using System.Linq.Expressions;
using Nop.Core;
using Nop.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// The statements that nopCommerce runs without a transaction around them, on tables in memory.
/// </summary>
internal sealed class MemoryDataProvider(params object[] tables) : INopDataProvider
{
    public Task BulkDeleteEntitiesAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        return Table<TEntity>().DeleteAsync(entities, publishEvent: false);
    }

    public Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity
    {
        return Table<TEntity>().DeletePlainAsync(predicate);
    }

    private MemoryRepository<TEntity> Table<TEntity>() where TEntity : BaseEntity
    {
        return tables.OfType<MemoryRepository<TEntity>>().Single();
    }
}
