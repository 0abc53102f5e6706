using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Configuration;
using Nop.Core.Domain.Localization;
using Nop.Data;
using Nop.Services.Localization;
using Nop.Services.Plugins;
using Sandbox.Data.Entities;
using Sandbox.Services.Common;

namespace Sandbox.Services.Localization;

/// <summary>Texts by key and language. A key without a text shows itself, as in nopCommerce.</summary>
internal sealed class LocalizationService : ILocalizationService
{
    private static readonly CacheKey _localized = new("Nop.localizedproperty.all");
    private static readonly CacheKey _texts = new("Nop.localestringresource.bylanguage.{0}");

    private readonly IRepository<LocaleStringResource> _resources;
    private readonly IRepository<LocalizedProperty> _localizedProperties;
    private readonly IRepository<LocalizedSetting> _localizedSettings;
    private readonly ILanguageService _languages;
    private readonly IStaticCacheManager _cache;
    private readonly Lazy<IWorkContext> _workContext;

    public LocalizationService(
        IRepository<LocaleStringResource> resources, IRepository<LocalizedProperty> localizedProperties,
        IRepository<LocalizedSetting> localizedSettings, ILanguageService languages, IStaticCacheManager cache,
        Lazy<IWorkContext> workContext)
    {
        _localizedProperties = localizedProperties;
        _resources = resources;
        _localizedSettings = localizedSettings;
        _languages = languages;
        _cache = cache;
        _workContext = workContext;
    }

    public Task<LocaleStringResource> GetLocaleStringResourceByNameAsync(
        string resourceName, int languageId, bool logIfNotFound = true)
    {
        var name = Normalize(resourceName);
        return Task.FromResult(_resources.Table.FirstOrDefault(
            resource => resource.LanguageId == languageId && resource.ResourceName == name));
    }

    public Task<Dictionary<string, KeyValuePair<int, string>>> GetAllResourceValuesAsync(int languageId, bool? loadPublicLocales)
    {
        return _cache.GetAsync(_cache.PrepareKeyForDefaultCache(_texts, languageId), () =>
        {
            var texts = new Dictionary<string, KeyValuePair<int, string>>();
            foreach (var resource in _resources.Table.Where(resource => resource.LanguageId == languageId))
                texts[resource.ResourceName] = KeyValuePair.Create(resource.Id, resource.ResourceValue);
            return Task.FromResult(texts);
        });
    }

    public async Task<string> GetResourceAsync(string resourceKey)
    {
        var language = await _workContext.Value.GetWorkingLanguageAsync();
        return await GetResourceAsync(resourceKey, language.Id);
    }

    public async Task<string> GetResourceAsync(
        string resourceKey, int languageId, bool logIfNotFound = true, string defaultValue = "",
        bool returnEmptyIfNotFound = false)
    {
        var texts = await GetAllResourceValuesAsync(languageId, null);
        if (texts.TryGetValue(Normalize(resourceKey), out var text) && !string.IsNullOrEmpty(text.Value))
            return text.Value;
        if (!string.IsNullOrEmpty(defaultValue))
            return defaultValue;
        return returnEmptyIfNotFound ? string.Empty : resourceKey;
    }

    public async Task<TPropType> GetLocalizedAsync<TEntity, TPropType>(
        TEntity entity, Expression<Func<TEntity, TPropType>> keySelector, int? languageId = null, bool returnDefaultValue = true,
        bool ensureTwoPublishedLanguages = true) where TEntity : BaseEntity, ILocalizedEntity
    {
        var property = (PropertyInfo)((MemberExpression)keySelector.Body).Member;
        var localized = (await _cache.GetAsync(_cache.PrepareKeyForDefaultCache(_localized), () => Task.FromResult(_localizedProperties.Table.ToList())))
            .Where(value => value.EntityId == entity.Id && value.LocaleKeyGroup == typeof(TEntity).Name && value.LocaleKey == property.Name)
            .ToList();
        if (localized.Count > 0 && (!ensureTwoPublishedLanguages || (await _languages.GetAllLanguagesAsync()).Count >= 2))
        {
            var language = languageId ?? (await _workContext.Value.GetWorkingLanguageAsync()).Id;
            if (localized.Find(value => value.LanguageId == language) is { LocaleValue: { Length: > 0 } text })
                return TextValue.Read<TPropType>(text);
        }

        return returnDefaultValue ? (TPropType)property.GetValue(entity) : default;
    }

    public Task<string> GetLocalizedSettingAsync<TSettings>(
        TSettings settings, Expression<Func<TSettings, string>> keySelector, int languageId, int storeId,
        bool returnDefaultValue = true, bool ensureTwoPublishedLanguages = true) where TSettings : ISettings, new()
    {
        var key = SettingKey(keySelector);
        var found = _localizedSettings.Table.FirstOrDefault(setting => setting.Key == key && setting.LanguageId == languageId);
        return Task.FromResult(
            !string.IsNullOrEmpty(found?.Value) ? found.Value
                : returnDefaultValue ? keySelector.Compile()(settings)
                : string.Empty);
    }

    public async Task SaveLocalizedSettingAsync<TSettings>(
        TSettings settings, Expression<Func<TSettings, string>> keySelector, int languageId, string value)
        where TSettings : ISettings, new()
    {
        var key = SettingKey(keySelector);
        await _localizedSettings.DeleteAsync(setting => setting.Key == key && setting.LanguageId == languageId);
        if (!string.IsNullOrEmpty(value))
            await _localizedSettings.InsertAsync(new LocalizedSetting { Key = key, LanguageId = languageId, Value = value });
    }

    public async Task<string> GetLocalizedEnumAsync<TEnum>(TEnum enumValue, int? languageId = null) where TEnum : struct
    {
        var language = languageId ?? (await _workContext.Value.GetWorkingLanguageAsync()).Id;
        var words = Regex.Replace(enumValue.ToString(), "(?<=[a-z])(?=[A-Z])", " ");
        return await GetResourceAsync($"Enums.{typeof(TEnum)}.{enumValue}", language, false, words);
    }

    public async Task AddOrUpdateLocaleResourceAsync(string resourceName, string resourceValue, string languageCulture = null)
    {
        foreach (var language in await _languages.GetAllLanguagesAsync(showHidden: true))
        {
            if (string.IsNullOrEmpty(languageCulture) || language.LanguageCulture == languageCulture)
                await AddOrUpdateLocaleResourceAsync(
                    new Dictionary<string, string> { [resourceName] = resourceValue }, language.Id);
        }
    }

    public async Task AddOrUpdateLocaleResourceAsync(IDictionary<string, string> resources, int? languageId = null)
    {
        foreach (var language in await LanguageIdsAsync(languageId))
        {
            var names = resources.Keys.Select(Normalize).ToHashSet();
            var known = _resources.Table.Where(resource => resource.LanguageId == language).ToList();
            await _resources.DeleteAsync(known.Where(resource => names.Contains(resource.ResourceName)).ToList(), false);
            await _resources.InsertAsync(
                resources.Select(resource => new LocaleStringResource
                {
                    LanguageId = language,
                    ResourceName = Normalize(resource.Key),
                    ResourceValue = resource.Value
                }).ToList(),
                false);
        }

        await ForgetAsync();
    }

    public void AddOrUpdateLocaleResource(IDictionary<string, string> resources, int? languageId = null)
    {
        AddOrUpdateLocaleResourceAsync(resources, languageId).GetAwaiter().GetResult();
    }

    public Task DeleteLocaleResourceAsync(string resourceName) => DeleteLocaleResourcesAsync([resourceName]);

    public async Task DeleteLocaleResourcesAsync(IList<string> resourceNames, int? languageId = null)
    {
        var names = resourceNames.Select(Normalize).ToList();
        await _resources.DeleteAsync(
            resource => names.Contains(resource.ResourceName) && (languageId == null || resource.LanguageId == languageId));
        await ForgetAsync();
    }

    public void DeleteLocaleResources(IList<string> resourceNames, int? languageId = null)
    {
        DeleteLocaleResourcesAsync(resourceNames, languageId).GetAwaiter().GetResult();
    }

    public async Task DeleteLocaleResourcesAsync(string resourceNamePrefix, int? languageId = null)
    {
        var prefix = Normalize(resourceNamePrefix);
        await _resources.DeleteAsync(
            resource => resource.ResourceName.StartsWith(prefix) && (languageId == null || resource.LanguageId == languageId));
        await ForgetAsync();
    }

    public async Task<string> GetLocalizedFriendlyNameAsync<TPlugin>(
        TPlugin plugin, int languageId, bool returnDefaultValue = true) where TPlugin : IPlugin
    {
        var descriptor = plugin.PluginDescriptor;
        var key = $"Plugins.FriendlyName.{descriptor.SystemName}";
        return await GetResourceAsync(key, languageId, false, returnDefaultValue ? descriptor.FriendlyName : "", true);
    }

    private async Task<IEnumerable<int>> LanguageIdsAsync(int? languageId)
    {
        return languageId.HasValue
            ? [languageId.Value]
            : (await _languages.GetAllLanguagesAsync(showHidden: true)).Select(language => language.Id);
    }

    private Task ForgetAsync() => _cache.RemoveByPrefixAsync("Nop.localestringresource.");

    private static string SettingKey<TSettings>(Expression<Func<TSettings, string>> selector)
    {
        return $"{typeof(TSettings).Name}.{((MemberExpression)selector.Body).Member.Name}";
    }

    private static string Normalize(string name) => (name ?? "").Trim().ToLowerInvariant();
}
