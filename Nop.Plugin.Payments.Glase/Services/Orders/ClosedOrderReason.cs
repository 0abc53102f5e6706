using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Determines why an order gets no new code in place of one that is over.
/// </summary>
public class ClosedOrderReason(UncachedEntityReader entityReader)
{
    /// <summary>
    /// Gets the name of the text that says so to the shopper.
    /// </summary>
    /// <returns>The name; null when the order gets a new code, or the payment is not over or has no order</returns>
    public async Task<string> FindAsync(GlasePayment payment)
    {
        if (!payment.IsClosed || payment.OrderId is not { } orderId)
            return null;

        var order = await entityReader.GetOrderAsync(orderId);
        if (OrderPayability.NeedsCode(order))
            return null;
        return order is { Deleted: false, OrderStatus: not OrderStatus.Cancelled } ? "OrderPaid" : "OrderCancelled";
    }
}
