namespace Glase.Simulator.Rules;

/// <summary>The words for an invoice's status, as they stand on the wire.</summary>
public static class InvoiceStatus
{
    public const string Issued = "ISSUED";
    public const string Paid = "PAID";
    public const string PartiallyPaid = "PARTIALLY_PAID";
    public const string PendingIssuerAcknowledge = "PENDING_ISSUER_ACKNOWLEDGE";
    public const string Reserved = "RESERVED";
    public const string Canceled = "CANCELED";
    public const string Failed = "FAILED";
    public const string Expired = "EXPIRED";

    /// <summary>Nothing more will happen to the invoice by itself.</summary>
    public static bool IsFinal(string status) => status is Paid or Canceled or Failed or Expired;
}
