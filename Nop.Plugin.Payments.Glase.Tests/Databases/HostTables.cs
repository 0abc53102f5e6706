using System.Data.Common;
using System.Linq.Expressions;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Interceptors;
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
    private readonly StatementCounter _counter = new();
    private int _running;

    public HostTables(ShopDatabase database)
    {
        _database = database;
    }

    /// <summary>
    /// How many statements the plugin has sent.
    /// </summary>
    public int Statements => _counter.Count;

    /// <summary>
    /// Whether no statement is being run now.
    /// </summary>
    public bool IsIdle => Volatile.Read(ref _running) == 0;

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

    public Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity
    {
        return RunAsync(connection => connection.GetTable<TEntity>().Where(predicate).DeleteAsync());
    }

    public async Task InsertAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        entity.Id = await RunAsync(connection => connection.InsertWithInt32IdentityAsync(entity));
    }

    private Task<int> UpdateAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        return RunAsync(connection => connection.UpdateAsync(entity));
    }

    private Task<IList<TEntity>> GetAllAsync<TEntity>(Func<IQueryable<TEntity>, IQueryable<TEntity>> query) where TEntity : BaseEntity
    {
        return RunAsync(async connection => (IList<TEntity>)await query(connection.GetTable<TEntity>()).ToListAsync());
    }

    private async Task<T> RunAsync<T>(Func<DataConnection, Task<T>> statement)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await using var connection = _database.Connect();
            connection.AddInterceptor(_counter);
            return await statement(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private sealed class StatementCounter : CommandInterceptor
    {
        private int _count;

        public int Count => _count;

        public override DbCommand CommandInitialized(CommandEventData eventData, DbCommand command)
        {
            Interlocked.Increment(ref _count);
            return command;
        }
    }
}
