using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Determines why a cart's total differs from what was invoiced, and describes it.
/// </summary>
public class TotalChangeDetector(CartInvoiceComposer composer, ICustomerService customerService,
    ILocalizationService localizationService, IPriceFormatter priceFormatter, IStoreService storeService,
    PrimaryCurrency primaryCurrency)
{
    /// <summary>
    /// Compares what was invoiced with what the cart costs now.
    /// </summary>
    /// <param name="payment">The payment of a cart</param>
    /// <param name="total">What the order would come to, in the payment's currency</param>
    public async Task<TotalChange> DetectAsync(GlasePayment payment, decimal total)
    {
        var customer = await customerService.GetCustomerByIdAsync(payment.CustomerId);
        var store = await storeService.GetStoreByIdAsync(payment.StoreId);
        var now = await composer.ComposeAsync(customer, store);
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
            reasons.Add(await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Error.TotalChanged." + name));
        var text = await localizationService.GetResourceAsync(reasons.Count > 0
            ? GlaseDefaults.ResourcePrefix + ".Error.TotalChanged"
            : GlaseDefaults.ResourcePrefix + ".Error.TotalChanged.Unknown");
        return string.Format(CultureInfo.CurrentCulture, text, from, to, string.Join("; ", reasons));
    }

    private async Task<string> FormatAsync(decimal amount)
    {
        return await priceFormatter.FormatPriceAsync(amount, showCurrency: true, await primaryCurrency.GetAsync(), languageId: 0,
            priceIncludesTax: true, showTax: false);
    }
}
