using System.Globalization;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Determines why a cart's total differs from what was invoiced, and describes it.
/// </summary>
public class TotalChangeDetector(CartInvoiceComposer composer, ICustomerService customerService,
    ILocalizationService localizationService, IPriceFormatter priceFormatter, IShoppingCartService shoppingCartService,
    IStoreService storeService, PrimaryCurrency primaryCurrency, CartReadiness readiness)
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
        return new TotalChange(payment.Amount, total, FindReasons(payment, await composer.ComposeAsync(customer, store)));
    }

    /// <summary>
    /// Compares what was invoiced with what the current shopper's cart costs now.
    /// </summary>
    /// <param name="payment">The payment of the cart</param>
    /// <param name="customer">The current shopper</param>
    /// <param name="store">The current store</param>
    /// <returns>The change; null when the cart costs the same, or has the same items and its total is not known</returns>
    public async Task<TotalChange> FindAsync(GlasePayment payment, Customer customer, Store store)
    {
        if (await composer.ComposeAsync(customer, store) is { } now)
            return now.Amount == payment.Amount && OrderCurrency.IsSame(now.CurrencyCode, payment.CurrencyCode)
                ? null
                : new TotalChange(payment.Amount, OrderCurrency.IsSame(now.CurrencyCode, payment.CurrencyCode) ? now.Amount : null,
                    FindReasons(payment, now));

        if (await readiness.IsFreeAsync(customer, store.Id))
            return new TotalChange(payment.Amount, To: 0m, []);

        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id);
        return CartCosts.Read(payment.Costs)?.HasItemsOf(cart) == false
            ? new TotalChange(payment.Amount, To: null, [CostChangeReason.Items])
            : null;
    }

    private static IReadOnlyList<CostChangeReason> FindReasons(GlasePayment payment, InvoiceDraft now)
    {
        return now is null ? [] : CartCosts.Read(payment.Costs)?.ChangesTo(now.Costs) ?? [];
    }

    /// <summary>
    /// Describes a change in the shopper's language.
    /// </summary>
    public async Task<string> DescribeAsync(TotalChange change)
    {
        var from = await FormatAsync(change.From);
        if (change.To is not { } total)
            return string.Format(CultureInfo.CurrentCulture,
                await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Error.TotalChanged.NotKnown"), from);

        var to = await FormatAsync(total);
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
