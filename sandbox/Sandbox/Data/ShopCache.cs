using System.Collections.Concurrent;
using Nop.Core.Caching;

namespace Sandbox.Data;

/// <summary>nopCommerce's cache of a single server: in memory, by key and prefix, one per shop.</summary>
internal sealed class ShopCache : IStaticCacheManager
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly TimeProvider _time;

    public ShopCache(TimeProvider time)
    {
        _time = time;
    }

    public async Task<T> GetAsync<T>(CacheKey key, Func<Task<T>> acquire)
    {
        if (key.CacheTime <= 0)
            return await acquire();

        var entry = _entries.AddOrUpdate(
            key.Key,
            _ => NewEntry(key, acquire),
            (_, found) => found.EndsOn > _time.GetUtcNow() ? found : NewEntry(key, acquire));
        try
        {
            var value = (T)await entry.Value.Value;
            if (value is null)
                _entries.TryRemove(key.Key, out _);
            return value;
        }
        catch
        {
            _entries.TryRemove(key.Key, out _);
            throw;
        }
    }

    public Task<T> GetAsync<T>(CacheKey key, Func<T> acquire) => GetAsync(key, () => Task.FromResult(acquire()));

    public async Task<T> GetAsync<T>(CacheKey key, T defaultValue = default)
    {
        return await GetAsync(key) is T value ? value : defaultValue;
    }

    public async Task<object> GetAsync(CacheKey key)
    {
        return _entries.TryGetValue(key.Key, out var entry) && entry.EndsOn > _time.GetUtcNow() ? await entry.Value.Value : null;
    }

    public Task SetAsync<T>(CacheKey key, T data)
    {
        if (data is not null && key.CacheTime > 0)
            _entries[key.Key] = NewEntry(key, () => Task.FromResult(data));
        return Task.CompletedTask;
    }

    public Task RemoveAsync(CacheKey cacheKey, params object[] cacheKeyParameters)
    {
        _entries.TryRemove(PrepareKey(cacheKey, cacheKeyParameters).Key, out _);
        return Task.CompletedTask;
    }

    public Task RemoveByPrefixAsync(string prefix, params object[] prefixParameters)
    {
        var start = CacheKeys.Prefix(prefix, prefixParameters);
        foreach (var key in _entries.Keys.Where(key => key.StartsWith(start, StringComparison.Ordinal)))
            _entries.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public Task ClearAsync()
    {
        _entries.Clear();
        return Task.CompletedTask;
    }

    public CacheKey PrepareKey(CacheKey cacheKey, params object[] cacheKeyParameters)
    {
        return CacheKeys.Prepare(cacheKey, cacheKeyParameters);
    }

    public CacheKey PrepareKeyForDefaultCache(CacheKey cacheKey, params object[] cacheKeyParameters)
    {
        return CacheKeys.Prepare(cacheKey, cacheKeyParameters);
    }

    public void Dispose() => _entries.Clear();

    private Entry NewEntry<T>(CacheKey key, Func<Task<T>> acquire)
    {
        return new Entry(
            new Lazy<Task<object>>(async () => await acquire()), _time.GetUtcNow() + TimeSpan.FromMinutes(key.CacheTime));
    }

    private sealed record Entry(Lazy<Task<object>> Value, DateTimeOffset EndsOn);
}
