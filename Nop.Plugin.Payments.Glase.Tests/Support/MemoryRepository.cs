using System.Linq.Expressions;
using System.Reflection;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// A table in memory that, like a real one, hands out copies and refuses duplicate keys.
/// </summary>
internal sealed class MemoryRepository<TEntity> : IRepository<TEntity> where TEntity : BaseEntity
{
    private static readonly MethodInfo _clone =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic);

    private readonly Func<TEntity, object>[] _uniqueKeys;
    private readonly Dictionary<int, TEntity> _rows = [];
    private int _lastId;

    public MemoryRepository(params Func<TEntity, object>[] uniqueKeys)
    {
        _uniqueKeys = uniqueKeys;
    }

    /// <summary>
    /// What happens before a row is stored: throws for one that the database refuses.
    /// </summary>
    public Action<TEntity> BeforeSave { get; set; }

    public IQueryable<TEntity> Table
    {
        get
        {
            lock (_rows)
                return _rows.Values.Select(Copy).ToList().AsQueryable();
        }
    }

    public IReadOnlyList<TEntity> Rows => [.. Table];

    public Task<TEntity> GetByIdAsync(int? id, Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true,
        bool useShortTermCache = false)
    {
        return Task.FromResult(Table.FirstOrDefault(row => row.Id == id));
    }

    public TEntity GetById(int? id, Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return Table.FirstOrDefault(row => row.Id == id);
    }

    public Task<IList<TEntity>> GetByIdsAsync(IList<int> ids, Func<ICacheKeyService, CacheKey> getCacheKey = null,
        bool includeDeleted = true)
    {
        return Task.FromResult<IList<TEntity>>([.. Table.Where(row => ids.Contains(row.Id))]);
    }

    public Task<IList<TEntity>> GetAllAsync(Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null,
        Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        Before("select");
        return Task.FromResult<IList<TEntity>>([.. func?.Invoke(Table) ?? Table]);
    }

    public async Task<IList<TEntity>> GetAllAsync(Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func = null,
        Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return [.. func is null ? Table : await func(Table)];
    }

    public IList<TEntity> GetAll(Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null,
        Func<ICacheKeyService, CacheKey> getCacheKey = null, bool includeDeleted = true)
    {
        return [.. func?.Invoke(Table) ?? Table];
    }

    public async Task<IList<TEntity>> GetAllAsync(Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func,
        Func<ICacheKeyService, Task<CacheKey>> getCacheKey, bool includeDeleted = true)
    {
        return [.. await func(Table)];
    }

    public Task<IPagedList<TEntity>> GetAllPagedAsync(Func<IQueryable<TEntity>, IQueryable<TEntity>> func = null,
        int pageIndex = 0, int pageSize = int.MaxValue, bool getOnlyTotalCount = false, bool includeDeleted = true)
    {
        var rows = (func?.Invoke(Table) ?? Table).ToList();
        return Task.FromResult<IPagedList<TEntity>>(new PagedList<TEntity>(rows, pageIndex, pageSize));
    }

    public async Task<IPagedList<TEntity>> GetAllPagedAsync(Func<IQueryable<TEntity>, Task<IQueryable<TEntity>>> func = null,
        int pageIndex = 0, int pageSize = int.MaxValue, bool getOnlyTotalCount = false, bool includeDeleted = true)
    {
        return new PagedList<TEntity>([.. func is null ? Table : await func(Table)], pageIndex, pageSize);
    }

    public Task InsertAsync(TEntity entity, bool publishEvent = true)
    {
        Before("insert");
        Insert(entity, publishEvent);
        return Task.CompletedTask;
    }

    public void Insert(TEntity entity, bool publishEvent = true)
    {
        lock (_rows)
        {
            BeforeSave?.Invoke(entity);
            CheckKeys(entity);
            entity.Id = ++_lastId;
            _rows.Add(entity.Id, Copy(entity));
        }
    }

    public async Task InsertAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        foreach (var entity in entities)
            await InsertAsync(entity, publishEvent);
    }

    public void Insert(IList<TEntity> entities, bool publishEvent = true)
    {
        foreach (var entity in entities)
            Insert(entity, publishEvent);
    }

    public Task UpdateAsync(TEntity entity, bool publishEvent = true)
    {
        Before("update");
        Update(entity, publishEvent);
        return Task.CompletedTask;
    }

    public void Update(TEntity entity, bool publishEvent = true)
    {
        lock (_rows)
        {
            BeforeSave?.Invoke(entity);
            if (!_rows.ContainsKey(entity.Id))
                return;
            CheckKeys(entity);
            _rows[entity.Id] = Copy(entity);
        }
    }

    public async Task UpdateAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        foreach (var entity in entities)
            await UpdateAsync(entity, publishEvent);
    }

    public void Update(IList<TEntity> entities, bool publishEvent = true)
    {
        foreach (var entity in entities)
            Update(entity, publishEvent);
    }

    public Task DeleteAsync(TEntity entity, bool publishEvent = true)
    {
        Delete(entity, publishEvent);
        return Task.CompletedTask;
    }

    public void Delete(TEntity entity, bool publishEvent = true)
    {
        lock (_rows)
            _rows.Remove(entity.Id);
    }

    public async Task DeleteAsync(IList<TEntity> entities, bool publishEvent = true)
    {
        foreach (var entity in entities)
            await DeleteAsync(entity, publishEvent);
    }

    public void Delete(IList<TEntity> entities, bool publishEvent = true)
    {
        foreach (var entity in entities)
            Delete(entity, publishEvent);
    }

    /// <summary>
    /// Told before each statement of the methods that run in the background of a shop: insert, select, update, delete, and
    /// "serializable delete" for what nopCommerce runs in a transaction of its own. It may throw as a database does.
    /// </summary>
    public Action<string> Before { get; set; } = _ => { };

    public Task<int> DeleteAsync(Expression<Func<TEntity, bool>> predicate)
    {
        Before("serializable delete");
        return Task.FromResult(Delete(predicate));
    }

    /// <summary>
    /// Deletes in one plain statement.
    /// </summary>
    public Task<int> DeletePlainAsync(Expression<Func<TEntity, bool>> predicate)
    {
        Before("delete");
        return Task.FromResult(Delete(predicate));
    }

    public int Delete(Expression<Func<TEntity, bool>> predicate)
    {
        lock (_rows)
        {
            var doomed = _rows.Values.Where(predicate.Compile()).Select(row => row.Id).ToList();
            doomed.ForEach(id => _rows.Remove(id));
            return doomed.Count;
        }
    }

    public Task<TEntity> LoadOriginalCopyAsync(TEntity entity)
    {
        return GetByIdAsync(entity.Id);
    }

    public Task TruncateAsync(bool resetIdentity = false)
    {
        lock (_rows)
            _rows.Clear();
        return Task.CompletedTask;
    }

    private void CheckKeys(TEntity entity)
    {
        foreach (var key in _uniqueKeys)
        {
            var value = key(entity);
            if (value is not null && _rows.Values.Any(row => row.Id != entity.Id && value.Equals(key(row))))
                throw new InvalidOperationException($"UNIQUE constraint failed: {value}");
        }
    }

    private static TEntity Copy(TEntity entity)
    {
        return (TEntity)_clone.Invoke(entity, null);
    }
}
