using Nop.Core;
using Nop.Services.Catalog;
using Nop.Services.Directory;

namespace Sandbox.Shop;

/// <summary>Amounts of the primary store currency as the shopper reads them: in their own.</summary>
internal sealed class Prices
{
    private readonly ICurrencyService _currencies;
    private readonly IPriceFormatter _formatter;
    private readonly IWorkContext _workContext;

    public Prices(ICurrencyService currencies, IPriceFormatter formatter, IWorkContext workContext)
    {
        _currencies = currencies;
        _formatter = formatter;
        _workContext = workContext;
    }

    public async Task<string> ShowAsync(decimal amount)
    {
        var currency = await _workContext.GetWorkingCurrencyAsync();
        var converted = await _currencies.ConvertFromPrimaryStoreCurrencyAsync(amount, currency);
        return await _formatter.FormatPriceAsync(converted, true, false);
    }
}
