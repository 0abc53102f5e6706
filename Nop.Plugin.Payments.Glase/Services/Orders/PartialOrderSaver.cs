using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Customers;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Saves what nopCommerce had not saved of an order when it was interrupted.
/// </summary>
public class PartialOrderSaver(ICustomerService customerService, ICustomNumberFormatter customNumberFormatter,
    IOrderService orderService, PartialOrderCart orderCart, StoreRequestScope scope)
{
    /// <summary>
    /// Saves the order's number, records what it has used, moves its items out of the cart and resets the checkout. Can be repeated.
    /// </summary>
    /// <param name="payment">The payment that the order was placed with</param>
    /// <param name="order">The order, as it is stored</param>
    /// <param name="report">Gets what was completed, and what only a person can do</param>
    public async Task SaveAsync(GlasePayment payment, Order order, OrderCompletionReport report)
    {
        if (string.IsNullOrEmpty(order.CustomOrderNumber))
        {
            order.CustomOrderNumber = customNumberFormatter.GenerateOrderCustomNumber(order);
            await orderService.UpdateOrderAsync(order);
            report.AddCompleted("the order got its number");
        }

        var cart = await orderCart.GetAsync(order);
        await RecordUsageAsync(payment, order, cart, report);
        await orderCart.MoveAsync(order, cart, report);
        if (await customerService.GetCustomerByIdAsync(order.CustomerId) is { } customer)
            await customerService.ResetCheckoutDataAsync(customer, order.StoreId, clearCouponCodes: true, clearCheckoutAttributes: true);
    }

    private async Task RecordUsageAsync(GlasePayment payment, Order order, IList<ShoppingCartItem> cart, OrderCompletionReport report)
    {
        try
        {
            await scope.RunAsync(payment, async services =>
            {
                await services.GetRequiredService<OrderUsageRecorder>().RecordAsync(order, cart, report);
                return true;
            });
        }
        catch (OrderContextException exception)
        {
            // The rest can be completed all the same.
            report.AddManualStep($"{exception.Message} Check which discounts, gift cards and reward points the order has used, and whether they count as used.");
        }
    }
}
