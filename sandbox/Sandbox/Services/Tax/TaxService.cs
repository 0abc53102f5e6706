using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Tax;
using Nop.Data;
using Nop.Services.Customers;
using Nop.Services.Tax;
using Sandbox.Data.Entities;

namespace Sandbox.Services.Tax;

/// <summary>Prices with and without tax, by the rate of their tax category in the customer's country.</summary>
internal sealed class TaxService : ITaxService
{
    private readonly IRepository<TaxRate> _rates;
    private readonly ICustomerService _customers;
    private readonly IWorkContext _workContext;
    private readonly TaxSettings _settings;
    private readonly Lazy<CartTax> _cartTax;

    public TaxService(
        IRepository<TaxRate> rates, ICustomerService customers, IWorkContext workContext, TaxSettings settings,
        Lazy<CartTax> cartTax)
    {
        _rates = rates;
        _customers = customers;
        _workContext = workContext;
        _settings = settings;
        _cartTax = cartTax;
    }

    public async Task<(decimal price, decimal taxRate)> GetProductPriceAsync(Product product, decimal price)
    {
        return await GetProductPriceAsync(product, price, await _workContext.GetCurrentCustomerAsync());
    }

    public async Task<(decimal price, decimal taxRate)> GetProductPriceAsync(Product product, decimal price, Customer customer)
    {
        return await GetProductPriceAsync(product, price, await IsDisplayedWithTaxAsync(), customer);
    }

    public Task<(decimal price, decimal taxRate)> GetProductPriceAsync(
        Product product, decimal price, bool includingTax, Customer customer)
    {
        return GetProductPriceAsync(product, 0, price, includingTax, customer, _settings.PricesIncludeTax);
    }

    public async Task<(decimal price, decimal taxRate)> GetProductPriceAsync(
        Product product, int taxCategoryId, decimal price, bool includingTax, Customer customer, bool priceIncludesTax)
    {
        if (price == decimal.Zero)
            return (price, decimal.Zero);

        var category = product?.TaxCategoryId is > 0 and var own && taxCategoryId == 0 ? own : taxCategoryId;
        var rate = await RateAsync(category == 0 ? _settings.DefaultTaxCategoryId : category, customer);
        var taxable = !await IsTaxExemptAsync(product, customer);

        if (priceIncludesTax && !(includingTax && taxable))
            price -= price / (100 + rate) * rate;
        else if (!priceIncludesTax && includingTax && taxable)
            price *= 1 + rate / 100;

        return (price, taxable ? rate : decimal.Zero);
    }

    public async Task<bool> IsTaxExemptAsync(Product product, Customer customer)
    {
        if (product?.IsTaxExempt == true || customer?.IsTaxExempt == true)
            return true;
        return customer is not null && (await _customers.GetCustomerRolesAsync(customer)).Any(role => role.TaxExempt);
    }

    public async Task<(decimal price, decimal taxRate)> GetShippingPriceAsync(decimal price, Customer customer)
    {
        return await GetShippingPriceAsync(price, await IsDisplayedWithTaxAsync(), customer);
    }

    public async Task<(decimal price, decimal taxRate)> GetShippingPriceAsync(decimal price, bool includingTax, Customer customer)
    {
        return _settings.ShippingIsTaxable
            ? await GetProductPriceAsync(
                null, _settings.ShippingTaxClassId, price, includingTax, customer, _settings.ShippingPriceIncludesTax)
            : (price, decimal.Zero);
    }

    public async Task<(decimal price, decimal taxRate)> GetPaymentMethodAdditionalFeeAsync(decimal price, Customer customer)
    {
        return await GetPaymentMethodAdditionalFeeAsync(price, await IsDisplayedWithTaxAsync(), customer);
    }

    public async Task<(decimal price, decimal taxRate)> GetPaymentMethodAdditionalFeeAsync(
        decimal price, bool includingTax, Customer customer)
    {
        return _settings.PaymentMethodAdditionalFeeIsTaxable
            ? await GetProductPriceAsync(
                null, _settings.PaymentMethodAdditionalFeeTaxClassId, price, includingTax, customer,
                _settings.PaymentMethodAdditionalFeeIncludesTax)
            : (price, decimal.Zero);
    }

    public async Task<(decimal price, decimal taxRate)> GetCheckoutAttributePriceAsync(
        CheckoutAttribute ca, CheckoutAttributeValue cav)
    {
        return await GetCheckoutAttributePriceAsync(ca, cav, await _workContext.GetCurrentCustomerAsync());
    }

    public async Task<(decimal price, decimal taxRate)> GetCheckoutAttributePriceAsync(
        CheckoutAttribute ca, CheckoutAttributeValue cav, Customer customer)
    {
        return await GetCheckoutAttributePriceAsync(ca, cav, await IsDisplayedWithTaxAsync(), customer);
    }

    public async Task<(decimal price, decimal taxRate)> GetCheckoutAttributePriceAsync(
        CheckoutAttribute ca, CheckoutAttributeValue cav, bool includingTax, Customer customer)
    {
        ArgumentNullException.ThrowIfNull(cav);
        return ca.IsTaxExempt
            ? (cav.PriceAdjustment, decimal.Zero)
            : await GetProductPriceAsync(
                null, ca.TaxCategoryId, cav.PriceAdjustment, includingTax, customer, _settings.PricesIncludeTax);
    }

    public Task<TaxTotalResult> GetTaxTotalAsync(IList<ShoppingCartItem> cart, bool usePaymentMethodAdditionalFee = true)
    {
        return _cartTax.Value.TotalAsync(cart, usePaymentMethodAdditionalFee);
    }

    private async Task<bool> IsDisplayedWithTaxAsync()
    {
        return await _workContext.GetTaxDisplayTypeAsync() == TaxDisplayType.IncludingTax;
    }

    private async Task<decimal> RateAsync(int category, Customer customer)
    {
        var address = customer is null
            ? null
            : _settings.TaxBasedOn == TaxBasedOn.ShippingAddress
                ? await _customers.GetCustomerShippingAddressAsync(customer)
                : await _customers.GetCustomerBillingAddressAsync(customer);
        var country = address?.CountryId ?? 0;
        var rates = await _rates.GetAllAsync(
            query => query.Where(rate => rate.TaxCategoryId == category),
            caches => caches.PrepareKey(new("Nop.taxrate.all.{0}"), category));
        return (rates.FirstOrDefault(rate => rate.CountryId == country) ?? rates.FirstOrDefault(rate => rate.CountryId == 0))
            ?.Percentage ?? decimal.Zero;
    }
}
