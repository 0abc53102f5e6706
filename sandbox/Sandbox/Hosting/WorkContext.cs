using Microsoft.AspNetCore.Localization;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Tax;
using Nop.Core.Domain.Vendors;
using Nop.Core.Http;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Sandbox.Services.Customers;

namespace Sandbox.Hosting;

/// <summary>
/// Who the request is for, and their language, currency and tax display. A stranger becomes a guest with a cookie; a program
/// becomes the search engines' account; work without a request is done by the background task's account.
/// </summary>
internal sealed class WorkContext : IWorkContext
{
    public static readonly string CustomerCookie = NopCookieDefaults.Prefix + NopCookieDefaults.CustomerCookie;
    public static readonly string CultureCookie = NopCookieDefaults.Prefix + ".Culture";

    private readonly IHttpContextAccessor _http;
    private readonly ICustomerService _customers;
    private readonly ILanguageService _languages;
    private readonly ICurrencyService _currencies;
    private readonly IUserAgentHelper _userAgent;
    private readonly IStoreContext _storeContext;
    private readonly CustomerLogins _logins;
    private readonly CurrencySettings _currencySettings;
    private readonly TaxSettings _taxSettings;
    private Customer _customer;
    private Language _language;
    private Currency _currency;

    public WorkContext(
        IHttpContextAccessor http, ICustomerService customers, ILanguageService languages, ICurrencyService currencies,
        IUserAgentHelper userAgent, IStoreContext storeContext, CustomerLogins logins, CurrencySettings currencySettings,
        TaxSettings taxSettings)
    {
        _http = http;
        _customers = customers;
        _languages = languages;
        _currencies = currencies;
        _userAgent = userAgent;
        _storeContext = storeContext;
        _logins = logins;
        _currencySettings = currencySettings;
        _taxSettings = taxSettings;
    }

    public Customer OriginalCustomerIfImpersonated => null;

    public async Task<Customer> GetCurrentCustomerAsync()
    {
        if (_customer is null)
            await SetCurrentCustomerAsync();
        return _customer;
    }

    /// <summary>Of an account that is not active, or asked to sign in anew, nothing is remembered.</summary>
    public async Task SetCurrentCustomerAsync(Customer customer = null)
    {
        customer ??= await FindAsync();
        if (customer is not { Active: true, Deleted: false, RequireReLogin: false })
            return;

        _customer = customer;
        _language = null;
        _currency = null;
        SetCookie(_customer.CustomerGuid);
    }

    /// <summary>The vendor whose account it is; the shop has no more of vendors than their number.</summary>
    public async Task<Vendor> GetCurrentVendorAsync()
    {
        return (await GetCurrentCustomerAsync()).VendorId is > 0 and var id ? new Vendor { Id = id, Active = true } : null;
    }

    public async Task<Language> GetWorkingLanguageAsync()
    {
        if (_language is not null)
            return _language;

        var customer = await GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var languages = await _languages.GetAllLanguagesAsync(storeId: store.Id);
        return _language = languages.FirstOrDefault(language => language.Id == customer.LanguageId)
            ?? languages.FirstOrDefault(language => language.Id == store.DefaultLanguageId)
            ?? languages[0];
    }

    public async Task SetWorkingLanguageAsync(Language language)
    {
        var customer = await GetCurrentCustomerAsync();
        customer.LanguageId = language?.Id;
        await _customers.UpdateCustomerAsync(customer);
        _language = null;

        if (language is not null && _http.HttpContext is { Response.HasStarted: false } context)
            context.Response.Cookies.Append(
                CultureCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language.LanguageCulture)));
    }

    public async Task<Currency> GetWorkingCurrencyAsync()
    {
        if (_currency is not null)
            return _currency;

        var primary = await _currencies.GetCurrencyByIdAsync(_currencySettings.PrimaryStoreCurrencyId);
        if (_http.HttpContext?.Request.Path.StartsWithSegments("/Admin", StringComparison.OrdinalIgnoreCase) == true)
            return _currency = primary;

        var customer = await GetCurrentCustomerAsync();
        var language = await GetWorkingLanguageAsync();
        var published = await _currencies.GetAllCurrenciesAsync();
        return _currency = published.FirstOrDefault(currency => currency.Id == customer.CurrencyId)
            ?? published.FirstOrDefault(currency => currency.Id == language.DefaultCurrencyId)
            ?? published[0];
    }

    public async Task SetWorkingCurrencyAsync(Currency currency)
    {
        var customer = await GetCurrentCustomerAsync();
        customer.CurrencyId = currency?.Id;
        await _customers.UpdateCustomerAsync(customer);
        _currency = null;
    }

    public async Task<TaxDisplayType> GetTaxDisplayTypeAsync()
    {
        return await _customers.GetCustomerTaxDisplayTypeAsync(await GetCurrentCustomerAsync());
    }

    public async Task SetTaxDisplayTypeAsync(TaxDisplayType taxDisplayType)
    {
        if (!_taxSettings.AllowCustomersToSelectTaxDisplayType)
            return;

        var customer = await GetCurrentCustomerAsync();
        customer.TaxDisplayType = taxDisplayType;
        await _customers.UpdateCustomerAsync(customer);
    }

    private async Task<Customer> FindAsync()
    {
        if (_http.HttpContext is null || _http.HttpContext.Request.Path.Equals("/scheduletask/runtask", StringComparison.OrdinalIgnoreCase))
            return await _customers.GetOrCreateBackgroundTaskUserAsync();
        if (_userAgent.IsSearchEngine())
            return await _customers.GetOrCreateSearchEngineUserAsync();

        return await _logins.SignedInAsync() ?? await GuestByCookieAsync() ?? await _customers.InsertGuestCustomerAsync();
    }

    private async Task<Customer> GuestByCookieAsync()
    {
        if (!Guid.TryParse(_http.HttpContext.Request.Cookies[CustomerCookie], out var guid))
            return null;

        var customer = await _customers.GetCustomerByGuidAsync(guid);
        var usable = customer is { Active: true, Deleted: false, IsSystemAccount: false };
        return usable && !await _customers.IsRegisteredAsync(customer) ? customer : null;
    }

    private void SetCookie(Guid guid)
    {
        if (_http.HttpContext is not { Response.HasStarted: false } context)
            return;

        context.Response.Cookies.Delete(CustomerCookie);
        context.Response.Cookies.Append(CustomerCookie, guid.ToString(), new CookieOptions
        {
            HttpOnly = true,
            MaxAge = TimeSpan.FromDays(365),
            Secure = context.Request.IsHttps
        });
    }
}
