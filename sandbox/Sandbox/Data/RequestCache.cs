using System.Collections.Concurrent;
using Nop.Core.Caching;

namespace Sandbox.Data;

/// <summary>
/// What one request has read already. As in nopCommerce, an order or customer asked for by id a second time in the same request
/// is the same object, without a look into the database.
/// </summary>
internal sealed class RequestCache : ICacheKeyService
{
    private readonly ConcurrentDictionary<string, object> _values = new();

    public async Task<T> GetAsync<T>(CacheKey key, Func<Task<T>> acquire)
    {
        if (_values.TryGetValue(key.Key, out var value))
            return (T)value;

        var read = await acquire();
        if (read is not null)
            _values[key.Key] = read;
        return read;
    }

    public void Remove(CacheKey key) => _values.TryRemove(key.Key, out _);

    public void RemoveByPrefix(string prefix)
    {
        foreach (var key in _values.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
            _values.TryRemove(key, out _);
    }

    public CacheKey PrepareKey(CacheKey cacheKey, params object[] cacheKeyParameters)
    {
        return CacheKeys.Prepare(cacheKey, cacheKeyParameters);
    }

    public CacheKey PrepareKeyForDefaultCache(CacheKey cacheKey, params object[] cacheKeyParameters)
    {
        return CacheKeys.Prepare(cacheKey, cacheKeyParameters);
    }
}
