using Nop.Core.Domain.Directory;
using Nop.Services.Directory;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// The currency that all order totals are in, whatever currency the shopper looks at.
/// </summary>
public class PrimaryCurrency
{
    private readonly ICurrencyService _currencyService;
    private readonly CurrencySettings _currencySettings;

    /// <summary>
    /// Makes the accessor.
    /// </summary>
    public PrimaryCurrency(ICurrencyService currencyService, CurrencySettings currencySettings)
    {
        _currencyService = currencyService;
        _currencySettings = currencySettings;
    }

    /// <summary>
    /// Gets the primary store currency.
    /// </summary>
    public Task<Currency> GetAsync()
    {
        return _currencyService.GetCurrencyByIdAsync(_currencySettings.PrimaryStoreCurrencyId);
    }

    /// <summary>
    /// Gets any of the shop's currencies, also one that was the primary one before.
    /// </summary>
    /// <param name="code">Its code (ISO 4217)</param>
    /// <returns>The currency; null when the shop has it no more</returns>
    public Task<Currency> FindAsync(string code)
    {
        return _currencyService.GetCurrencyByCodeAsync(code);
    }

    /// <summary>
    /// Gets the code (ISO 4217) of the primary store currency.
    /// </summary>
    public async Task<string> GetCodeAsync()
    {
        return (await GetAsync()).CurrencyCode;
    }
}
