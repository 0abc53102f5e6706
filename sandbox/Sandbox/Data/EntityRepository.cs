using System.Linq.Expressions;
using LinqToDB;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Common;
using Nop.Core.Events;
using Nop.Data;

namespace Sandbox.Data;

/// <summary>nopCommerce's repository: same events, same caches, same soft deletion, same transactions.</summary>
internal sealed class EntityRepository<TEntity> : IRepository<TEntity> where TEntity : BaseEntity
{
    private readonly IEventPublisher _events;
    private readonly EntityCaches<TEntity> _caches;
    private readonly ShopDatabase _database;

    public EntityRepository(IEventPublisher events, EntityCaches<TEntity> caches, ShopDatabase database)
    {
        _events = events;
        _caches = caches;
        _database = database;
    }

    public IQueryable<TEntity> Table => _database.Table<TEntity>();

    public async Task<TEntity> GetByIdAsync(
        int? id, Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true, bool useShortTermCache = false)
    {
        if (id is null or 0)
            return null;

        Task<TEntity> Read() => Visible(includeDeleted).FirstOrDefaultAsync(entity => entity.Id == id.Value);
        return getCacheKey is null ? await Read() : await _caches.ByIdAsync(id.Value, getCacheKey, useShortTermCache, Read);
    }

    public TEntity GetById(int? id, Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return GetByIdAsync(id, getCacheKey, includeDeleted).GetAwaiter().GetResult();
    }

    public async Task<IList<TEntity>> GetByIdsAsync(
        IList<int> ids, Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        if (ids is null || ids.Count == 0)
            return [];

        var found = await Visible(includeDeleted).Where(entity => ids.Contains(entity.Id)).ToDictionaryAsync(entity => entity.Id);
        return ids.Where(found.ContainsKey).Select(id => found[id]).ToList();
    }

    public Task<IList<TEntity>> GetAllAsync(
        Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null, Func<ICacheKeyService, CacheKey> getCacheKey = null,
        bool includeDeleted = true)
    {
        return GetAllAsync(
            query => Task.FromResult(func is null ? query : func(query)),
            getCacheKey is null ? null : caches => Task.FromResult(getCacheKey(caches)), includeDeleted);
    }

    public Task<IList<TEntity>> GetAllAsync(
        Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func = null, Func<ICacheKeyService, CacheKey> getCacheKey = null,
        bool includeDeleted = true)
    {
        return GetAllAsync(
            func, getCacheKey is null ? null : caches => Task.FromResult(getCacheKey(caches)), includeDeleted);
    }

    public IList<TEntity> GetAll(
        Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null, Func<ICacheKeyService, CacheKey> getCacheKey = null,
        bool includeDeleted = true)
    {
        return GetAllAsync(func, getCacheKey, includeDeleted).GetAwaiter().GetResult();
    }

    public async Task<IList<TEntity>> GetAllAsync(
        Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func, Func<ICacheKeyService, Task<CacheKey>> getCacheKey,
        bool includeDeleted = true)
    {
        async Task<IList<TEntity>> Read()
        {
            var query = Visible(includeDeleted);
            return await (func is null ? query : await func(query)).ToListAsync();
        }

        return getCacheKey is null ? await Read() : await _caches.AllAsync(getCacheKey, Read);
    }

    public Task<IPagedList<TEntity>> GetAllPagedAsync(
        Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null, int pageIndex = 0, int pageSize = int.MaxValue,
        bool getOnlyTotalCount = false, bool includeDeleted = true)
    {
        var query = Visible(includeDeleted);
        return (func is null ? query : func(query)).ToPagedListAsync(pageIndex, pageSize, getOnlyTotalCount);
    }

    public async Task<IPagedList<TEntity>> GetAllPagedAsync(
        Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func = null, int pageIndex = 0, int pageSize = int.MaxValue,
        bool getOnlyTotalCount = false, bool includeDeleted = true)
    {
        var query = Visible(includeDeleted);
        return await (func is null ? query : await func(query)).ToPagedListAsync(pageIndex, pageSize, getOnlyTotalCount);
    }

    public async Task InsertAsync(TEntity entity, bool publishEvent = true)
    {
        ArgumentNullException.ThrowIfNull(entity);
        entity.Id = await _database.WriteAsync(connection => connection.InsertWithInt32IdentityAsync(entity));
        if (publishEvent)
            await InsertedAsync(entity);
    }

    public void Insert(TEntity entity, bool publishEvent = true) => InsertAsync(entity, publishEvent).GetAwaiter().GetResult();

    public async Task InsertAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        ArgumentNullException.ThrowIfNull(entities);
        if (entities.Count > 0)
            await _database.InsertAsync(entities);
        foreach (var entity in publishEvent ? entities : [])
            await InsertedAsync(entity);
    }

    public void Insert(IList<TEntity> entities, bool publishEvent = true) =>
        InsertAsync(entities, publishEvent).GetAwaiter().GetResult();

    public async Task UpdateAsync(TEntity entity, bool publishEvent = true)
    {
        ArgumentNullException.ThrowIfNull(entity);
        await WriteAsync(entity);
        if (publishEvent)
            await UpdatedAsync(entity);
    }

    public void Update(TEntity entity, bool publishEvent = true) => UpdateAsync(entity, publishEvent).GetAwaiter().GetResult();

    public async Task UpdateAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        ArgumentNullException.ThrowIfNull(entities);
        foreach (var entity in entities)
            await WriteAsync(entity);
        foreach (var entity in publishEvent ? entities : [])
            await UpdatedAsync(entity);
    }

    public void Update(IList<TEntity> entities, bool publishEvent = true) =>
        UpdateAsync(entities, publishEvent).GetAwaiter().GetResult();

    public async Task DeleteAsync(TEntity entity, bool publishEvent = true)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (entity is ISoftDeletedEntity kept)
        {
            kept.Deleted = true;
            await WriteAsync(entity);
        }
        else
        {
            await _database.WriteAsync(connection => connection.DeleteAsync(entity));
        }

        if (publishEvent)
            await DeletedAsync(entity);
    }

    public void Delete(TEntity entity, bool publishEvent = true) => DeleteAsync(entity, publishEvent).GetAwaiter().GetResult();

    public async Task DeleteAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        ArgumentNullException.ThrowIfNull(entities);
        if (entities.Count == 0)
            return;

        using (var transaction = _database.BeginTransaction())
        {
            await DeleteTogetherAsync(entities);
            transaction?.Complete();
        }

        foreach (var entity in publishEvent ? entities : [])
            await DeletedAsync(entity);
    }

    public void Delete(IList<TEntity> entities, bool publishEvent = true) =>
        DeleteAsync(entities, publishEvent).GetAwaiter().GetResult();

    public async Task<int> DeleteAsync(Expression<Func<TEntity, bool>> predicate)
    {
        using var transaction = _database.BeginTransaction();
        var count = await _database.WriteAsync(connection => connection.GetTable<TEntity>().Where(predicate).DeleteAsync());
        transaction?.Complete();
        return count;
    }

    public int Delete(Expression<Func<TEntity, bool>> predicate) => DeleteAsync(predicate).GetAwaiter().GetResult();

    public Task<TEntity> LoadOriginalCopyAsync(TEntity entity) => Table.FirstOrDefaultAsync(row => row.Id == entity.Id);

    public Task TruncateAsync(bool resetIdentity = false)
    {
        return _database.WriteAsync(connection => connection.GetTable<TEntity>().TruncateAsync(resetIdentity));
    }

    private IQueryable<TEntity> Visible(bool includeDeleted)
    {
        return includeDeleted || !typeof(ISoftDeletedEntity).IsAssignableFrom(typeof(TEntity))
            ? Table
            : Table.Where(entity => !((ISoftDeletedEntity)entity).Deleted);
    }

    private Task<int> WriteAsync(TEntity entity) => _database.WriteAsync(connection => connection.UpdateAsync(entity));

    private async Task DeleteTogetherAsync(IList<TEntity> entities)
    {
        if (entities[0] is ISoftDeletedEntity)
        {
            foreach (var entity in entities)
            {
                ((ISoftDeletedEntity)entity).Deleted = true;
                await WriteAsync(entity);
            }

            return;
        }

        var ids = entities.Select(entity => entity.Id).ToList();
        await _database.WriteAsync(connection => connection.GetTable<TEntity>().Where(entity => ids.Contains(entity.Id)).DeleteAsync());
    }

    private async Task InsertedAsync(TEntity entity)
    {
        await _caches.ForgetAsync();
        await _events.PublishAsync(new EntityInsertedEvent<TEntity>(entity));
    }

    private async Task UpdatedAsync(TEntity entity)
    {
        await _caches.ForgetAsync(entity);
        await _events.PublishAsync(new EntityUpdatedEvent<TEntity>(entity));
    }

    private async Task DeletedAsync(TEntity entity)
    {
        await _caches.ForgetAsync(entity);
        await _events.PublishAsync(new EntityDeletedEvent<TEntity>(entity));
    }
}
