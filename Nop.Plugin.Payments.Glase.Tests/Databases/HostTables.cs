using System.Linq.Expressions;
using LinqToDB;
using LinqToDB.Data;
using Moq;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Data;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The plugin's tables on a real server, reached with the statements and transactions that nopCommerce uses.
/// </summary>
internal sealed class HostTables : INopDataProvider
{
    private readonly ShopDatabase _database;
    private int _statements;

    public HostTables(ShopDatabase database)
    {
        _database = database;
    }

    /// <summary>
    /// How many statements the plugin has sent.
    /// </summary>
    public int Statements => _statements;

    public async Task<List<TEntity>> AllAsync<TEntity>() where TEntity : BaseEntity
    {
        return await _database.Table<TEntity>().ToListAsync();
    }

    public IRepository<TEntity> Repository<TEntity>() where TEntity : BaseEntity
    {
        var repository = new Mock<IRepository<TEntity>>(MockBehavior.Strict);
        repository.Setup(table => table.InsertAsync(It.IsAny<TEntity>(), false)).Returns((TEntity entity, bool _) => InsertAsync(entity));
        repository.Setup(table => table.UpdateAsync(It.IsAny<TEntity>(), false)).Returns((TEntity entity, bool _) => UpdateAsync(entity));
        repository.Setup(table => table.GetAllAsync(It.IsAny<Func<IQueryable<TEntity>, IQueryable<TEntity>>>(),
                It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>()))
            .Returns((Func<IQueryable<TEntity>, IQueryable<TEntity>> query, Func<ICacheKeyService, CacheKey> _, bool _) => GetAllAsync(query));
        return repository.Object;
    }

    public Task BulkDeleteEntitiesAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        throw new NotSupportedException();
    }

    public async Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity
    {
        await using var connection = Connect();
        return await connection.GetTable<TEntity>().Where(predicate).DeleteAsync();
    }

    public async Task InsertAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        await using var connection = Connect();
        entity.Id = await connection.InsertWithInt32IdentityAsync(entity);
    }

    private async Task UpdateAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        await using var connection = Connect();
        await connection.UpdateAsync(entity);
    }

    private async Task<IList<TEntity>> GetAllAsync<TEntity>(Func<IQueryable<TEntity>, IQueryable<TEntity>> query)
        where TEntity : BaseEntity
    {
        await using var connection = Connect();
        return await query(connection.GetTable<TEntity>()).ToListAsync();
    }

    private DataConnection Connect()
    {
        Interlocked.Increment(ref _statements);
        return _database.Connect();
    }
}
