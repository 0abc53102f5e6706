namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// The outcome of applying a payment to its order.
/// </summary>
public enum ApplyOutcome
{
    /// <summary>
    /// It has not been paid.
    /// </summary>
    NotPaid,

    /// <summary>
    /// It is paid; its order is still to be placed by the shopper's browser.
    /// </summary>
    AwaitsOrder,

    /// <summary>
    /// It is paid, and somebody else is about to pay its order with it, or Glase has still to say all that is needed for that.
    /// </summary>
    InProgress,

    /// <summary>
    /// It is paid; its order could not be placed for a reason that may pass, and that is tried again.
    /// </summary>
    RetryScheduled,

    /// <summary>
    /// Its order is paid.
    /// </summary>
    Applied,

    /// <summary>
    /// It was paid, and refunded in full because no order could be paid with it.
    /// </summary>
    Refunded,

    /// <summary>
    /// It is paid, but its order was paid in another way: nothing happens to the money before an admin decides.
    /// </summary>
    AwaitsDecision,

    /// <summary>
    /// It is paid, but no order can be paid with it, or none before an admin decides; <c>LastError</c> of the payment says why.
    /// </summary>
    NotApplicable
}
