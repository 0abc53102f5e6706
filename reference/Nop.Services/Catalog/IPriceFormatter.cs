using Nop.Core.Domain.Directory;

namespace Nop.Services.Catalog;

public interface IPriceFormatter
{
    Task<string> FormatPriceAsync(decimal price);

    Task<string> FormatPriceAsync(decimal price, bool showCurrency, Currency targetCurrency);

    Task<string> FormatPriceAsync(decimal price, bool showCurrency, bool showTax);

    Task<string> FormatPriceAsync(decimal price, bool showCurrency, string currencyCode, bool showTax, int languageId);

    Task<string> FormatOrderPriceAsync(
        decimal price, decimal currencyRate, string customerCurrencyCode, bool displayCustomerCurrency,
        Currency primaryStoreCurrency, int languageId, bool? priceIncludesTax = null, bool? showTax = null);

    Task<string> FormatPriceAsync(decimal price, bool showCurrency, string currencyCode, int languageId, bool priceIncludesTax);

    Task<string> FormatPriceAsync(
        decimal price, bool showCurrency, Currency targetCurrency, int languageId, bool priceIncludesTax);

    Task<string> FormatPriceAsync(
        decimal price, bool showCurrency, Currency targetCurrency, int languageId, bool priceIncludesTax, bool showTax);

    string FormatTaxRate(decimal taxRate);
}
