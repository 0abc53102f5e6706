using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Shipping;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Tax;
using Sandbox.Services.Discounts;

namespace Sandbox.Services.Orders;

/// <summary>What sending a cart costs, by the shipping option the shopper chose; not known before one was chosen.</summary>
internal sealed class CartShipping
{
    private readonly IProductService _products;
    private readonly IPriceCalculationService _prices;
    private readonly ITaxService _tax;
    private readonly ICustomerService _customers;
    private readonly IGenericAttributeService _attributes;
    private readonly IStoreContext _storeContext;
    private readonly AppliedDiscounts _discounts;
    private readonly ShippingSettings _shippingSettings;
    private readonly ShoppingCartSettings _cartSettings;

    public CartShipping(
        IProductService products, IPriceCalculationService prices, ITaxService tax, ICustomerService customers,
        IGenericAttributeService attributes, IStoreContext storeContext, AppliedDiscounts discounts,
        ShippingSettings shippingSettings, ShoppingCartSettings cartSettings)
    {
        _products = products;
        _prices = prices;
        _tax = tax;
        _customers = customers;
        _attributes = attributes;
        _storeContext = storeContext;
        _discounts = discounts;
        _shippingSettings = shippingSettings;
        _cartSettings = cartSettings;
    }

    public async Task<bool> IsFreeAsync(IList<ShoppingCartItem> cart, decimal subTotal)
    {
        foreach (var item in cart)
        {
            if (await _products.GetProductByIdAsync(item.ProductId) is { IsShipEnabled: true, IsFreeShipping: false })
                return _shippingSettings.FreeShippingOverXEnabled && subTotal > _shippingSettings.FreeShippingOverXValue;
        }

        return true;
    }

    public async Task<(decimal? WithTax, decimal? WithoutTax, decimal Rate, List<Discount> Discounts)> TotalsAsync(
        IList<ShoppingCartItem> cart)
    {
        var customer = await _customers.GetShoppingCartCustomerAsync(cart);
        var store = await _storeContext.GetCurrentStoreAsync();
        var option = customer is null
            ? null
            : await _attributes.GetAttributeAsync<ShippingOption>(
                customer, NopCustomerDefaults.SelectedShippingOptionAttribute, store.Id);
        if (option is null)
            return (null, null, decimal.Zero, []);

        var (discount, discounts) = await _discounts.OnAsync(DiscountType.AssignedToShipping, customer, option.Rate);
        var price = await RoundAsync(Math.Max(option.Rate - await RoundAsync(discount), decimal.Zero));
        var (withTax, rate) = await _tax.GetShippingPriceAsync(price, true, customer);
        var (withoutTax, _) = await _tax.GetShippingPriceAsync(price, false, customer);
        return (await RoundAsync(withTax), await RoundAsync(withoutTax), rate, discounts);
    }

    private async Task<decimal> RoundAsync(decimal value)
    {
        return _cartSettings.RoundPricesDuringCalculation ? await _prices.RoundPriceAsync(value) : value;
    }
}
