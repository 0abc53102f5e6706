using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice draft for a cart, as the order that will be placed from it.
/// </summary>
public class CartInvoiceComposer(CheckoutAttributeComposer checkoutAttributes, IGenericAttributeService genericAttributeService,
    ILocalizationService localizationService, IOrderTotalCalculationService orderTotals, IPaymentService paymentService,
    IProductAttributeFormatter productAttributeFormatter, IProductService productService,
    IShoppingCartService shoppingCartService, ITaxService taxService, InvoiceTexts texts, PrimaryCurrency primaryCurrency)
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
            lines.Add(await ComposeItemAsync(item, customer, store));
        lines.AddRange(await checkoutAttributes.ComposeAsync(
            await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.CheckoutAttributes, store.Id),
            customer));
        await AddShippingAsync(lines, cart);
        await AddFeeAsync(lines, cart, customer);

        var (subTotalDiscount, _, _, _, _) = await orderTotals.GetShoppingCartSubTotalAsync(cart, includingTax: true);
        lines.Add(new InvoiceLine(await texts.DiscountAsync(), 1, -(subTotalDiscount + totals.discountAmount), Kind: CostKind.Discount));
        foreach (var giftCard in totals.appliedGiftCards)
            lines.Add(new InvoiceLine(await texts.GiftCardAsync(), 1, -giftCard.AmountCanBeUsed, Kind: CostKind.GiftCard));
        lines.Add(new InvoiceLine(await texts.RewardPointsAsync(), 1, -totals.redeemedRewardPointsAmount, Kind: CostKind.RewardPoints));

        return InvoiceDraft.Balance(total, currencyCode, lines, await texts.RoundingAsync());
    }

    private async Task<InvoiceLine> ComposeItemAsync(ShoppingCartItem item, Customer customer, Store store)
    {
        var product = await productService.GetProductByIdAsync(item.ProductId);
        var (unitPrice, _, _) = await shoppingCartService.GetUnitPriceAsync(item, true);
        var (subTotal, discount, _, _) = await shoppingCartService.GetSubTotalAsync(item, true);
        var (unitPriceInclTax, _) = await taxService.GetProductPriceAsync(product, unitPrice, true, customer);
        var (totalInclTax, taxRate) = await taxService.GetProductPriceAsync(product, subTotal, true, customer);
        // As nopCommerce will store them with the order, so that its invoice says the same.
        var attributes = await productAttributeFormatter.FormatAttributesAsync(product, item.AttributesXml, customer, store);

        return new InvoiceLine(
            InvoiceTexts.Describe(await localizationService.GetLocalizedAsync(product, entity => entity.Name), attributes),
            item.Quantity,
            totalInclTax,
            unitPriceInclTax,
            taxRate,
            await productService.FormatSkuAsync(product, item.AttributesXml),
            await productService.FormatGtinAsync(product, item.AttributesXml),
            CostKind.Item,
            new ItemCost(item.ProductId, item.Quantity, subTotal + discount, discount, taxRate));
    }

    private async Task AddShippingAsync(List<InvoiceLine> lines, IList<ShoppingCartItem> cart)
    {
        var (shipping, taxRate, _) = await orderTotals.GetShoppingCartShippingTotalAsync(cart, true);
        if (shipping is > 0)
            lines.Add(new InvoiceLine(await texts.ShippingAsync(), 1, shipping.Value, shipping, taxRate, Kind: CostKind.Shipping));
    }

    private async Task AddFeeAsync(List<InvoiceLine> lines, IList<ShoppingCartItem> cart, Customer customer)
    {
        var fee = await paymentService.GetAdditionalHandlingFeeAsync(cart, GlaseDefaults.SystemName);
        if (fee == 0)
            return;

        var (price, taxRate) = await taxService.GetPaymentMethodAdditionalFeeAsync(fee, true, customer);
        lines.Add(new InvoiceLine(await texts.FeeAsync(), 1, price, price, taxRate, Kind: CostKind.Fee));
    }
}
