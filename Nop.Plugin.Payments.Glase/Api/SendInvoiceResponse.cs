namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The answer to an issued invoice.
/// </summary>
public sealed record SendInvoiceResponse
{
    /// <summary>
    /// What the invoice is called in all further calls.
    /// </summary>
    public string InvoiceReference { get; init; }

    /// <summary>
    /// Content of the QR code, as received, for instance <c>HTTP://SEQR.SE/R12345</c>.
    /// </summary>
    public string InvoiceQrCode { get; init; }

    /// <summary>
    /// The unique reference the request carried, by which Glase can find it.
    /// </summary>
    public string ClientReference { get; init; }
}
