namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// State of an invoice.
/// </summary>
public enum GlaseInvoiceState
{
    /// <summary>A status that this version does not know: not final, poll again</summary>
    Unknown = 0,

    /// <summary>Waiting for the payer</summary>
    Issued,

    /// <summary>Paid in full</summary>
    Paid,

    /// <summary>A part is paid</summary>
    PartiallyPaid,

    /// <summary>The payer's app waits for the shop to confirm the invoice</summary>
    PendingIssuerAcknowledge,

    /// <summary>The amount is reserved and waits for commitReservation</summary>
    Reserved,

    /// <summary>Cancelled by payer or shop</summary>
    Canceled,

    /// <summary>The payment failed</summary>
    Failed,

    /// <summary>Not paid in time</summary>
    Expired
}
