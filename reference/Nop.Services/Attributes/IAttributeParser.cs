using Nop.Core.Domain.Attributes;

namespace Nop.Services.Attributes;

public interface IAttributeParser<TAttribute, TAttributeValue>
    where TAttribute : BaseAttribute
    where TAttributeValue : BaseAttributeValue
{
    Task<IList<TAttribute>> ParseAttributesAsync(string attributesXml);

    IList<string> ParseValues(string attributesXml, int attributeId);

    Task<IList<TAttributeValue>> ParseAttributeValuesAsync(string attributesXml);

    IAsyncEnumerable<(TAttribute attribute, IAsyncEnumerable<TAttributeValue> values)> ParseAttributeValues(string attributesXml);
}
