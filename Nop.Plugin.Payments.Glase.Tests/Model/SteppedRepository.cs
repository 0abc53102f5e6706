using System.Linq.Expressions;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Logging;
using Nop.Data;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// The shop's repository, with a place before and after each write at which others may come first or the process may die.
/// </summary>
internal class SteppedRepository<TEntity> : IRepository<TEntity> where TEntity : BaseEntity
{
    private static readonly bool _isLog = typeof(TEntity) == typeof(Log);

    private readonly EntityRepository<TEntity> _inner;
    private readonly ModelProcess _process;

    public SteppedRepository(EntityRepository<TEntity> inner, ModelProcess process)
    {
        _inner = inner;
        _process = process;
    }

    private EntityRepository<TEntity> Inner
    {
        get
        {
            _process.UseDatabase();
            return _inner;
        }
    }

    public IQueryable<TEntity> Table => Inner.Table;

    public Task<TEntity> GetByIdAsync(int? id, Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true,
        bool useShortTermCache = false)
    {
        return Inner.GetByIdAsync(id, getCacheKey, includeDeleted, useShortTermCache);
    }

    public TEntity GetById(int? id, Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return Inner.GetById(id, getCacheKey, includeDeleted);
    }

    public Task<IList<TEntity>> GetByIdsAsync(IList<int> ids, Func<ICacheKeyService, CacheKey> getCacheKey = null,
        bool includeDeleted = true)
    {
        return Inner.GetByIdsAsync(ids, getCacheKey, includeDeleted);
    }

    public Task<IList<TEntity>> GetAllAsync(Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null,
        Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return Inner.GetAllAsync(func, getCacheKey, includeDeleted);
    }

    public Task<IList<TEntity>> GetAllAsync(Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func = null,
        Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return Inner.GetAllAsync(func, getCacheKey, includeDeleted);
    }

    public IList<TEntity> GetAll(Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null,
        Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return Inner.GetAll(func, getCacheKey, includeDeleted);
    }

    public Task<IList<TEntity>> GetAllAsync(Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func,
        Func<ICacheKeyService, Task<CacheKey>> getCacheKey, bool includeDeleted = true)
    {
        return Inner.GetAllAsync(func, getCacheKey, includeDeleted);
    }

    public Task<IPagedList<TEntity>> GetAllPagedAsync(Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null,
        int pageIndex = 0, int pageSize = int.MaxValue, bool getOnlyTotalCount = false, bool includeDeleted = true)
    {
        return Inner.GetAllPagedAsync(func, pageIndex, pageSize, getOnlyTotalCount, includeDeleted);
    }

    public Task<IPagedList<TEntity>> GetAllPagedAsync(Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func = null,
        int pageIndex = 0, int pageSize = int.MaxValue, bool getOnlyTotalCount = false, bool includeDeleted = true)
    {
        return Inner.GetAllPagedAsync(func, pageIndex, pageSize, getOnlyTotalCount, includeDeleted);
    }

    public virtual Task InsertAsync(TEntity entity, bool publishEvent = true)
    {
        return WriteAsync("insert", () => Inner.InsertAsync(entity, publishEvent));
    }

    public void Insert(TEntity entity, bool publishEvent = true) => Inner.Insert(entity, publishEvent);

    public Task InsertAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        return WriteAsync("insert", () => Inner.InsertAsync(entities, publishEvent));
    }

    public void Insert(IList<TEntity> entities, bool publishEvent = true) => Inner.Insert(entities, publishEvent);

    public Task UpdateAsync(TEntity entity, bool publishEvent = true)
    {
        return WriteAsync("update", () => Inner.UpdateAsync(entity, publishEvent));
    }

    public void Update(TEntity entity, bool publishEvent = true) => Inner.Update(entity, publishEvent);

    public Task UpdateAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        return WriteAsync("update", () => Inner.UpdateAsync(entities, publishEvent));
    }

    public void Update(IList<TEntity> entities, bool publishEvent = true) => Inner.Update(entities, publishEvent);

    public Task DeleteAsync(TEntity entity, bool publishEvent = true)
    {
        return WriteAsync("delete", () => Inner.DeleteAsync(entity, publishEvent));
    }

    public void Delete(TEntity entity, bool publishEvent = true) => Inner.Delete(entity, publishEvent);

    public Task DeleteAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        return WriteAsync("delete", () => Inner.DeleteAsync(entities, publishEvent));
    }

    public void Delete(IList<TEntity> entities, bool publishEvent = true) => Inner.Delete(entities, publishEvent);

    public async Task<int> DeleteAsync(Expression<Func<TEntity, bool>> predicate)
    {
        var count = 0;
        await WriteAsync("delete", async () => count = await Inner.DeleteAsync(predicate));
        return count;
    }

    public int Delete(Expression<Func<TEntity, bool>> predicate) => Inner.Delete(predicate);

    public Task<TEntity> LoadOriginalCopyAsync(TEntity entity) => Inner.LoadOriginalCopyAsync(entity);

    public Task TruncateAsync(bool resetIdentity = false) => Inner.TruncateAsync(resetIdentity);

    private async Task WriteAsync(string what, Func<Task> write)
    {
        if (_isLog)
        {
            await write();
            return;
        }

        await _process.StepAsync($"{what} {typeof(TEntity).Name}");
        await write();
        await _process.StepAsync($"{what} {typeof(TEntity).Name} done");
    }
}
