using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Common;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice draft for a cart, as the order that will be placed from it.
/// </summary>
public class CartInvoiceComposer(CartItemComposer items, CheckoutAttributeComposer checkoutAttributes, CartChargeComposer charges,
    IGenericAttributeService genericAttributeService, IOrderTotalCalculationService orderTotals,
    IShoppingCartService shoppingCartService, InvoiceTexts texts, PrimaryCurrency primaryCurrency)
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

        var totals = await orderTotals.GetShoppingCartTotalAsync(cart);
        var currencyCode = await primaryCurrency.GetCodeAsync();
        if (totals.shoppingCartTotal is not { } total || CurrencyDecimals.Round(total, currencyCode) <= 0)
            return null;

        var lines = new List<InvoiceLine>();
        foreach (var item in cart)
            lines.Add(await items.ComposeAsync(item, customer, store));
        lines.AddRange(await checkoutAttributes.ComposeAsync(
            await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.CheckoutAttributes, store.Id),
            customer));
        lines.AddRange(await charges.ComposeAsync(cart, customer));

        var (subTotalDiscount, _, _, _, _) = await orderTotals.GetShoppingCartSubTotalAsync(cart, includingTax: true);
        lines.Add(new InvoiceLine(await texts.DiscountAsync(), 1, -(subTotalDiscount + totals.discountAmount), Kind: CostKind.Discount));
        foreach (var giftCard in totals.appliedGiftCards)
            lines.Add(new InvoiceLine(await texts.GiftCardAsync(), 1, -giftCard.AmountCanBeUsed, Kind: CostKind.GiftCard));
        lines.Add(new InvoiceLine(await texts.RewardPointsAsync(), 1, -totals.redeemedRewardPointsAmount, Kind: CostKind.RewardPoints));

        return InvoiceDraft.Balance(total, currencyCode, lines, await texts.RoundingAsync(),
            delivery: await GetDeliveryAsync(cart, customer, store.Id));
    }

    private async Task<CartDelivery> GetDeliveryAsync(IList<ShoppingCartItem> cart, Customer customer, int storeId)
    {
        return await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.SelectedShippingOptionAttribute,
                storeId) is { } option && await shoppingCartService.ShoppingCartRequiresShippingAsync(cart)
            ? new CartDelivery(option, await genericAttributeService.GetAttributeAsync<string>(customer,
                NopCustomerDefaults.SelectedPickupPointAttribute, storeId), customer.ShippingAddressId)
            : null;
    }
}
