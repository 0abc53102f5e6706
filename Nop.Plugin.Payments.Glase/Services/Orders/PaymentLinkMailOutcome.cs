namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Whether an email with a payment link is queued, and otherwise why not.
/// </summary>
public enum PaymentLinkMailOutcome
{
    /// <summary>
    /// It is queued.
    /// </summary>
    Queued,

    /// <summary>
    /// The order can no longer be paid with Glase, or its store has no address.
    /// </summary>
    NoLink,

    /// <summary>
    /// The message template is missing for the order's store, or not active.
    /// </summary>
    NoTemplate,

    /// <summary>
    /// The shop has no email account.
    /// </summary>
    NoEmailAccount,

    /// <summary>
    /// The order's billing address has no email address.
    /// </summary>
    NoAddress
}
