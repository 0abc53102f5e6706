using Nop.Core.Domain.Attributes;

namespace Nop.Services.Attributes;

public interface IAttributeService<TAttribute, TAttributeValue>
    where TAttribute : BaseAttribute
    where TAttributeValue : BaseAttributeValue
{
    Task<IList<TAttribute>> GetAllAttributesAsync();

    Task<TAttribute> GetAttributeByIdAsync(int attributeId);

    Task<IList<TAttributeValue>> GetAttributeValuesAsync(int attributeId);

    Task<TAttributeValue> GetAttributeValueByIdAsync(int attributeValueId);
}
