using Nop.Core.Domain.Localization;

namespace Nop.Core.Domain.Attributes;

public abstract class BaseAttributeValue : BaseEntity, ILocalizedEntity
{
    public string Name { get; set; }

    public bool IsPreSelected { get; set; }

    public int DisplayOrder { get; set; }

    public int AttributeId { get; set; }
}
