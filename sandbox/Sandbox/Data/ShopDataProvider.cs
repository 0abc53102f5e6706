using System.Linq.Expressions;
using LinqToDB;
using Nop.Core;
using Nop.Data;

namespace Sandbox.Data;

/// <summary>nopCommerce's statements below the repositories: no transaction around them, no events, no caches.</summary>
internal sealed class ShopDataProvider : INopDataProvider
{
    private readonly ShopDatabase _database;

    public ShopDataProvider(ShopDatabase database)
    {
        _database = database;
    }

    public Task BulkDeleteEntitiesAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        var ids = entities.Select(entity => entity.Id).ToList();
        return BulkDeleteEntitiesAsync<TEntity>(entity => ids.Contains(entity.Id));
    }

    public Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity
    {
        return _database.WriteAsync(connection => connection.GetTable<TEntity>().Where(predicate).DeleteAsync());
    }
}
