using System.Linq.Expressions;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Localization;
using Nop.Data;
using Nop.Services.Localization;

namespace Sandbox.Services.Localization;

/// <summary>Texts of entities by language. An empty text takes the place of none.</summary>
internal sealed class LocalizedEntityService : ILocalizedEntityService
{
    private readonly IRepository<LocalizedProperty> _properties;
    private readonly IStaticCacheManager _cache;

    public LocalizedEntityService(IRepository<LocalizedProperty> properties, IStaticCacheManager cache)
    {
        _properties = properties;
        _cache = cache;
    }

    public async Task SaveLocalizedValueAsync<T>(
        T entity, Expression<Func<T, string>> keySelector, string localeValue, int languageId)
        where T : BaseEntity, ILocalizedEntity
    {
        var (group, key) = (typeof(T).Name, ((MemberExpression)keySelector.Body).Member.Name);
        var known = _properties.Table.FirstOrDefault(
            value => value.EntityId == entity.Id && value.LocaleKeyGroup == group && value.LocaleKey == key && value.LanguageId == languageId);
        if (known is null && !string.IsNullOrWhiteSpace(localeValue))
        {
            await _properties.InsertAsync(new LocalizedProperty
            {
                EntityId = entity.Id, LanguageId = languageId, LocaleKeyGroup = group, LocaleKey = key, LocaleValue = localeValue
            });
        }
        else if (known is not null && string.IsNullOrWhiteSpace(localeValue))
            await _properties.DeleteAsync(known);
        else if (known is not null)
        {
            known.LocaleValue = localeValue;
            await _properties.UpdateAsync(known);
        }

        await _cache.RemoveByPrefixAsync("Nop.localizedproperty.");
    }
}
