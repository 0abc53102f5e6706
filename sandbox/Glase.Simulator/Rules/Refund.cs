using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>A refund that was made.</summary>
/// <param name="BookedAs">Its place in the order of transactions, for the period it belongs to.</param>
public sealed record Refund(
    string ErsReference, string PaymentReference, string InvoiceReference, string Title, Amount Amount, DateTimeOffset At,
    long BookedAs);

/// <summary>A receipt the shop submitted for a payment.</summary>
public sealed record SubmittedReceipt(
    string ErsReference, string InvoiceReference, string MimeType, string ReceiptType, byte[] Data, DateTimeOffset At);
