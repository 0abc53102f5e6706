namespace Nop.Core.Domain.Tax;

public enum TaxBasedOn
{
    BillingAddress = 1,
    ShippingAddress = 2,
    DefaultAddress = 3,
}
