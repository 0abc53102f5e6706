using Nop.Core.Domain.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// What nopCommerce shows an admin, in English, when a capture, a void or a refund is not made.
/// </summary>
internal static class OrderActionErrors
{
    public const string NoReservation = "This order has no Glase reservation.";

    /// <summary>
    /// Gets what to say when an order was changed or deleted since nopCommerce read the copy that it saves after the action; null when it
    /// was not.
    /// </summary>
    /// <param name="order">nopCommerce's copy</param>
    /// <param name="stored">The order as it is stored now</param>
    /// <param name="done">What was not done: captured, released or refunded</param>
    public static string Changed(Order order, Order stored, string done)
    {
        return !stored.Deleted && stored.OrderStatus == order.OrderStatus && stored.PaymentStatus == order.PaymentStatus
            && stored.OrderTotal == order.OrderTotal
            ? null
            : $"The order was changed meanwhile, and nothing was {done}: reload it and try again.";
    }

    /// <param name="done">What was not done: captured, released or refunded</param>
    public static string Busy(string done)
    {
        return $"Nothing was {done}: another request is working on this payment. Wait half a minute, load the order again, and check its " +
            "payment and refunds before you try again.";
    }
}
