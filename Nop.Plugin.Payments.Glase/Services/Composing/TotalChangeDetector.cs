using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Finds out why a cart costs something else than what was invoiced for it, and says so.
/// </summary>
public class TotalChangeDetector
{
    private readonly CartInvoiceComposer _composer;
    private readonly ICustomerService _customerService;
    private readonly ILocalizationService _localizationService;
    private readonly IPriceFormatter _priceFormatter;
    private readonly IStoreService _storeService;
    private readonly PrimaryCurrency _primaryCurrency;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public TotalChangeDetector(CartInvoiceComposer composer, ICustomerService customerService, ILocalizationService localizationService,
        IPriceFormatter priceFormatter, IStoreService storeService, PrimaryCurrency primaryCurrency)
    {
        _composer = composer;
        _customerService = customerService;
        _localizationService = localizationService;
        _priceFormatter = priceFormatter;
        _storeService = storeService;
        _primaryCurrency = primaryCurrency;
    }

    /// <summary>
    /// Compares what was invoiced with what the cart costs now.
    /// </summary>
    /// <param name="payment">The payment of a cart</param>
    /// <param name="total">What the order would come to, in the payment's currency</param>
    public async Task<TotalChange> DetectAsync(GlasePayment payment, decimal total)
    {
        var customer = await _customerService.GetCustomerByIdAsync(payment.CustomerId);
        var store = await _storeService.GetStoreByIdAsync(payment.StoreId);
        var now = await _composer.ComposeAsync(customer, store);
        var reasons = now is null ? null : CartCosts.Read(payment.Costs)?.ChangesTo(now.Costs);
        return new TotalChange(payment.Amount, total, reasons ?? []);
    }

    /// <summary>
    /// Describes a change in the shopper's language.
    /// </summary>
    public async Task<string> DescribeAsync(TotalChange change)
    {
        var (from, to) = (await FormatAsync(change.From), await FormatAsync(change.To));
        var reasons = new List<string>();
        foreach (var name in change.TextNames)
            reasons.Add(await _localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Error.TotalChanged." + name));
        var text = await _localizationService.GetResourceAsync(reasons.Count > 0
            ? GlaseDefaults.ResourcePrefix + ".Error.TotalChanged"
            : GlaseDefaults.ResourcePrefix + ".Error.TotalChanged.Unknown");
        return string.Format(CultureInfo.CurrentCulture, text, from, to, string.Join("; ", reasons));
    }

    private async Task<string> FormatAsync(decimal amount)
    {
        return await _priceFormatter.FormatPriceAsync(amount, showCurrency: true, await _primaryCurrency.GetAsync(), languageId: 0,
            priceIncludesTax: true, showTax: false);
    }
}
