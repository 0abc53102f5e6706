using Nop.Core.Domain.Orders;
using Nop.Services.Catalog;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice lines of a placed order's items from their stored values.
/// </summary>
public class OrderItemComposer(ILocalizationService localizationService, IProductService productService)
{
    /// <summary>
    /// Composes the line of an item, including tax.
    /// </summary>
    /// <param name="item">The item</param>
    /// <param name="rates">The order's tax rates in percent</param>
    /// <param name="languageId">The order's language</param>
    public async Task<InvoiceLine> ComposeAsync(OrderItem item, IEnumerable<decimal> rates, int languageId)
    {
        var product = await productService.GetProductByIdAsync(item.ProductId);
        return new InvoiceLine(
            InvoiceTexts.Describe(await localizationService.GetLocalizedAsync(product, entity => entity.Name, languageId),
                item.AttributeDescription),
            item.Quantity,
            item.PriceInclTax,
            item.UnitPriceInclTax,
            OrderTaxRate.Find(item.UnitPriceInclTax, item.UnitPriceExclTax, rates),
            await productService.FormatSkuAsync(product, item.AttributesXml),
            await productService.FormatGtinAsync(product, item.AttributesXml));
    }
}
