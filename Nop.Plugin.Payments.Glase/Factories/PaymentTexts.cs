using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Catalog;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Formats the amounts of payments, as the shop writes them in their currencies. Reads no customer, so that a request without one does not
/// create a guest account.
/// </summary>
public class AmountFormatter(IPriceFormatter priceFormatter, PrimaryCurrency primaryCurrency)
{
    /// <summary>
    /// Gets the amount that a payment's invoice asks for.
    /// </summary>
    public Task<string> FormatAsync(GlasePayment payment)
    {
        return FormatAsync(payment.Amount, payment.CurrencyCode);
    }

    /// <summary>
    /// Gets an amount with its currency.
    /// </summary>
    /// <param name="amount">The amount</param>
    /// <param name="currencyCode">The currency (ISO 4217), also one that the shop does not have</param>
    public async Task<string> FormatAsync(decimal amount, string currencyCode)
    {
        if (await primaryCurrency.FindAsync(currencyCode) is not { } currency)
            return string.Create(CultureInfo.CurrentCulture, $"{amount:0.00} {currencyCode}");
        return await priceFormatter.FormatPriceAsync(amount, showCurrency: true, currency, languageId: 0,
            priceIncludesTax: true, showTax: false);
    }
}
