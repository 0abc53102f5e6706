using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice draft for a placed order from its stored values.
/// </summary>
public class OrderInvoiceComposer(CheckoutAttributeComposer checkoutAttributes, ICustomerService customerService,
    IGiftCardService giftCardService, ILocalizationService localizationService, IOrderService orderService,
    IProductService productService, IRewardPointService rewardPointService, InvoiceTexts texts, OrderCurrency orderCurrency)
{
    private const decimal MaxRounding = 0.01m;

    /// <summary>
    /// Writes the invoice for all of an order's total, in the order's language and currency.
    /// </summary>
    /// <param name="order">The order</param>
    /// <param name="tookLess">Whether less was taken for it than had been reserved, so that its items may come to more</param>
    public async Task<InvoiceDraft> ComposeAsync(Order order, bool tookLess = false)
    {
        var lines = new List<InvoiceLine>();
        var language = order.CustomerLanguageId;
        var rates = orderService.ParseTaxRates(order, order.TaxRates).Keys;
        foreach (var item in (await orderService.GetOrderItemsAsync(order.Id)).OrderBy(item => item.Id))
            lines.Add(await ComposeItemAsync(item, rates, language));
        lines.AddRange(await checkoutAttributes.ComposeAsync(order.CheckoutAttributesXml,
            await customerService.GetCustomerByIdAsync(order.CustomerId), language));

        AddPriced(lines, await texts.ShippingAsync(language), order.OrderShippingInclTax, order.OrderShippingExclTax, rates);
        AddPriced(lines, await texts.FeeAsync(language), order.PaymentMethodAdditionalFeeInclTax,
            order.PaymentMethodAdditionalFeeExclTax, rates);

        var discount = order.OrderSubTotalDiscountInclTax + order.OrderDiscount;
        lines.Add(new InvoiceLine(await texts.DiscountAsync(language), 1, -discount));
        foreach (var usage in await giftCardService.GetGiftCardUsageHistoryAsync(order))
            lines.Add(new InvoiceLine(await texts.GiftCardAsync(language), 1, -usage.UsedValue));
        if (order.RedeemedRewardPointsEntryId is { } entryId
            && await rewardPointService.GetRewardPointsHistoryEntryByIdAsync(entryId) is { } entry)
            lines.Add(new InvoiceLine(await texts.RewardPointsAsync(language), 1, -entry.UsedAmount));

        return InvoiceDraft.Balance(order.OrderTotal, await orderCurrency.GetCodeAsync(order), lines,
            await texts.RoundingAsync(language), tookLess ? await texts.NotChargedAsync(language) : null);
    }

    private async Task<InvoiceLine> ComposeItemAsync(OrderItem item, IEnumerable<decimal> rates, int languageId)
    {
        var product = await productService.GetProductByIdAsync(item.ProductId);
        return new InvoiceLine(
            InvoiceTexts.Describe(await localizationService.GetLocalizedAsync(product, entity => entity.Name, languageId),
                item.AttributeDescription),
            item.Quantity,
            item.PriceInclTax,
            item.UnitPriceInclTax,
            TaxRate(item.UnitPriceInclTax, item.UnitPriceExclTax, rates),
            await productService.FormatSkuAsync(product, item.AttributesXml),
            await productService.FormatGtinAsync(product, item.AttributesXml));
    }

    private static void AddPriced(List<InvoiceLine> lines, string description, decimal inclTax, decimal exclTax,
        IEnumerable<decimal> rates)
    {
        if (inclTax != 0)
            lines.Add(new InvoiceLine(description, 1, inclTax, inclTax, TaxRate(inclTax, exclTax, rates)));
    }

    // The order keeps its tax rates, but not which line has which: it is the one that turns one price into the other.
    private static decimal? TaxRate(decimal inclTax, decimal exclTax, IEnumerable<decimal> rates)
    {
        decimal Difference(decimal rate) => Math.Abs(exclTax * (1 + rate / 100) - inclTax);

        var nearest = rates.Prepend(0).MinBy(Difference);
        return Difference(nearest) <= MaxRounding ? nearest : null;
    }
}
