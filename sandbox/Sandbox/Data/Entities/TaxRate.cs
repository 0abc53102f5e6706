using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>A tax category and its rate.</summary>
public class TaxRate : BaseEntity
{
    public int TaxCategoryId { get; set; }

    /// <summary>Gets or sets the country the rate is for; 0 for all countries without one of their own.</summary>
    public int CountryId { get; set; }

    public decimal Percentage { get; set; }
}
