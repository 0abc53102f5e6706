using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;
using Sandbox.Services.Orders;
using Sandbox.Shop.Models;

namespace Sandbox.Shop;

internal sealed class CheckoutModelFactory
{
    private readonly ICountryService _countries;
    private readonly ICustomerService _customers;
    private readonly ILocalizationService _texts;
    private readonly IOrderProcessingService _processing;
    private readonly IOrderTotalCalculationService _totals;
    private readonly IPaymentPluginManager _methods;
    private readonly IPaymentService _payments;
    private readonly IRewardPointService _points;
    private readonly ITaxService _tax;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;
    private readonly CheckoutChoices _choices;
    private readonly Prices _prices;
    private readonly OrderSettings _orderSettings;
    private readonly PaymentSettings _paymentSettings;
    private readonly RewardPointsSettings _pointSettings;

    public CheckoutModelFactory(
        ICountryService countries, ICustomerService customers, ILocalizationService texts, IOrderProcessingService processing,
        IOrderTotalCalculationService totals, IPaymentPluginManager methods, IPaymentService payments, IRewardPointService points,
        ITaxService tax, IStoreContext storeContext, IWorkContext workContext, CheckoutChoices choices, Prices prices,
        OrderSettings orderSettings, PaymentSettings paymentSettings, RewardPointsSettings pointSettings)
    {
        _countries = countries;
        _customers = customers;
        _texts = texts;
        _processing = processing;
        _totals = totals;
        _methods = methods;
        _payments = payments;
        _points = points;
        _tax = tax;
        _storeContext = storeContext;
        _workContext = workContext;
        _choices = choices;
        _prices = prices;
        _orderSettings = orderSettings;
        _paymentSettings = paymentSettings;
        _pointSettings = pointSettings;
    }

    public async Task<CheckoutAddressModel> PrepareAddressAsync(CheckoutAddressModel model = null)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var known = await _customers.GetAddressesByCustomerIdAsync(customer.Id);
        model ??= new CheckoutAddressModel
        {
            AddressId = known.Count > 0 ? customer.BillingAddressId ?? known[0].Id : 0,
            FirstName = customer.FirstName,
            LastName = customer.LastName,
            Email = customer.Email
        };
        model.Countries = (await _countries.GetAllCountriesAsync())
            .Select(country => new SelectListItem(country.Name, $"{country.Id}"))
            .ToList();
        model.Known = known
            .Select(address => new SelectListItem(Line(address), $"{address.Id}", address.Id == model.AddressId))
            .ToList();
        if (model.Known.Count > 0)
            model.Known.Add(new SelectListItem("New address", "0", model.AddressId == 0));
        return model;
    }

    public async Task<CheckoutShippingMethodModel> PrepareShippingMethodsAsync()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var chosen = await _choices.ShippingAsync();
        var model = new CheckoutShippingMethodModel();
        foreach (var option in ShippingOptions.All)
        {
            var (price, _) = await _tax.GetShippingPriceAsync(option.Rate, customer);
            model.Methods.Add(new CheckoutShippingMethodModel.MethodModel(
                option.Name, option.Description, await _prices.ShowAsync(price),
                option.Name == (chosen?.Name ?? ShippingOptions.All[0].Name)));
        }

        return model;
    }

    public async Task<CheckoutPaymentMethodModel> PreparePaymentMethodsAsync(IList<ShoppingCartItem> cart)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var country = (await _customers.GetCustomerBillingAddressAsync(customer))?.CountryId ?? 0;
        var chosen = await _choices.PaymentMethodNameAsync();

        var model = new CheckoutPaymentMethodModel();
        foreach (var method in await _methods.LoadActivePluginsAsync(customer, store.Id, country))
        {
            if (method.PaymentMethodType != PaymentMethodType.Button && !await method.HidePaymentMethodAsync(cart))
                model.Methods.Add(await MethodAsync(method, cart, customer, chosen));
        }

        if (model.Methods.Count > 0 && !model.Methods.Any(method => method.IsChosen))
            model.Methods[0] = model.Methods[0] with { IsChosen = true };
        await AddRewardPointsAsync(model, customer, store.Id);
        return model;
    }

    public CheckoutPaymentInfoModel PreparePaymentInfo(IPaymentMethod method) => new()
    {
        PaymentViewComponent = method.GetPublicViewComponent(),
        DisplayOrderTotals = _orderSettings.OnePageCheckoutDisplayOrderTotalsOnPaymentInfoTab
    };

    public async Task<CheckoutConfirmModel> PrepareConfirmAsync(IList<ShoppingCartItem> cart) => new()
    {
        TermsOfServiceOnOrderConfirmPage = _orderSettings.TermsOfServiceOnOrderConfirmPage,
        MinOrderTotalWarning = await _processing.ValidateMinOrderTotalAmountAsync(cart)
            ? null
            : $"The least an order can come to is {await _prices.ShowAsync(_orderSettings.MinOrderTotalAmount)}."
    };

    public CheckoutCompletedModel PrepareCompleted(Order order) => new()
    {
        OrderId = order.Id,
        CustomOrderNumber = order.CustomOrderNumber,
        OnePageCheckoutEnabled = _orderSettings.OnePageCheckoutEnabled
    };

    private async Task<CheckoutPaymentMethodModel.MethodModel> MethodAsync(
        IPaymentMethod method, IList<ShoppingCartItem> cart, Customer customer, string chosen)
    {
        var systemName = method.PluginDescriptor.SystemName;
        var language = await _workContext.GetWorkingLanguageAsync();
        var fee = await _payments.GetAdditionalHandlingFeeAsync(cart, systemName);
        var (feeWithTax, _) = await _tax.GetPaymentMethodAdditionalFeeAsync(fee, customer);
        return new CheckoutPaymentMethodModel.MethodModel(
            systemName,
            await _texts.GetLocalizedFriendlyNameAsync(method, language.Id),
            _paymentSettings.ShowPaymentMethodDescriptions ? await method.GetPaymentMethodDescriptionAsync() : "",
            await _methods.GetPluginLogoUrlAsync(method),
            feeWithTax > 0 ? await _prices.ShowAsync(feeWithTax) : null,
            systemName == chosen);
    }

    private async Task AddRewardPointsAsync(CheckoutPaymentMethodModel model, Customer customer, int storeId)
    {
        var points = _pointSettings.Enabled ? await _points.GetRewardPointsBalanceAsync(customer.Id, storeId) : 0;
        if (points > 0)
        {
            var worth = await _totals.ConvertRewardPointsToAmountAsync(points);
            model.RewardPoints = $"{points} points, worth {await _prices.ShowAsync(worth)}";
        }
    }

    private static string Line(Address address)
    {
        return $"{address.FirstName} {address.LastName}, {address.Address1}, {address.ZipPostalCode} {address.City}";
    }
}
