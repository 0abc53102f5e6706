using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice draft for a cart, as the order that will be placed from it.
/// </summary>
public class CartInvoiceComposer(CartItemComposer items, CheckoutAttributeComposer checkoutAttributes, CartChargeComposer charges,
    CartContentsReader contentsReader, IOrderTotalCalculationService orderTotals, IShoppingCartService shoppingCartService,
    InvoiceTexts texts, PrimaryCurrency primaryCurrency)
{
    /// <summary>
    /// Writes the invoice.
    /// </summary>
    /// <returns>The invoice; null when the cart is empty, costs nothing, or its shipping is not known yet</returns>
    public async Task<InvoiceDraft> ComposeAsync(Customer customer, Store store)
    {
        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id);
        if (cart.Count == 0)
            return null;

        var (cartTotal, reductions) = await ReadTotalAsync(cart);
        var currencyCode = await primaryCurrency.GetCodeAsync();
        if (cartTotal is not { } total || CurrencyDecimals.Round(total, currencyCode) <= 0)
            return null;

        var contents = await contentsReader.ReadAsync(cart, customer, store.Id);
        var lines = await ComposeLinesAsync(cart, reductions, contents, customer, store);
        return InvoiceDraft.Balance(total, currencyCode, lines, await texts.RoundingAsync(),
            delivery: await contentsReader.ReadDeliveryAsync(cart, customer, store.Id), contents: contents);
    }

    /// <summary>
    /// Reads what a cart costs, also when it comes to nothing or its shipping is not known.
    /// </summary>
    /// <returns>The costs; null when the cart is empty</returns>
    public async Task<CartCosts> ReadCostsAsync(Customer customer, Store store)
    {
        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id);
        if (cart.Count == 0)
            return null;

        var contents = await contentsReader.ReadAsync(cart, customer, store.Id);
        var currencyCode = await primaryCurrency.GetCodeAsync();
        var (_, reductions) = await ReadTotalAsync(cart);
        // Rounded as those of an invoice are, which they are compared with.
        return CartCosts.Of((await ComposeLinesAsync(cart, reductions, contents, customer, store))
            .Select(line => line with { Total = CurrencyDecimals.Round(line.Total, currencyCode) }), delivery: null, contents);
    }

    // nopCommerce sums it up anew each time it is asked.
    private async Task<(decimal? Total, CartReductions Reductions)> ReadTotalAsync(IList<ShoppingCartItem> cart)
    {
        var (total, discount, _, giftCards, _, rewardPoints) = await orderTotals.GetShoppingCartTotalAsync(cart);
        return (total, new CartReductions(discount, giftCards, rewardPoints));
    }

    private async Task<List<InvoiceLine>> ComposeLinesAsync(IList<ShoppingCartItem> cart, CartReductions reductions, CartContents contents,
        Customer customer, Store store)
    {
        var lines = new List<InvoiceLine>();
        foreach (var item in cart)
            lines.Add(await items.ComposeAsync(item, customer, store));
        lines.AddRange(await checkoutAttributes.ComposeAsync(contents.CheckoutAttributes, customer));
        lines.AddRange(await charges.ComposeAsync(cart, customer));

        var (subTotalDiscount, _, _, _, _) = await orderTotals.GetShoppingCartSubTotalAsync(cart, includingTax: true);
        lines.Add(new InvoiceLine(await texts.DiscountAsync(), 1, -(subTotalDiscount + reductions.Discount), Kind: CostKind.Discount));
        foreach (var giftCard in reductions.GiftCards)
            lines.Add(new InvoiceLine(await texts.GiftCardAsync(), 1, -giftCard.AmountCanBeUsed, Kind: CostKind.GiftCard));
        lines.Add(new InvoiceLine(await texts.RewardPointsAsync(), 1, -reductions.RewardPoints, Kind: CostKind.RewardPoints));
        return lines;
    }

    private sealed record CartReductions(decimal Discount, IReadOnlyList<AppliedGiftCard> GiftCards, decimal RewardPoints);
}
