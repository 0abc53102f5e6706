using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Determines from an order's state whether it can still be paid.
/// </summary>
public static class OrderPayability
{
    /// <summary>
    /// Gets whether an order still waits for its payment.
    /// </summary>
    public static bool IsPayable(Order order)
    {
        return order is { Deleted: false, PaymentStatus: PaymentStatus.Pending } && order.OrderStatus != OrderStatus.Cancelled;
    }

    /// <summary>
    /// Gets whether an order waits for a payment of more than nothing: an admin may have edited its total to that.
    /// </summary>
    public static bool NeedsCode(Order order)
    {
        return IsPayable(order) && order.OrderTotal > 0;
    }

    /// <summary>
    /// Gets whether an order waits for a payment with Glase, so that its payment link leads to a code.
    /// </summary>
    public static bool CanBePaidByLink(Order order)
    {
        return NeedsCode(order) && order.PaymentMethodSystemName == GlaseDefaults.SystemName;
    }
}
