using System.Globalization;
using Nop.Core;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Tax;
using Nop.Services.Catalog;
using Nop.Services.Directory;
using Nop.Services.Localization;

namespace Sandbox.Services.Catalog;

/// <summary>
/// Prices as people read them: rounded, in the currency's own notation, with the tax suffix where the shop shows it.
/// </summary>
internal sealed class PriceFormatter : IPriceFormatter
{
    private readonly IPriceCalculationService _prices;
    private readonly ICurrencyService _currencies;
    private readonly ILocalizationService _texts;
    private readonly IWorkContext _workContext;
    private readonly CurrencySettings _currencySettings;
    private readonly TaxSettings _taxSettings;

    public PriceFormatter(
        IPriceCalculationService prices, ICurrencyService currencies, ILocalizationService texts, IWorkContext workContext,
        CurrencySettings currencySettings, TaxSettings taxSettings)
    {
        _prices = prices;
        _currencies = currencies;
        _texts = texts;
        _workContext = workContext;
        _currencySettings = currencySettings;
        _taxSettings = taxSettings;
    }

    public async Task<string> FormatPriceAsync(decimal price)
    {
        return await FormatPriceAsync(price, true, await _workContext.GetWorkingCurrencyAsync());
    }

    public async Task<string> FormatPriceAsync(decimal price, bool showCurrency, Currency targetCurrency)
    {
        return await FormatPriceAsync(price, showCurrency, targetCurrency, await LanguageIdAsync(), await IncludesTaxAsync());
    }

    public async Task<string> FormatPriceAsync(decimal price, bool showCurrency, bool showTax)
    {
        var currency = await _workContext.GetWorkingCurrencyAsync();
        return await FormatPriceAsync(price, showCurrency, currency, await LanguageIdAsync(), await IncludesTaxAsync(), showTax);
    }

    public async Task<string> FormatPriceAsync(
        decimal price, bool showCurrency, string currencyCode, bool showTax, int languageId)
    {
        var currency = await CurrencyAsync(currencyCode);
        return await FormatPriceAsync(price, showCurrency, currency, languageId, await IncludesTaxAsync(), showTax);
    }

    public async Task<string> FormatOrderPriceAsync(
        decimal price, decimal currencyRate, string customerCurrencyCode, bool displayCustomerCurrency,
        Currency primaryStoreCurrency, int languageId, bool? priceIncludesTax = null, bool? showTax = null)
    {
        var includesTax = priceIncludesTax ?? await IncludesTaxAsync();
        var suffix = showTax ?? _taxSettings.DisplayTaxSuffix;
        var text = await FormatPriceAsync(price, true, primaryStoreCurrency, languageId, includesTax, suffix);
        if (!displayCustomerCurrency || primaryStoreCurrency.CurrencyCode == customerCurrencyCode
            || await _currencies.GetCurrencyByCodeAsync(customerCurrencyCode) is not { } currency)
            return text;

        var converted = _currencies.ConvertCurrency(price, currencyRate);
        return $"{text}<br />[{await FormatPriceAsync(converted, true, currency, languageId, includesTax, suffix)}]";
    }

    public async Task<string> FormatPriceAsync(
        decimal price, bool showCurrency, string currencyCode, int languageId, bool priceIncludesTax)
    {
        return await FormatPriceAsync(price, showCurrency, await CurrencyAsync(currencyCode), languageId, priceIncludesTax);
    }

    public Task<string> FormatPriceAsync(
        decimal price, bool showCurrency, Currency targetCurrency, int languageId, bool priceIncludesTax)
    {
        return FormatPriceAsync(price, showCurrency, targetCurrency, languageId, priceIncludesTax, _taxSettings.DisplayTaxSuffix);
    }

    public async Task<string> FormatPriceAsync(
        decimal price, bool showCurrency, Currency targetCurrency, int languageId, bool priceIncludesTax, bool showTax)
    {
        var text = Write(await _prices.RoundPriceAsync(price, targetCurrency), showCurrency, targetCurrency);
        if (!showTax)
            return text;

        var (key, words) = priceIncludesTax
            ? ("Products.InclTaxSuffix", "{0} incl tax")
            : ("Products.ExclTaxSuffix", "{0} excl tax");
        var format = await _texts.GetResourceAsync(key, languageId, false, words);
        return string.Format(CultureInfo.CurrentCulture, format, text);
    }

    public string FormatTaxRate(decimal taxRate) => taxRate.ToString("G29", CultureInfo.InvariantCulture);

    private string Write(decimal amount, bool showCurrency, Currency currency)
    {
        if (string.IsNullOrEmpty(currency.CustomFormatting) && string.IsNullOrEmpty(currency.DisplayLocale))
            return string.Create(CultureInfo.CurrentCulture, $"{amount:N} ({currency.CurrencyCode})");

        var text = string.IsNullOrEmpty(currency.CustomFormatting)
            ? amount.ToString("C", CultureInfo.GetCultureInfo(currency.DisplayLocale))
            : amount.ToString(currency.CustomFormatting, CultureInfo.CurrentCulture);
        return showCurrency && _currencySettings.DisplayCurrencyLabel ? $"{text} ({currency.CurrencyCode})" : text;
    }

    private async Task<Currency> CurrencyAsync(string code)
    {
        return await _currencies.GetCurrencyByCodeAsync(code) ?? new Currency { CurrencyCode = code };
    }

    private async Task<bool> IncludesTaxAsync() => await _workContext.GetTaxDisplayTypeAsync() == TaxDisplayType.IncludingTax;

    private async Task<int> LanguageIdAsync() => (await _workContext.GetWorkingLanguageAsync()).Id;
}
