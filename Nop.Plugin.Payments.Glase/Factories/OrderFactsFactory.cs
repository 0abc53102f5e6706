using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Helpers;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what a page that asks for the payment of a placed order says about the order.
/// </summary>
public class OrderFactsFactory(UncachedEntityReader entityReader, IDateTimeHelper dateTimeHelper, ILocalizationService localizationService)
{
    /// <summary>
    /// Gets the number of the payment's order, and until when it can be paid with this code, in the shopper's time zone.
    /// </summary>
    /// <returns>The sentence; null for a payment that has no order, or is not open</returns>
    public async Task<string> DescribeAsync(GlasePayment payment)
    {
        if (!payment.IsOpen || await entityReader.GetOrderAsync(payment.OrderId) is not { } order)
            return null;

        var deadline = await dateTimeHelper.ConvertToUserTimeAsync(payment.ExpiresOnUtc, DateTimeKind.Utc);
        return string.Format(CultureInfo.CurrentCulture,
            await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Payment.OrderFacts"),
            order.CustomOrderNumber, deadline.ToString("t", CultureInfo.CurrentCulture));
    }
}
