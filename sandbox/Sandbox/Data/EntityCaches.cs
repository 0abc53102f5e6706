using Nop.Core;
using Nop.Core.Caching;

namespace Sandbox.Data;

/// <summary>
/// The two caches a repository reads through when its caller names a key: the shop's and the request's. Both forget an entity
/// when it is written; nopCommerce does that for its own entities only, so a plugin's are left alone here too.
/// </summary>
internal sealed class EntityCaches<TEntity> where TEntity : BaseEntity
{
    private static readonly bool _isPlugins =
        typeof(TEntity).Assembly != typeof(BaseEntity).Assembly && typeof(TEntity).Assembly != typeof(EntityCaches<>).Assembly;

    private readonly IStaticCacheManager _shop;
    private readonly RequestCache _request;

    public EntityCaches(IStaticCacheManager shop, RequestCache request)
    {
        _shop = shop;
        _request = request;
    }

    public Task<TEntity> ByIdAsync(
        int id, Func<ICacheKeyService, CacheKey> getKey, bool shortTerm, Func<Task<TEntity>> read)
    {
        if (!shortTerm)
            return _shop.GetAsync(getKey(_shop) ?? _shop.PrepareKeyForDefaultCache(CacheKeys.ById<TEntity>(), id), read);

        return _request.GetAsync(getKey(_request) ?? _request.PrepareKeyForDefaultCache(CacheKeys.ById<TEntity>(), id), read);
    }

    public async Task<IList<TEntity>> AllAsync(Func<ICacheKeyService, Task<CacheKey>> getKey, Func<Task<IList<TEntity>>> read)
    {
        return await _shop.GetAsync(await getKey(_shop) ?? CacheKeys.All<TEntity>(), read);
    }

    public async Task ForgetAsync(TEntity entity = null)
    {
        if (_isPlugins)
            return;

        await _shop.RemoveByPrefixAsync(CacheKeys.All<TEntity>().Key);
        if (entity is null)
            return;

        await _shop.RemoveAsync(CacheKeys.ById<TEntity>(), entity);
        _request.Remove(CacheKeys.Prepare(CacheKeys.ById<TEntity>(), entity));
    }
}
