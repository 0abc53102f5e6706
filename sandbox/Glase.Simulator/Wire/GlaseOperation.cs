namespace Glase.Simulator.Wire;

/// <summary>The names of the nine operations, as they stand on the wire.</summary>
public static class GlaseOperation
{
    public const string SendInvoice = "sendInvoice";
    public const string UpdateInvoice = "updateInvoice";
    public const string GetPaymentStatus = "getPaymentStatus";
    public const string CancelInvoice = "cancelInvoice";
    public const string CommitReservation = "commitReservation";
    public const string SubmitPaymentReceipt = "submitPaymentReceipt";
    public const string RefundPayment = "refundPayment";
    public const string MarkTransactionPeriod = "markTransactionPeriod";
    public const string ExecuteReport = "executeReport";

    public static IReadOnlyList<string> All { get; } =
    [
        SendInvoice, UpdateInvoice, GetPaymentStatus, CancelInvoice, CommitReservation, SubmitPaymentReceipt,
        RefundPayment, MarkTransactionPeriod, ExecuteReport
    ];
}
