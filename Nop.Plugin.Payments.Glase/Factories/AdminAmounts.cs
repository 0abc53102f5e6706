using System.Globalization;
using Nop.Services.Catalog;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Writes amounts for admins as nopCommerce's order list does: in the way that the shop has set for the currency.
/// </summary>
public class AdminAmounts(IPriceFormatter priceFormatter)
{
    /// <summary>
    /// Writes an amount.
    /// </summary>
    /// <param name="amount">The amount</param>
    /// <param name="currencyCode">Its currency (ISO 4217); one that the shop does not have is written as its code; null writes the number only</param>
    public Task<string> WriteAsync(decimal amount, string currencyCode)
    {
        return string.IsNullOrEmpty(currencyCode)
            ? Task.FromResult(amount.ToString("N2", CultureInfo.CurrentCulture))
            : priceFormatter.FormatPriceAsync(amount, showCurrency: true, currencyCode, showTax: false, languageId: 0);
    }
}
