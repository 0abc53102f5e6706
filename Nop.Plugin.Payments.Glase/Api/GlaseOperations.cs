namespace Nop.Plugin.Payments.Glase.Api;

internal static class GlaseOperations
{
    public static string WireName(this GlaseOperation operation)
    {
        return operation switch
        {
            GlaseOperation.SendInvoice => "sendInvoice",
            GlaseOperation.UpdateInvoice => "updateInvoice",
            GlaseOperation.GetPaymentStatus => "getPaymentStatus",
            GlaseOperation.CancelInvoice => "cancelInvoice",
            GlaseOperation.CommitReservation => "commitReservation",
            GlaseOperation.SubmitPaymentReceipt => "submitPaymentReceipt",
            GlaseOperation.RefundPayment => "refundPayment",
            GlaseOperation.MarkTransactionPeriod => "markTransactionPeriod",
            GlaseOperation.ExecuteReport => "executeReport",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null)
        };
    }

    /// <summary>
    /// Periods and reports are requested with the shop's credentials, all else with the terminal's.
    /// </summary>
    public static bool UsesShopCredentials(this GlaseOperation operation)
    {
        return operation is GlaseOperation.MarkTransactionPeriod or GlaseOperation.ExecuteReport;
    }

    /// <summary>
    /// Whether money moves immediately, without a payer's confirmation.
    /// </summary>
    public static bool MovesMoney(this GlaseOperation operation)
    {
        return operation is GlaseOperation.CommitReservation or GlaseOperation.RefundPayment;
    }

    /// <summary>
    /// Whether asking twice has the effect of asking once. Sending an invoice, committing, refunding and closing a period
    /// have not: a second request would issue, take, give or close once more. Updating replaces by the same content,
    /// cancelling twice cancels once, a receipt submitted twice is the same receipt, and status and report only read.
    /// </summary>
    public static bool IsIdempotent(this GlaseOperation operation)
    {
        return operation is GlaseOperation.UpdateInvoice or GlaseOperation.GetPaymentStatus or GlaseOperation.CancelInvoice
            or GlaseOperation.SubmitPaymentReceipt or GlaseOperation.ExecuteReport;
    }
}
