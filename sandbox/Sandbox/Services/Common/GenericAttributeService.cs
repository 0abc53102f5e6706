using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Common;
using Nop.Data;
using Nop.Services.Common;
using Sandbox.Data;

namespace Sandbox.Services.Common;

/// <summary>
/// Named values of entities, one per store, kept as text. As in nopCommerce, a request reads those of an entity once.
/// </summary>
internal sealed class GenericAttributeService : IGenericAttributeService
{
    private const string CachePrefix = "Sandbox.genericattribute.";

    private static readonly CacheKey _ofEntityKey = new(CachePrefix + "{0}-{1}");

    private readonly IRepository<GenericAttribute> _attributes;
    private readonly RequestCache _cache;
    private readonly TimeProvider _time;

    public GenericAttributeService(IRepository<GenericAttribute> attributes, RequestCache cache, TimeProvider time)
    {
        _attributes = attributes;
        _cache = cache;
        _time = time;
    }

    public async Task DeleteAttributeAsync(GenericAttribute attribute)
    {
        await _attributes.DeleteAsync(attribute);
        _cache.RemoveByPrefix(CachePrefix);
    }

    public async Task DeleteAttributesAsync(IList<GenericAttribute> attributes)
    {
        await _attributes.DeleteAsync(attributes);
        _cache.RemoveByPrefix(CachePrefix);
    }

    public async Task DeleteAttributesAsync<TEntity>(string key)
    {
        var group = typeof(TEntity).Name;
        await _attributes.DeleteAsync(attribute => attribute.KeyGroup == group && attribute.Key == key);
        _cache.RemoveByPrefix(CachePrefix);
    }

    public async Task InsertAttributeAsync(GenericAttribute attribute)
    {
        attribute.CreatedOrUpdatedDateUTC = _time.GetUtcNow().UtcDateTime;
        await _attributes.InsertAsync(attribute);
        _cache.RemoveByPrefix(CachePrefix);
    }

    public async Task UpdateAttributeAsync(GenericAttribute attribute)
    {
        attribute.CreatedOrUpdatedDateUTC = _time.GetUtcNow().UtcDateTime;
        await _attributes.UpdateAsync(attribute);
        _cache.RemoveByPrefix(CachePrefix);
    }

    public Task<IList<GenericAttribute>> GetAttributesForEntityAsync(int entityId, string keyGroup)
    {
        return _cache.GetAsync(CacheKeys.Prepare(_ofEntityKey, entityId, keyGroup), () => _attributes.GetAllAsync(
            query => query.Where(attribute => attribute.EntityId == entityId && attribute.KeyGroup == keyGroup)));
    }

    public async Task SaveAttributeAsync<TPropType>(BaseEntity entity, string key, TPropType value, int storeId = 0)
    {
        var group = entity.GetType().Name;
        var found = (await GetAttributesForEntityAsync(entity.Id, group))
            .Where(attribute => Matches(attribute, key, storeId))
            .ToList();
        var text = TextValue.Write(value);

        if (string.IsNullOrWhiteSpace(text))
        {
            if (found.Count > 0)
                await DeleteAttributeAsync(found[0]);
        }
        else if (found.Count > 0)
        {
            found[0].Value = text;
            await UpdateAttributeAsync(found[0]);
        }
        else
        {
            await InsertAttributeAsync(new GenericAttribute
            {
                EntityId = entity.Id,
                KeyGroup = group,
                Key = key,
                Value = text,
                StoreId = storeId
            });
        }
    }

    public Task<TPropType> GetAttributeAsync<TPropType>(
        BaseEntity entity, string key, int storeId = 0, TPropType defaultValue = default)
    {
        return GetAsync(entity.Id, entity.GetType().Name, key, storeId, defaultValue);
    }

    public Task<TPropType> GetAttributeAsync<TEntity, TPropType>(
        int entityId, string key, int storeId = 0, TPropType defaultValue = default) where TEntity : BaseEntity
    {
        return GetAsync(entityId, typeof(TEntity).Name, key, storeId, defaultValue);
    }

    private async Task<TPropType> GetAsync<TPropType>(int entityId, string group, string key, int storeId, TPropType defaultValue)
    {
        var attributes = await GetAttributesForEntityAsync(entityId, group);
        var found = attributes.FirstOrDefault(attribute => Matches(attribute, key, storeId));
        return string.IsNullOrEmpty(found?.Value) ? defaultValue : TextValue.Read<TPropType>(found.Value);
    }

    private static bool Matches(GenericAttribute attribute, string key, int storeId)
    {
        return attribute.StoreId == storeId && attribute.Key.Equals(key, StringComparison.OrdinalIgnoreCase);
    }
}
