using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Tax;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;

namespace Sandbox.Services.Tax;

/// <summary>The tax of a whole cart by rate: of its items, its shipping, and the payment method's fee.</summary>
internal sealed class CartTax
{
    private readonly IOrderTotalCalculationService _totals;
    private readonly IPaymentService _payments;
    private readonly ITaxService _tax;
    private readonly ICustomerService _customers;
    private readonly IGenericAttributeService _attributes;
    private readonly IStoreContext _storeContext;
    private readonly TaxSettings _settings;

    public CartTax(
        IOrderTotalCalculationService totals, IPaymentService payments, ITaxService tax, ICustomerService customers,
        IGenericAttributeService attributes, IStoreContext storeContext, TaxSettings settings)
    {
        _totals = totals;
        _payments = payments;
        _tax = tax;
        _customers = customers;
        _attributes = attributes;
        _storeContext = storeContext;
        _settings = settings;
    }

    public async Task<TaxTotalResult> TotalAsync(IList<ShoppingCartItem> cart, bool withPaymentFee)
    {
        var result = new TaxTotalResult();
        var customer = await _customers.GetShoppingCartCustomerAsync(cart);

        var (_, _, _, _, _, _, _, itemTaxes) = await _totals.GetShoppingCartSubTotalsAsync(cart);
        foreach (var (rate, tax) in itemTaxes)
            Add(result, rate, tax);

        if (_settings.ShippingIsTaxable)
        {
            var (withTax, withoutTax, rate, _) = await _totals.GetShoppingCartShippingTotalsAsync(cart);
            if (withTax.HasValue && withoutTax.HasValue)
                Add(result, rate, withTax.Value - withoutTax.Value);
        }

        if (withPaymentFee && _settings.PaymentMethodAdditionalFeeIsTaxable && customer is not null)
            await AddPaymentFeeAsync(result, cart, customer);

        if (result.TaxRates.Count == 0)
            result.TaxRates.Add(decimal.Zero, decimal.Zero);
        return result;
    }

    private async Task AddPaymentFeeAsync(TaxTotalResult result, IList<ShoppingCartItem> cart, Customer customer)
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        var method = await _attributes.GetAttributeAsync<string>(
            customer, NopCustomerDefaults.SelectedPaymentMethodAttribute, store.Id);
        var fee = await _payments.GetAdditionalHandlingFeeAsync(cart, method);
        var (withoutTax, _) = await _tax.GetPaymentMethodAdditionalFeeAsync(fee, false, customer);
        var (withTax, rate) = await _tax.GetPaymentMethodAdditionalFeeAsync(fee, true, customer);
        Add(result, rate, withTax - withoutTax);
    }

    private static void Add(TaxTotalResult result, decimal rate, decimal tax)
    {
        if (tax <= decimal.Zero)
            return;

        result.TaxTotal += tax;
        if (rate > decimal.Zero)
            result.TaxRates[rate] = result.TaxRates.GetValueOrDefault(rate) + tax;
    }
}
