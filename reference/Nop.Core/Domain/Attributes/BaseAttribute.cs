using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Localization;

namespace Nop.Core.Domain.Attributes;

public abstract class BaseAttribute : BaseEntity, ILocalizedEntity
{
    public string Name { get; set; }

    public bool IsRequired { get; set; }

    public int AttributeControlTypeId { get; set; }

    public int DisplayOrder { get; set; }

    public AttributeControlType AttributeControlType
    {
        get => (AttributeControlType)AttributeControlTypeId;
        set => AttributeControlTypeId = (int)value;
    }

    public bool ShouldHaveValues => AttributeControlType is not (AttributeControlType.TextBox
        or AttributeControlType.MultilineTextbox or AttributeControlType.Datepicker or AttributeControlType.FileUpload);

    public bool CanBeUsedAsCondition =>
        ShouldHaveValues && AttributeControlType != AttributeControlType.ReadonlyCheckboxes;
}
