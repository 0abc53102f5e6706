using Nop.Core.Domain.Directory;
using Nop.Services.Directory;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// The currency that all order totals are in, whatever currency the shopper looks at.
/// </summary>
public class PrimaryCurrency(ICurrencyService currencyService, CurrencySettings currencySettings)
{
    /// <summary>
    /// Gets the primary store currency.
    /// </summary>
    public Task<Currency> GetAsync()
    {
        return currencyService.GetCurrencyByIdAsync(currencySettings.PrimaryStoreCurrencyId);
    }

    /// <summary>
    /// Gets any of the shop's currencies, also one that was the primary one before.
    /// </summary>
    /// <param name="code">Its code (ISO 4217)</param>
    /// <returns>The currency; null when the shop has it no more</returns>
    public Task<Currency> FindAsync(string code)
    {
        return currencyService.GetCurrencyByCodeAsync(code);
    }

    /// <summary>
    /// Gets the code (ISO 4217) of the primary store currency.
    /// </summary>
    public async Task<string> GetCodeAsync()
    {
        return (await GetAsync()).CurrencyCode;
    }
}
