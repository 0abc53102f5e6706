namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A document for the payer, kept by Glase beside the payment.
/// </summary>
/// <param name="MimeType">For instance <c>text/html</c></param>
/// <param name="Data">The document; may be empty, at most 1 MB</param>
/// <param name="Type">What the document is</param>
public sealed record ReceiptDocument(string MimeType, ReadOnlyMemory<byte> Data, ReceiptType Type = ReceiptType.PaymentReceipt);
