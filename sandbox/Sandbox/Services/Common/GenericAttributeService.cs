using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Data;
using Nop.Services.Common;

namespace Sandbox.Services.Common;

/// <summary>Named values of entities, one per store, kept as text.</summary>
internal sealed class GenericAttributeService : IGenericAttributeService
{
    private readonly IRepository<GenericAttribute> _attributes;
    private readonly TimeProvider _time;

    public GenericAttributeService(IRepository<GenericAttribute> attributes, TimeProvider time)
    {
        _attributes = attributes;
        _time = time;
    }

    public Task DeleteAttributeAsync(GenericAttribute attribute) => _attributes.DeleteAsync(attribute);

    public Task DeleteAttributesAsync(IList<GenericAttribute> attributes) => _attributes.DeleteAsync(attributes);

    public Task DeleteAttributesAsync<TEntity>(string key)
    {
        var group = typeof(TEntity).Name;
        return _attributes.DeleteAsync(attribute => attribute.KeyGroup == group && attribute.Key == key);
    }

    public Task InsertAttributeAsync(GenericAttribute attribute)
    {
        attribute.CreatedOrUpdatedDateUTC = _time.GetUtcNow().UtcDateTime;
        return _attributes.InsertAsync(attribute);
    }

    public Task UpdateAttributeAsync(GenericAttribute attribute)
    {
        attribute.CreatedOrUpdatedDateUTC = _time.GetUtcNow().UtcDateTime;
        return _attributes.UpdateAsync(attribute);
    }

    public Task<IList<GenericAttribute>> GetAttributesForEntityAsync(int entityId, string keyGroup)
    {
        return Task.FromResult<IList<GenericAttribute>>(
            _attributes.Table.Where(attribute => attribute.EntityId == entityId && attribute.KeyGroup == keyGroup).ToList());
    }

    public async Task SaveAttributeAsync<TPropType>(BaseEntity entity, string key, TPropType value, int storeId = 0)
    {
        var group = entity.GetType().Name;
        var found = (await GetAttributesForEntityAsync(entity.Id, group)).Where(attribute => Matches(attribute, key, storeId)).ToList();
        var text = TextValue.Write(value);

        if (string.IsNullOrWhiteSpace(text))
        {
            await DeleteAttributesAsync(found);
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
