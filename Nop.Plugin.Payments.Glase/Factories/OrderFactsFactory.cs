using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Helpers;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what a page that asks for the payment of a placed order says about the order.
/// </summary>
public class OrderFactsFactory(UncachedEntityReader entityReader, IDateTimeHelper dateTimeHelper, ILocalizationService localizationService,
    ShopperSession session, OrderSettings orderSettings)
{
    /// <summary>
    /// Prepares the facts about the payment's order, with times in the shopper's time zone.
    /// </summary>
    /// <returns>The facts; null for a payment that has no order</returns>
    public async Task<OrderFactsModel> PrepareAsync(GlasePayment payment)
    {
        if (await entityReader.GetOrderAsync(payment.OrderId) is not { } order)
            return null;

        var isCustomers = await session.FindAsync(order.CustomerId) is not null;
        return new OrderFactsModel(await FormatAsync(GlaseDefaults.ResourcePrefix + ".Payment.OrderFacts.Number", order.CustomOrderNumber),
            payment.IsOpen ? await DescribeAsync(payment, order) : null, isCustomers ? order.Id : null,
            CanCancel: isCustomers && orderSettings.AllowCustomersCancelOrders && OrderPayability.IsPayable(order));
    }

    private async Task<string> DescribeAsync(GlasePayment payment, Order order)
    {
        var deadline = await dateTimeHelper.ConvertToUserTimeAsync(payment.DeadlineOnUtc, DateTimeKind.Utc);
        return await FormatAsync(GlaseDefaults.ResourcePrefix + ".Payment.OrderFacts", order.CustomOrderNumber,
            deadline.ToString("t", CultureInfo.CurrentCulture));
    }

    private async Task<string> FormatAsync(string resource, params object[] values)
    {
        return string.Format(CultureInfo.CurrentCulture, await localizationService.GetResourceAsync(resource), values);
    }
}
