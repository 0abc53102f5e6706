using Nop.Core.Domain.Attributes;
using Nop.Core.Domain.Stores;

namespace Nop.Core.Domain.Orders;

public class CheckoutAttribute : BaseAttribute, IStoreMappingSupported
{
    public string TextPrompt { get; set; }

    public bool ShippableProductRequired { get; set; }

    public bool IsTaxExempt { get; set; }

    public int TaxCategoryId { get; set; }

    public bool LimitedToStores { get; set; }

    public int? ValidationMinLength { get; set; }

    public int? ValidationMaxLength { get; set; }

    public string ValidationFileAllowedExtensions { get; set; }

    public int? ValidationFileMaximumSize { get; set; }

    public string DefaultValue { get; set; }

    public string ConditionAttributeXml { get; set; }
}
