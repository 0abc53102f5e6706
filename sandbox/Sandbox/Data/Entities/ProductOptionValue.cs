using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>One choice of a <see cref="ProductOption"/>.</summary>
public class ProductOptionValue : BaseEntity
{
    public int ProductOptionId { get; set; }

    public string Name { get; set; }

    public decimal PriceAdjustment { get; set; }
}
