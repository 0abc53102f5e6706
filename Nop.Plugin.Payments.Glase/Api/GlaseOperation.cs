namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The operations of the merchant API that the plugin uses.
/// </summary>
public enum GlaseOperation
{
    /// <summary>Issue an invoice</summary>
    SendInvoice,

    /// <summary>Replace the content of an open invoice</summary>
    UpdateInvoice,

    /// <summary>Ask for the state of an invoice</summary>
    GetPaymentStatus,

    /// <summary>Cancel an unpaid or reserved invoice</summary>
    CancelInvoice,

    /// <summary>Turn a reservation into a payment</summary>
    CommitReservation,

    /// <summary>Submit the payer's receipt</summary>
    SubmitPaymentReceipt,

    /// <summary>Give money back</summary>
    RefundPayment,

    /// <summary>Close a transaction period</summary>
    MarkTransactionPeriod,

    /// <summary>Fetch a report</summary>
    ExecuteReport
}
