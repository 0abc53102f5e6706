using Nop.Core.Configuration;

namespace Nop.Core.Domain.Shipping;

public class ShippingSettings : ISettings
{
    public bool ShipToSameAddress { get; set; }

    public bool AllowPickupInStore { get; set; }

    public bool FreeShippingOverXEnabled { get; set; }

    public decimal FreeShippingOverXValue { get; set; }

    public bool BypassShippingMethodSelectionIfOnlyOne { get; set; }
}
