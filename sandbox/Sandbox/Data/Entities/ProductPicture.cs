using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>A product's picture among the shop's own images.</summary>
public class ProductPicture : BaseEntity
{
    public int ProductId { get; set; }

    public string FileName { get; set; }
}
