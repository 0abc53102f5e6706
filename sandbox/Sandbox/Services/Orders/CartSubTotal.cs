using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Services.Attributes;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Tax;
using Sandbox.Services.Discounts;

namespace Sandbox.Services.Orders;

/// <summary>Sums of a cart's items and checkout attributes, before and after the discount on them.</summary>
internal sealed class CartSubTotal
{
    private readonly IShoppingCartService _carts;
    private readonly IProductService _products;
    private readonly ITaxService _tax;
    private readonly IPriceCalculationService _prices;
    private readonly ICustomerService _customers;
    private readonly IGenericAttributeService _attributes;
    private readonly IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> _checkoutAttributes;
    private readonly IStoreContext _storeContext;
    private readonly AppliedDiscounts _discounts;
    private readonly ShoppingCartSettings _settings;

    public CartSubTotal(
        IShoppingCartService carts, IProductService products, ITaxService tax, IPriceCalculationService prices,
        ICustomerService customers, IGenericAttributeService attributes,
        IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> checkoutAttributes, IStoreContext storeContext,
        AppliedDiscounts discounts, ShoppingCartSettings settings)
    {
        _carts = carts;
        _products = products;
        _tax = tax;
        _prices = prices;
        _customers = customers;
        _attributes = attributes;
        _checkoutAttributes = checkoutAttributes;
        _storeContext = storeContext;
        _discounts = discounts;
        _settings = settings;
    }

    public async Task<Sums> OfAsync(IList<ShoppingCartItem> cart)
    {
        var sums = new Sums();
        if (cart.Count == 0)
            return sums;

        var customer = await _customers.GetShoppingCartCustomerAsync(cart);
        await AddItemsAsync(sums, cart, customer);
        await AddCheckoutAttributesAsync(sums, customer);
        sums.BeforeDiscountExclTax = await RoundAsync(Math.Max(sums.BeforeDiscountExclTax, decimal.Zero));
        sums.BeforeDiscountInclTax = await RoundAsync(Math.Max(sums.BeforeDiscountInclTax, decimal.Zero));
        await DiscountAsync(sums, customer);
        return sums;
    }

    private async Task AddItemsAsync(Sums sums, IList<ShoppingCartItem> cart, Customer customer)
    {
        foreach (var item in cart)
        {
            var price = (await _carts.GetSubTotalAsync(item, true)).subTotal;
            var product = await _products.GetProductByIdAsync(item.ProductId);
            sums.Add(
                await _tax.GetProductPriceAsync(product, price, false, customer),
                await _tax.GetProductPriceAsync(product, price, true, customer));
        }
    }

    private async Task AddCheckoutAttributesAsync(Sums sums, Customer customer)
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        var xml = await _attributes.GetAttributeAsync<string>(customer, NopCustomerDefaults.CheckoutAttributes, store.Id);
        await foreach (var (attribute, values) in _checkoutAttributes.ParseAttributeValues(xml))
        {
            await foreach (var value in values)
            {
                sums.Add(
                    await _tax.GetCheckoutAttributePriceAsync(attribute, value, false, customer),
                    await _tax.GetCheckoutAttributePriceAsync(attribute, value, true, customer));
            }
        }
    }

    /// <summary>The discount is reckoned without tax; each rate's tax shrinks by the same share.</summary>
    private async Task DiscountAsync(Sums sums, Customer customer)
    {
        var before = sums.BeforeDiscountExclTax;
        (var discount, sums.Discounts) = await _discounts.OnAsync(DiscountType.AssignedToOrderSubTotal, customer, before);
        discount = Math.Min(discount, before);

        var discountWithTax = discount;
        var total = before - discount;
        var totalWithTax = total;
        foreach (var (rate, tax) in sums.TaxRates.ToList())
        {
            var left = tax;
            if (before > decimal.Zero)
            {
                var discountTax = tax * (discount / before);
                discountWithTax += discountTax;
                left = await RoundAsync(tax - discountTax);
                sums.TaxRates[rate] = left;
            }

            totalWithTax += left;
        }

        sums.DiscountExclTax = await RoundAsync(discount);
        sums.DiscountInclTax = await RoundAsync(discountWithTax);
        sums.ExclTax = await RoundAsync(Math.Max(total, decimal.Zero));
        sums.InclTax = await RoundAsync(Math.Max(totalWithTax, decimal.Zero));
    }

    private async Task<decimal> RoundAsync(decimal value)
    {
        return _settings.RoundPricesDuringCalculation ? await _prices.RoundPriceAsync(value) : value;
    }

    internal sealed class Sums
    {
        public decimal BeforeDiscountInclTax { get; set; }

        public decimal BeforeDiscountExclTax { get; set; }

        public decimal DiscountInclTax { get; set; }

        public decimal DiscountExclTax { get; set; }

        public decimal InclTax { get; set; }

        public decimal ExclTax { get; set; }

        public List<Discount> Discounts { get; set; } = [];

        public SortedDictionary<decimal, decimal> TaxRates { get; } = [];

        public void Add((decimal Price, decimal Rate) withoutTax, (decimal Price, decimal Rate) withTax)
        {
            BeforeDiscountExclTax += withoutTax.Price;
            BeforeDiscountInclTax += withTax.Price;
            var tax = withTax.Price - withoutTax.Price;
            if (withoutTax.Rate > decimal.Zero && tax > decimal.Zero)
                TaxRates[withoutTax.Rate] = TaxRates.GetValueOrDefault(withoutTax.Rate) + tax;
        }
    }
}
