using System.Globalization;
using Nop.Core.Caching;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Attributes;

namespace Sandbox.Services.Attributes;

/// <summary>The shop's checkout attributes (gift wrapping and the like), and what a customer chose of them.</summary>
internal sealed class CheckoutAttributes
    : IAttributeService<CheckoutAttribute, CheckoutAttributeValue>, IAttributeParser<CheckoutAttribute, CheckoutAttributeValue>
{
    public const string Element = "CheckoutAttribute";

    private static readonly CacheKey _valuesKey = new("Nop.checkoutattributevalue.all.{0}");

    private readonly IRepository<CheckoutAttribute> _attributes;
    private readonly IRepository<CheckoutAttributeValue> _values;

    public CheckoutAttributes(IRepository<CheckoutAttribute> attributes, IRepository<CheckoutAttributeValue> values)
    {
        _attributes = attributes;
        _values = values;
    }

    public Task<IList<CheckoutAttribute>> GetAllAttributesAsync()
    {
        return _attributes.GetAllAsync(
            query => query.OrderBy(attribute => attribute.DisplayOrder).ThenBy(attribute => attribute.Id), _ => default);
    }

    public Task<CheckoutAttribute> GetAttributeByIdAsync(int attributeId) => _attributes.GetByIdAsync(attributeId, _ => default);

    public Task<IList<CheckoutAttributeValue>> GetAttributeValuesAsync(int attributeId)
    {
        return _values.GetAllAsync(query => query
            .Where(value => value.AttributeId == attributeId)
            .OrderBy(value => value.DisplayOrder).ThenBy(value => value.Id),
            caches => caches.PrepareKeyForDefaultCache(_valuesKey, attributeId));
    }

    public Task<CheckoutAttributeValue> GetAttributeValueByIdAsync(int attributeValueId)
    {
        return _values.GetByIdAsync(attributeValueId, _ => default);
    }

    public async Task<IList<CheckoutAttribute>> ParseAttributesAsync(string attributesXml)
    {
        var attributes = new List<CheckoutAttribute>();
        await foreach (var (attribute, _) in ParseAttributeValues(attributesXml))
            attributes.Add(attribute);
        return attributes;
    }

    public IList<string> ParseValues(string attributesXml, int attributeId)
    {
        return AttributesXml.Read(Element, attributesXml)
            .Where(attribute => attribute.AttributeId == attributeId)
            .SelectMany(attribute => attribute.Values)
            .ToList();
    }

    public async Task<IList<CheckoutAttributeValue>> ParseAttributeValuesAsync(string attributesXml)
    {
        var all = new List<CheckoutAttributeValue>();
        await foreach (var (_, values) in ParseAttributeValues(attributesXml))
        {
            await foreach (var value in values)
                all.Add(value);
        }

        return all;
    }

    public async IAsyncEnumerable<(CheckoutAttribute attribute, IAsyncEnumerable<CheckoutAttributeValue> values)>
        ParseAttributeValues(string attributesXml)
    {
        foreach (var (attributeId, values) in AttributesXml.Read(Element, attributesXml))
        {
            if (await GetAttributeByIdAsync(attributeId) is { ShouldHaveValues: true } attribute)
                yield return (attribute, ValuesAsync(values));
        }
    }

    private async IAsyncEnumerable<CheckoutAttributeValue> ValuesAsync(IList<string> ids)
    {
        foreach (var id in ids)
        {
            if (await GetAttributeValueByIdAsync(int.Parse(id, CultureInfo.InvariantCulture)) is { } value)
                yield return value;
        }
    }
}
