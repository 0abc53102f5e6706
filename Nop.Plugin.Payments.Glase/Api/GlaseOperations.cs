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
    /// Periods and reports are asked for with the shop's credentials, all else with the terminal's.
    /// </summary>
    public static bool UsesShopCredentials(this GlaseOperation operation)
    {
        return operation is GlaseOperation.MarkTransactionPeriod or GlaseOperation.ExecuteReport;
    }
}
