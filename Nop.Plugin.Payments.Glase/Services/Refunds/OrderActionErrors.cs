namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// What nopCommerce shows an admin, in English, when a capture, a void or a refund is not made.
/// </summary>
internal static class OrderActionErrors
{
    public const string NoReservation = "This order has no Glase reservation.";

    /// <param name="done">What was not done: captured, released or refunded</param>
    public static string Busy(string done)
    {
        return $"Nothing was {done}: another request is working on this payment. Wait half a minute, load the order again, and check its " +
            "payment and refunds before you try again.";
    }
}
