using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Shipping;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

/// <summary>What an order is made of, read from the cart before the payment method is asked.</summary>
internal sealed class OrderDetails
{
    public Customer Customer { get; init; }

    public int LanguageId { get; set; }

    public string CurrencyCode { get; set; }

    public decimal CurrencyRate { get; set; }

    public string CheckoutAttributesXml { get; set; }

    public string CheckoutAttributeDescription { get; set; }

    public IList<ShoppingCartItem> Cart { get; set; }

    public Address BillingAddress { get; set; }

    public Address ShippingAddress { get; set; }

    public ShippingOption ShippingOption { get; set; }

    public bool RequiresShipping { get; set; }

    public List<Discount> Discounts { get; } = [];

    public List<AppliedGiftCard> GiftCards { get; set; }

    public int RewardPoints { get; set; }

    public decimal RewardPointsAmount { get; set; }

    /// <summary>Gets or sets the order with its sums, not yet saved.</summary>
    public Order Order { get; set; }
}
