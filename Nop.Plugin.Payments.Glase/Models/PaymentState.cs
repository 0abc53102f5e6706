namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What the shopper is told about a payment. Each state has one next step.
/// </summary>
public enum PaymentState
{
    /// <summary>
    /// The code can be scanned, and was not yet.
    /// </summary>
    Waiting,

    /// <summary>
    /// What is to be paid has changed, and the code does not fit it yet: it is not shown.
    /// </summary>
    Changed,

    /// <summary>
    /// The payer has the invoice in the app and is about to confirm it.
    /// </summary>
    InProgress,

    /// <summary>
    /// Glase says paid: the shopper's browser completes the order now.
    /// </summary>
    Paid,

    /// <summary>
    /// Glase holds the amount until the shop captures it: for the shopper that is as good as paid.
    /// </summary>
    Reserved,

    /// <summary>
    /// Glase says paid, or holds the amount, and the shop is completing the order, now or at its next attempt: the page asks for it
    /// again by itself, and there is nothing for the shopper to do.
    /// </summary>
    Completing,

    /// <summary>
    /// The payment time limit is over; a new code is available.
    /// </summary>
    Expired,

    /// <summary>
    /// The payer pressed cancel in the app, or the shop cancelled the invoice; a new code is available.
    /// </summary>
    Cancelled,

    /// <summary>
    /// The shop cancelled the invoice because the cart or order changed: there is nothing to pay any more, or the invoice could not be
    /// made to ask for something else; a new code is available.
    /// </summary>
    Withdrawn,

    /// <summary>
    /// Glase refused the payment; a new code is available.
    /// </summary>
    Failed,

    /// <summary>
    /// Glase does not know the invoice any more; a new code is available.
    /// </summary>
    NotFound,

    /// <summary>
    /// Another amount was paid than the invoice asked for: it is about to be refunded in full.
    /// </summary>
    BeingRefunded,

    /// <summary>
    /// It was paid, and refunded in full because no order could be placed with it; a new code is available.
    /// </summary>
    Refunded,

    /// <summary>
    /// Glase could not be reached, so there is no code; the shop's other payment methods stay open.
    /// </summary>
    Unavailable,

    /// <summary>
    /// nopCommerce will not order the cart as it is, so there is no code: the shopper is told why and where to go.
    /// </summary>
    NotOrderable,

    /// <summary>
    /// There is no code yet: it comes once the order is confirmed.
    /// </summary>
    AfterOrder
}
