using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Attributes;
using Nop.Services.Localization;
using Nop.Services.Tax;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Writes the lines of an invoice for checkout attributes that cost something, such as gift wrapping.
/// </summary>
public class CheckoutAttributeComposer(IAttributeParser<CheckoutAttribute, CheckoutAttributeValue> checkoutAttributeParser,
    ILocalizationService localizationService, ITaxService taxService)
{
    /// <summary>
    /// Writes the lines.
    /// </summary>
    /// <param name="attributesXml">The chosen values as nopCommerce stores them; null or empty for none</param>
    /// <param name="customer">The shopper, whose tax applies</param>
    /// <param name="languageId">The language of the lines; null for that of the current request</param>
    public async Task<IReadOnlyList<InvoiceLine>> ComposeAsync(string attributesXml, Customer customer,
        int? languageId = null)
    {
        var lines = new List<InvoiceLine>();
        if (string.IsNullOrEmpty(attributesXml))
            return lines;

        await foreach (var (attribute, values) in checkoutAttributeParser.ParseAttributeValues(attributesXml))
        {
            await foreach (var value in values)
            {
                var (price, taxRate) = await taxService.GetCheckoutAttributePriceAsync(attribute, value, true, customer);
                if (price == 0)
                    continue;

                var name = await localizationService.GetLocalizedAsync(attribute, entity => entity.Name, languageId);
                var choice = await localizationService.GetLocalizedAsync(value, entity => entity.Name, languageId);
                lines.Add(new InvoiceLine(InvoiceTexts.Describe(name, choice), 1, price, price, taxRate, Kind: CostKind.Option));
            }
        }

        return lines;
    }
}
