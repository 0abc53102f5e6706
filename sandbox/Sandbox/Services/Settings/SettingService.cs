using System.Linq.Expressions;
using System.Reflection;
using Nop.Core.Caching;
using Nop.Core.Configuration;
using Nop.Core.Domain.Configuration;
using Nop.Data;
using Nop.Services.Configuration;
using Sandbox.Services.Common;

namespace Sandbox.Services.Settings;

/// <summary>
/// Settings by name and store. They are cached as nopCommerce caches them: saving without clearing shows nothing yet.
/// </summary>
internal sealed class SettingService : ISettingService
{
    private static readonly CacheKey _all = new("Nop.setting.all.dictionary.");

    private readonly IRepository<Setting> _settings;
    private readonly IStaticCacheManager _cache;

    public SettingService(IRepository<Setting> settings, IStaticCacheManager cache)
    {
        _settings = settings;
        _cache = cache;
    }

    public async Task DeleteSettingAsync(Setting setting)
    {
        await _settings.DeleteAsync(setting);
        await ClearCacheAsync();
    }

    public async Task<Setting> GetSettingAsync(string key, int storeId = 0, bool loadSharedValueIfNotFound = false)
    {
        return await FindAsync(key, storeId, loadSharedValueIfNotFound) is { } found
            ? await _settings.GetByIdAsync(found.Id)
            : null;
    }

    public async Task<T> GetSettingByKeyAsync<T>(
        string key, T defaultValue = default, int storeId = 0, bool loadSharedValueIfNotFound = false)
    {
        var found = string.IsNullOrEmpty(key) ? null : await FindAsync(key, storeId, loadSharedValueIfNotFound);
        return found?.Value is null ? defaultValue : TextValue.Read<T>(found.Value);
    }

    public T GetSettingByKey<T>(string key, T defaultValue = default, int storeId = 0, bool loadSharedValueIfNotFound = false)
    {
        return GetSettingByKeyAsync(key, defaultValue, storeId, loadSharedValueIfNotFound).GetAwaiter().GetResult();
    }

    public Task SetSettingAsync<T>(string key, T value, int storeId = 0, bool clearCache = true)
    {
        return SaveTextAsync(key, TextValue.Write(value), storeId, clearCache);
    }

    public Task<IList<Setting>> GetAllSettingsAsync()
    {
        return Task.FromResult<IList<Setting>>(
            _settings.Table.OrderBy(setting => setting.Name).ThenBy(setting => setting.StoreId).ToList());
    }

    public async Task<bool> SettingExistsAsync<T, TPropType>(
        T settings, Expression<Func<T, TPropType>> keySelector, int storeId = 0) where T : ISettings, new()
    {
        return await FindAsync(GetSettingKey(settings, keySelector), storeId, false) is not null;
    }

    public bool SettingExists<T, TPropType>(T settings, Expression<Func<T, TPropType>> keySelector, int storeId = 0)
        where T : ISettings, new()
    {
        return SettingExistsAsync(settings, keySelector, storeId).GetAwaiter().GetResult();
    }

    public async Task<T> LoadSettingAsync<T>(int storeId = 0) where T : ISettings, new()
    {
        return (T)await LoadSettingAsync(typeof(T), storeId);
    }

    public T LoadSetting<T>(int storeId = 0) where T : ISettings, new() => LoadSettingAsync<T>(storeId).GetAwaiter().GetResult();

    public async Task<ISettings> LoadSettingAsync(Type type, int storeId = 0)
    {
        var settings = (ISettings)Activator.CreateInstance(type);
        foreach (var property in Properties(type))
        {
            var found = await FindAsync(Key(type, property.Name), storeId, loadShared: true);
            if (found?.Value is { } text && (text.Length > 0 || property.PropertyType == typeof(string)))
                property.SetValue(settings, TextValue.Read(text, property.PropertyType));
        }

        return settings;
    }

    public ISettings LoadSetting(Type type, int storeId = 0) => LoadSettingAsync(type, storeId).GetAwaiter().GetResult();

    public async Task SaveSettingAsync<T>(T settings, int storeId = 0) where T : ISettings, new()
    {
        var prefix = Key(typeof(T), "");
        var saved = _settings.Table
            .Where(setting => setting.Name.StartsWith(prefix) && setting.StoreId == storeId)
            .ToDictionary(setting => setting.Name);
        var (added, changed) = (new List<Setting>(), new List<Setting>());
        foreach (var property in Properties(typeof(T)))
        {
            var key = Key(typeof(T), property.Name);
            var text = TextValue.Write(property.GetValue(settings)) ?? "";
            if (!saved.TryGetValue(key, out var found))
            {
                added.Add(new Setting(key, text, storeId));
            }
            else if (found.Value != text)
            {
                found.Value = text;
                changed.Add(found);
            }
        }

        await _settings.InsertAsync(added);
        await _settings.UpdateAsync(changed);
        await ClearCacheAsync();
    }

    public void SaveSetting<T>(T settings, int storeId = 0) where T : ISettings, new() =>
        SaveSettingAsync(settings, storeId).GetAwaiter().GetResult();

    public Task SaveSettingAsync<T, TPropType>(
        T settings, Expression<Func<T, TPropType>> keySelector, int storeId = 0, bool clearCache = true)
        where T : ISettings, new()
    {
        var value = Property(keySelector).GetValue(settings);
        return SaveTextAsync(GetSettingKey(settings, keySelector), TextValue.Write(value) ?? "", storeId, clearCache);
    }

    public void SaveSetting<T, TPropType>(
        T settings, Expression<Func<T, TPropType>> keySelector, int storeId = 0, bool clearCache = true)
        where T : ISettings, new() =>
        SaveSettingAsync(settings, keySelector, storeId, clearCache).GetAwaiter().GetResult();

    public async Task SaveSettingOverridablePerStoreAsync<T, TPropType>(
        T settings, Expression<Func<T, TPropType>> keySelector, bool overrideForStore, int storeId = 0, bool clearCache = true)
        where T : ISettings, new()
    {
        if (overrideForStore || storeId == 0)
            await SaveSettingAsync(settings, keySelector, storeId, clearCache);
        else
            await DeleteSettingAsync(settings, keySelector, storeId);
    }

    public async Task DeleteSettingAsync<T>() where T : ISettings, new()
    {
        var prefix = Key(typeof(T), "");
        await _settings.DeleteAsync(setting => setting.Name.StartsWith(prefix));
        await ClearCacheAsync();
    }

    public async Task DeleteSettingAsync<T, TPropType>(T settings, Expression<Func<T, TPropType>> keySelector, int storeId = 0)
        where T : ISettings, new()
    {
        var key = GetSettingKey(settings, keySelector);
        await _settings.DeleteAsync(setting => setting.Name == key && setting.StoreId == storeId);
        await ClearCacheAsync();
    }

    public Task ClearCacheAsync() => _cache.RemoveAsync(_all);

    public string GetSettingKey<TSettings, T>(TSettings settings, Expression<Func<TSettings, T>> keySelector)
        where TSettings : ISettings, new()
    {
        return Key(typeof(TSettings), Property(keySelector).Name);
    }

    private async Task SaveTextAsync(string key, string text, int storeId, bool clearCache)
    {
        var name = key.Trim().ToLowerInvariant();
        var found = _settings.Table.FirstOrDefault(setting => setting.Name == name && setting.StoreId == storeId);
        if (found is null)
        {
            await _settings.InsertAsync(new Setting(name, text, storeId));
        }
        else
        {
            found.Value = text;
            await _settings.UpdateAsync(found);
        }

        if (clearCache)
            await ClearCacheAsync();
    }

    private async Task<Setting> FindAsync(string key, int storeId, bool loadShared)
    {
        var all = await _cache.GetAsync(
            _all, () => Task.FromResult(_settings.Table.ToList().ToLookup(setting => setting.Name, StringComparer.Ordinal)));
        var named = all[key.Trim().ToLowerInvariant()].ToList();
        return named.Find(setting => setting.StoreId == storeId)
            ?? (loadShared ? named.Find(setting => setting.StoreId == 0) : null);
    }

    private static PropertyInfo Property<T, TPropType>(Expression<Func<T, TPropType>> selector)
    {
        return (PropertyInfo)((MemberExpression)selector.Body).Member;
    }

    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        return type.GetProperties().Where(property => property.CanRead && property.CanWrite);
    }

    private static string Key(Type type, string property) => $"{type.Name}.{property}".ToLowerInvariant();
}
