using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Decides when an order no longer needs its reservation, so that it is released.
/// </summary>
public static class ReservationReleasePolicy
{
    /// <summary>
    /// Gets why an order does not want its reservation any more, to go on a sentence with; null when it does.
    /// </summary>
    public static string GetReleaseReason(Order order)
    {
        if (GetClosedReason(order) is { } reason)
            return reason;
        return PaymentDecisionPolicy.IsPaid(order) ? "the order is paid in another way" : null;
    }

    /// <summary>
    /// Gets why an order is not to be paid any more, to go on a sentence with; null when it is, or is paid.
    /// </summary>
    /// <remarks>
    /// An admin can mark an order as voided without Glase being asked. Nobody can capture or void it from then on.
    /// </remarks>
    public static string GetClosedReason(Order order)
    {
        if (order.Deleted || order.OrderStatus == OrderStatus.Cancelled)
            return "the order is cancelled";
        return order.PaymentStatus == PaymentStatus.Voided ? "the order's payment is voided" : null;
    }
}
