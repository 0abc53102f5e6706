using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// The currency that an order's amounts are in: the primary store currency at the time it was placed. nopCommerce does not store it,
/// and shows old orders in whatever currency is the primary one today.
/// </summary>
public class OrderCurrency(PaymentStore paymentStore, IGenericAttributeService genericAttributeService,
    PrimaryCurrency primaryCurrency)
{
    /// <summary>
    /// Name of the attribute that orders keep it in where their payments do not tell it.
    /// </summary>
    public const string Attribute = "GlaseCurrencyCode";

    /// <summary>
    /// Gets the code (ISO 4217) of an order's currency: what was recorded when it was placed, else that of its first payment, else
    /// today's primary store currency.
    /// </summary>
    public async Task<string> GetCodeAsync(Order order)
    {
        return await genericAttributeService.GetAttributeAsync<string>(order, Attribute)
            ?? (await paymentStore.GetFirstByOrderAsync(order.Id, order.OrderGuid))?.CurrencyCode
            ?? await primaryCurrency.GetCodeAsync();
    }

    /// <summary>
    /// Records the currency of an order that was just placed, unless its payment tells it.
    /// </summary>
    /// <param name="order">The order</param>
    /// <param name="payment">The payment that the order was placed with; null for none</param>
    public async Task RecordAsync(Order order, GlasePayment payment)
    {
        var code = await primaryCurrency.GetCodeAsync();
        if (payment is null || !IsSame(payment.CurrencyCode, code))
            await genericAttributeService.SaveAttributeAsync(order, Attribute, code);
    }

    /// <summary>
    /// Gets whether two codes (ISO 4217) name the same currency.
    /// </summary>
    public static bool IsSame(string code, string other)
    {
        return string.Equals(code, other, StringComparison.OrdinalIgnoreCase);
    }
}
