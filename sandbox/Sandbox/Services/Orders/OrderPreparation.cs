using System.Globalization;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Shipping;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;
using Sandbox.Services.Common;

namespace Sandbox.Services.Orders;

/// <summary>
/// Reads the cart again and sums it up, whatever was shown before. What cannot be ordered is thrown as a NopException.
/// </summary>
internal sealed class OrderPreparation
{
    private readonly ICustomerService _customers;
    private readonly IShoppingCartService _carts;
    private readonly IProductService _products;
    private readonly IGenericAttributeService _attributes;
    private readonly ICheckoutAttributeFormatter _attributeFormatter;
    private readonly ICurrencyService _currencies;
    private readonly IOrderTotalCalculationService _totals;
    private readonly IPaymentService _payments;
    private readonly ITaxService _tax;
    private readonly IWorkContext _workContext;
    private readonly IOrderProcessingService _processing;
    private readonly ICountryService _countries;
    private readonly ILocalizationService _texts;
    private readonly IPriceFormatter _prices;
    private readonly OrderSettings _settings;
    private readonly CurrencySettings _currencySettings;

    public OrderPreparation(
        ICustomerService customers, IShoppingCartService carts, IProductService products, IGenericAttributeService attributes,
        ICheckoutAttributeFormatter attributeFormatter, ICurrencyService currencies, IOrderTotalCalculationService totals,
        IPaymentService payments, ITaxService tax, IWorkContext workContext, IOrderProcessingService processing, ICountryService countries, ILocalizationService texts,
        IPriceFormatter prices, OrderSettings settings, CurrencySettings currencySettings)
    {
        _customers = customers;
        _carts = carts;
        _products = products;
        _attributes = attributes;
        _attributeFormatter = attributeFormatter;
        _currencies = currencies;
        _totals = totals;
        _payments = payments;
        _tax = tax;
        _workContext = workContext;
        _processing = processing;
        _countries = countries;
        _texts = texts;
        _prices = prices;
        _settings = settings;
        _currencySettings = currencySettings;
    }

    public async Task<OrderDetails> PrepareAsync(ProcessPaymentRequest request)
    {
        var customer = await _customers.GetCustomerByIdAsync(request.CustomerId)
            ?? throw new ArgumentException("Customer is not set");
        if (await _customers.IsGuestAsync(customer) && !_settings.AnonymousCheckoutAllowed)
            throw new NopException("Anonymous checkout is not allowed");

        var details = new OrderDetails { Customer = customer };
        await ReadLanguageAndCurrencyAsync(details);
        await ReadCartAsync(details, request);
        await ReadAddressesAsync(details, request);
        await SumUpAsync(details, request);
        return details;
    }

    private async Task ReadLanguageAndCurrencyAsync(OrderDetails details)
    {
        var primary = await _currencies.GetCurrencyByIdAsync(_currencySettings.PrimaryStoreCurrencyId);
        var own = await _currencies.GetCurrencyByIdAsync(details.Customer.CurrencyId ?? 0);
        var currency = own is { Published: true } ? own : await _workContext.GetWorkingCurrencyAsync();
        details.CurrencyCode = currency.CurrencyCode;
        details.CurrencyRate = currency.Rate / primary.Rate;
        details.LanguageId = details.Customer.LanguageId ?? (await _workContext.GetWorkingLanguageAsync()).Id;
    }

    private async Task ReadCartAsync(OrderDetails details, ProcessPaymentRequest request)
    {
        details.CheckoutAttributesXml = await _attributes.GetAttributeAsync<string>(
            details.Customer, NopCustomerDefaults.CheckoutAttributes, request.StoreId);
        details.CheckoutAttributeDescription = await _attributeFormatter.FormatAttributesAsync(
            details.CheckoutAttributesXml, details.Customer);
        details.Cart = await _carts.GetShoppingCartAsync(details.Customer, ShoppingCartType.ShoppingCart, request.StoreId);
        if (details.Cart.Count == 0)
            throw new NopException("Cart is empty");

        Refuse(await _carts.GetShoppingCartWarningsAsync(details.Cart, details.CheckoutAttributesXml, true));
        foreach (var item in details.Cart)
        {
            Refuse(await _carts.GetShoppingCartItemWarningsAsync(
                details.Customer, item.ShoppingCartType, await _products.GetProductByIdAsync(item.ProductId), request.StoreId,
                item.AttributesXml, item.CustomerEnteredPrice, item.RentalStartDateUtc, item.RentalEndDateUtc, item.Quantity, false,
                item.Id));
        }

        if (!await _processing.ValidateMinOrderSubtotalAmountAsync(details.Cart))
            throw new NopException(await LeastAsync("Checkout.MinOrderSubtotalAmount", _settings.MinOrderSubtotalAmount));
        if (!await _processing.ValidateMinOrderTotalAmountAsync(details.Cart))
            throw new NopException(await LeastAsync("Checkout.MinOrderTotalAmount", _settings.MinOrderTotalAmount));
    }

    private static void Refuse(IList<string> warnings)
    {
        if (warnings.Count > 0)
            throw new NopException(string.Concat(warnings.Select(warning => $"{warning};")));
    }

    private async Task<string> LeastAsync(string text, decimal amount)
    {
        var shown = await _currencies.ConvertFromPrimaryStoreCurrencyAsync(amount, await _workContext.GetWorkingCurrencyAsync());
        return string.Format(
            CultureInfo.CurrentCulture, await _texts.GetResourceAsync(text), await _prices.FormatPriceAsync(shown, true, false));
    }

    private async Task ReadAddressesAsync(OrderDetails details, ProcessPaymentRequest request)
    {
        if (details.Customer.BillingAddressId is null)
            throw new NopException("Billing address is not provided");
        var billing = await _customers.GetCustomerBillingAddressAsync(details.Customer);
        if (!CommonHelper.IsValidEmail(billing?.Email))
            throw new NopException("Email is not valid");
        if (await _countries.GetCountryByIdAsync(billing.CountryId ?? 0) is { AllowsBilling: false } country)
            throw new NopException($"Country '{country.Name}' is not allowed for billing");
        details.BillingAddress = AddressService.Copy(billing);

        details.RequiresShipping = await _carts.ShoppingCartRequiresShippingAsync(details.Cart);
        if (!details.RequiresShipping)
            return;

        if (details.Customer.ShippingAddressId is null)
            throw new NopException("Shipping address is not provided");
        var shipping = await _customers.GetCustomerShippingAddressAsync(details.Customer);
        if (!CommonHelper.IsValidEmail(shipping?.Email))
            throw new NopException("Email is not valid");
        if (await _countries.GetCountryByIdAsync(shipping.CountryId ?? 0) is { AllowsShipping: false } destination)
            throw new NopException($"Country '{destination.Name}' is not allowed for shipping");
        details.ShippingAddress = AddressService.Copy(shipping);
        details.ShippingOption = await _attributes.GetAttributeAsync<ShippingOption>(
            details.Customer, NopCustomerDefaults.SelectedShippingOptionAttribute, request.StoreId);
    }

    private async Task SumUpAsync(OrderDetails details, ProcessPaymentRequest request)
    {
        var items = await _totals.GetShoppingCartSubTotalsAsync(details.Cart);
        var shipping = await _totals.GetShoppingCartShippingTotalsAsync(details.Cart);
        if (shipping.shippingTotalInclTax is null || shipping.shippingTotaExclTax is null)
            throw new NopException("Shipping total couldn't be calculated");

        var fee = await _payments.GetAdditionalHandlingFeeAsync(details.Cart, request.PaymentMethodSystemName);
        var tax = await _totals.GetTaxTotalAsync(details.Cart);
        var total = await _totals.GetShoppingCartTotalAsync(details.Cart);
        if (total.shoppingCartTotal is null)
            throw new NopException("Order total couldn't be calculated");

        details.Discounts.AddRange(
            items.appliedDiscounts.Concat(shipping.appliedDiscounts).Concat(total.appliedDiscounts)
                .DistinctBy(discount => discount.Id));
        details.GiftCards = total.appliedGiftCards;
        details.RewardPoints = total.redeemedRewardPoints;
        details.RewardPointsAmount = total.redeemedRewardPointsAmount;
        details.Order = new Order
        {
            OrderSubtotalInclTax = items.subTotalWithoutDiscountInclTax,
            OrderSubtotalExclTax = items.subTotalWithoutDiscountExclTax,
            OrderSubTotalDiscountInclTax = items.discountAmountInclTax,
            OrderSubTotalDiscountExclTax = items.discountAmountExclTax,
            OrderShippingInclTax = shipping.shippingTotalInclTax.Value,
            OrderShippingExclTax = shipping.shippingTotaExclTax.Value,
            PaymentMethodAdditionalFeeInclTax =
                (await _tax.GetPaymentMethodAdditionalFeeAsync(fee, true, details.Customer)).price,
            PaymentMethodAdditionalFeeExclTax =
                (await _tax.GetPaymentMethodAdditionalFeeAsync(fee, false, details.Customer)).price,
            OrderTax = tax.taxTotal,
            TaxRates = string.Concat(tax.taxRates.Select(
                rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Key}:{rate.Value};   "))),
            OrderDiscount = total.discountAmount,
            OrderTotal = total.shoppingCartTotal.Value,
            CustomerTaxDisplayType = await _customers.GetCustomerTaxDisplayTypeAsync(details.Customer)
        };
        request.OrderTotal = details.Order.OrderTotal;
    }
}
