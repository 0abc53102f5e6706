using System.Globalization;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Determines why a cart's total differs from what was invoiced, and describes it.
/// </summary>
public class TotalChangeDetector(CartInvoiceComposer composer, ICustomerService customerService,
    ILocalizationService localizationService, IPriceFormatter priceFormatter, IStoreService storeService, PrimaryCurrency primaryCurrency,
    CartReadiness readiness)
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
        return new TotalChange(payment.Amount, total, await FindReasonsAsync(payment, customer, store));
    }

    /// <summary>
    /// Compares what was invoiced with what the shopper's cart costs now.
    /// </summary>
    /// <param name="payment">The payment of the cart</param>
    /// <param name="customer">The cart's shopper</param>
    /// <param name="store">The current store, which is the payment's</param>
    /// <returns>The change; null when the cart costs the same, or nothing has changed and its total is not known</returns>
    public async Task<TotalChange> FindAsync(GlasePayment payment, Customer customer, Store store)
    {
        if (await composer.ComposeAsync(customer, store) is { } now)
        {
            if (!OrderCurrency.IsSame(now.CurrencyCode, payment.CurrencyCode))
                return new TotalChange(payment.Amount, To: null, [CostChangeReason.Price]);
            return now.Amount == payment.Amount
                ? null
                : new TotalChange(payment.Amount, now.Amount, await FindReasonsAsync(payment, customer, store));
        }

        if (await readiness.IsFreeAsync(customer, store.Id))
            return new TotalChange(payment.Amount, To: 0m, await FindReasonsAsync(payment, customer, store));

        var reasons = await FindReasonsAsync(payment, customer, store, isTotalKnown: false);
        return reasons.Count > 0 ? new TotalChange(payment.Amount, To: null, reasons) : null;
    }

    /// <summary>
    /// Compares what was invoiced with what the shopper's cart costs now, in a request to the payment's store.
    /// </summary>
    /// <inheritdoc cref="FindAsync(GlasePayment, Customer, Store)" />
    public async Task<TotalChange> FindAsync(GlasePayment payment, Customer customer)
    {
        return await FindAsync(payment, customer, await storeService.GetStoreByIdAsync(payment.StoreId));
    }

    private async Task<IReadOnlyList<CostChangeReason>> FindReasonsAsync(GlasePayment payment, Customer customer, Store store, bool isTotalKnown = true)
    {
        return CartCosts.Read(payment.Costs) is { } before && await composer.ReadCostsAsync(customer, store) is { } now
            ? before.ChangesTo(now, isTotalKnown)
            : [];
    }

    /// <summary>
    /// Describes a change in the shopper's language.
    /// </summary>
    public async Task<string> DescribeAsync(TotalChange change)
    {
        var reasons = new List<string>();
        foreach (var name in change.TextNames)
            reasons.Add(await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Error.TotalChanged." + name));
        var why = string.Join("; ", reasons);
        var from = await FormatAsync(change.From);
        if (change.To is not { } total)
            return string.Format(CultureInfo.CurrentCulture,
                await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Error.TotalChanged.NotKnown"), from, why);

        var text = await localizationService.GetResourceAsync(reasons.Count > 0
            ? GlaseDefaults.ResourcePrefix + ".Error.TotalChanged"
            : GlaseDefaults.ResourcePrefix + ".Error.TotalChanged.Unknown");
        return string.Format(CultureInfo.CurrentCulture, text, from, await FormatAsync(total), why);
    }

    private async Task<string> FormatAsync(decimal amount)
    {
        return await priceFormatter.FormatPriceAsync(amount, showCurrency: true, await primaryCurrency.GetAsync(), languageId: 0,
            priceIncludesTax: true, showTax: false);
    }
}
