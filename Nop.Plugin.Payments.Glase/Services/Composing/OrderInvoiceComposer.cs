using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice draft for a placed order from its stored values.
/// </summary>
public class OrderInvoiceComposer(OrderItemComposer items, CheckoutAttributeComposer checkoutAttributes,
    ICustomerService customerService, IGiftCardService giftCardService, IOrderService orderService,
    IRewardPointService rewardPointService, InvoiceTexts texts, OrderCurrency orderCurrency)
{
    /// <summary>
    /// Writes the invoice for all of an order's total, in the order's language and currency.
    /// </summary>
    /// <param name="order">The order</param>
    /// <param name="capturedLess">Whether less was captured for it than was reserved, so that its items may amount to more</param>
    /// <param name="currencyCode">The order's currency (ISO 4217); null to have it read</param>
    public async Task<InvoiceDraft> ComposeAsync(Order order, bool capturedLess = false, string currencyCode = null)
    {
        var lines = new List<InvoiceLine>();
        var language = order.CustomerLanguageId;
        var rates = orderService.ParseTaxRates(order, order.TaxRates).Keys;
        foreach (var item in (await orderService.GetOrderItemsAsync(order.Id)).OrderBy(item => item.Id))
            lines.Add(await items.ComposeAsync(item, rates, language));
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

        return InvoiceDraft.Balance(order.OrderTotal, currencyCode ?? await orderCurrency.GetCodeAsync(order), lines,
            await texts.RoundingAsync(language), capturedLess ? await texts.NotChargedAsync(language) : null);
    }

    private static void AddPriced(List<InvoiceLine> lines, string description, decimal inclTax, decimal exclTax,
        IEnumerable<decimal> rates)
    {
        if (inclTax != 0)
            lines.Add(new InvoiceLine(description, 1, inclTax, inclTax, OrderTaxRate.Find(inclTax, exclTax, rates)));
    }
}
