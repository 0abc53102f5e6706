using System.Linq.Expressions;
using LinqToDB;
using Nop.Core;
using Nop.Data;

namespace Sandbox.Data;

/// <summary>nopCommerce's statements below the repositories: no transaction around them, no events, no caches.</summary>
internal sealed class SqliteDataProvider : INopDataProvider
{
    private readonly SqliteStore _store;

    public SqliteDataProvider(SqliteStore store)
    {
        _store = store;
    }

    public Task BulkDeleteEntitiesAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        var ids = entities.Select(entity => entity.Id).ToList();
        return BulkDeleteEntitiesAsync<TEntity>(entity => ids.Contains(entity.Id));
    }

    public Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity
    {
        return _store.Table<TEntity>().Where(predicate).DeleteAsync();
    }
}
