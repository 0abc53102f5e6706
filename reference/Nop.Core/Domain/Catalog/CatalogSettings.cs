using Nop.Core.Configuration;

namespace Nop.Core.Domain.Catalog;

public class CatalogSettings : ISettings
{
    public bool ShowSkuOnProductDetailsPage { get; set; }

    public bool ShowManufacturerPartNumber { get; set; }

    public bool ShowGtin { get; set; }

    public bool IgnoreDiscounts { get; set; }

    public bool DisplayTaxShippingInfoShoppingCart { get; set; }
}
