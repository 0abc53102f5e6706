using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>
/// Something to choose about a product, such as its colour: nopCommerce's product attribute mapping, made small.
/// </summary>
public class ProductOption : BaseEntity
{
    public int ProductId { get; set; }

    public string Name { get; set; }
}
