using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Services.Catalog;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Tax;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice lines of a cart's items.
/// </summary>
public class CartItemComposer(ILocalizationService localizationService, IProductAttributeFormatter productAttributeFormatter,
    IProductService productService, IShoppingCartService shoppingCartService, ITaxService taxService)
{
    /// <summary>
    /// Composes the line of an item, including tax.
    /// </summary>
    public async Task<InvoiceLine> ComposeAsync(ShoppingCartItem item, Customer customer, Store store)
    {
        var product = await productService.GetProductByIdAsync(item.ProductId);
        var (subTotal, discount, _, discountedQuantity) = await shoppingCartService.GetSubTotalAsync(item, true);
        // nopCommerce computes the price, and compiles its filters of discounts, each time it is asked. Only of units that cost different
        // prices is that of the discounted ones not known.
        var unitPrice = discountedQuantity is null ? subTotal / item.Quantity : (await shoppingCartService.GetUnitPriceAsync(item, true)).unitPrice;
        var (unitPriceInclTax, _) = await taxService.GetProductPriceAsync(product, unitPrice, true, customer);
        var (totalInclTax, taxRate) = await taxService.GetProductPriceAsync(product, subTotal, true, customer);
        // As nopCommerce will store them with the order, so that the order's invoice has the same text.
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
}
