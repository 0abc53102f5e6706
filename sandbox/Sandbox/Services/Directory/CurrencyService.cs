using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Directory;
using Nop.Data;
using Nop.Services.Directory;

namespace Sandbox.Services.Directory;

/// <summary>Currencies and their rates, which are relative to the primary exchange rate currency.</summary>
internal sealed class CurrencyService : ICurrencyService
{
    private static readonly CacheKey _allKey = new("Nop.currency.all.{0}");

    private readonly IRepository<Currency> _currencies;
    private readonly CurrencySettings _settings;

    public CurrencyService(IRepository<Currency> currencies, CurrencySettings settings)
    {
        _currencies = currencies;
        _settings = settings;
    }

    public Task<Currency> GetCurrencyByIdAsync(int currencyId) => _currencies.GetByIdAsync(currencyId, _ => default);

    public async Task<Currency> GetCurrencyByCodeAsync(string currencyCode)
    {
        return string.IsNullOrEmpty(currencyCode)
            ? null
            : (await GetAllCurrenciesAsync(true))
                .FirstOrDefault(currency => currency.CurrencyCode.Equals(currencyCode, StringComparison.OrdinalIgnoreCase));
    }

    public Task<IList<Currency>> GetAllCurrenciesAsync(bool showHidden = false, int storeId = 0)
    {
        return _currencies.GetAllAsync(query => query
            .Where(currency => showHidden || currency.Published)
            .OrderBy(currency => currency.DisplayOrder).ThenBy(currency => currency.Id),
            caches => caches.PrepareKeyForDefaultCache(_allKey, showHidden));
    }

    public Task UpdateCurrencyAsync(Currency currency) => _currencies.UpdateAsync(currency);

    public decimal ConvertCurrency(decimal amount, decimal exchangeRate)
    {
        return exchangeRate == decimal.Zero ? decimal.Zero : amount * exchangeRate;
    }

    public async Task<decimal> ConvertToPrimaryStoreCurrencyAsync(decimal amount, Currency sourceCurrencyCode)
    {
        return await ConvertCurrencyAsync(amount, sourceCurrencyCode, await PrimaryAsync());
    }

    public async Task<decimal> ConvertFromPrimaryStoreCurrencyAsync(decimal amount, Currency targetCurrencyCode)
    {
        return await ConvertCurrencyAsync(amount, await PrimaryAsync(), targetCurrencyCode);
    }

    public Task<decimal> ConvertCurrencyAsync(decimal amount, Currency sourceCurrencyCode, Currency targetCurrencyCode)
    {
        ArgumentNullException.ThrowIfNull(sourceCurrencyCode);
        ArgumentNullException.ThrowIfNull(targetCurrencyCode);
        if (amount == decimal.Zero || sourceCurrencyCode.Id == targetCurrencyCode.Id)
            return Task.FromResult(amount);
        if (sourceCurrencyCode.Rate == decimal.Zero)
            throw new NopException($"There is no exchange rate for {sourceCurrencyCode.Name}.");

        return Task.FromResult(amount / sourceCurrencyCode.Rate * targetCurrencyCode.Rate);
    }

    private Task<Currency> PrimaryAsync() => GetCurrencyByIdAsync(_settings.PrimaryStoreCurrencyId);
}
