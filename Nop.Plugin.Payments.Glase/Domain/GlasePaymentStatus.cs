namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// The status of a payment. The names are Glase's, except <see cref="Sending"/>, <see cref="Refunded"/> and <see
/// cref="Refused"/>.
/// </summary>
public enum GlasePaymentStatus
{
    /// <summary>
    /// Recorded here; Glase has not answered yet.
    /// </summary>
    Sending = 0,

    /// <summary>
    /// Payable: waiting for the payer.
    /// </summary>
    Issued = 10,

    /// <summary>
    /// The payer's bank has still to answer.
    /// </summary>
    PendingIssuerAcknowledge = 20,

    /// <summary>
    /// Only a part was paid; Glase still waits for the rest.
    /// </summary>
    PartiallyPaid = 30,

    /// <summary>
    /// The money is reserved, not yet taken.
    /// </summary>
    Reserved = 40,

    /// <summary>
    /// Paid.
    /// </summary>
    Paid = 50,

    /// <summary>
    /// Paid, and refunded in full because no order could be paid with it.
    /// </summary>
    Refunded = 55,

    /// <summary>
    /// Cancelled by the payer or by the shop, or reversed by Glase because nobody asked for the status in time.
    /// </summary>
    Canceled = 60,

    /// <summary>
    /// The payment failed.
    /// </summary>
    Failed = 70,

    /// <summary>
    /// Nobody paid in time.
    /// </summary>
    Expired = 80,

    /// <summary>
    /// Glase does not know the invoice any more, so that nobody can pay it.
    /// </summary>
    NotFound = 85,

    /// <summary>
    /// Glase did not accept the invoice, or could not be reached; it was never payable by anybody.
    /// </summary>
    Refused = 90
}
