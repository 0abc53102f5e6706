using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Web.Framework.Components;
using Sandbox.Shop.Models;

namespace Sandbox.Shop.Components;

public class HeaderLinksViewComponent : NopViewComponent
{
    private readonly ICustomerService _customers;
    private readonly ICurrencyService _currencies;
    private readonly ILanguageService _languages;
    private readonly IShoppingCartService _carts;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;

    public HeaderLinksViewComponent(
        ICustomerService customers, ICurrencyService currencies, ILanguageService languages, IShoppingCartService carts,
        IStoreContext storeContext, IWorkContext workContext)
    {
        _customers = customers;
        _currencies = currencies;
        _languages = languages;
        _carts = carts;
        _storeContext = storeContext;
        _workContext = workContext;
    }

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var cart = await _carts.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id);
        return View(new HeaderLinksModel
        {
            CustomerName = await _customers.IsRegisteredAsync(customer)
                ? await _customers.GetCustomerFullNameAsync(customer)
                : null,
            IsAdmin = await _customers.IsAdminAsync(customer),
            CartCount = cart.Sum(item => item.Quantity),
            LanguageId = (await _workContext.GetWorkingLanguageAsync()).Id,
            Languages = (await _languages.GetAllLanguagesAsync())
                .ToDictionary(language => language.Id, language => language.Name),
            CurrencyId = (await _workContext.GetWorkingCurrencyAsync()).Id,
            Currencies = (await _currencies.GetAllCurrenciesAsync())
                .ToDictionary(currency => currency.Id, currency => currency.CurrencyCode)
        });
    }
}
