namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The state of an invoice at Glase.
/// </summary>
public sealed record PaymentStatusResponse
{
    /// <summary>
    /// The state; <see cref="GlaseInvoiceState.Unknown"/> means "not final, poll again".
    /// </summary>
    public GlaseInvoiceState Status { get; init; }

    /// <summary>
    /// The word Glase used, cut to 64 characters: worth a log line when <see cref="Status"/> is Unknown.
    /// </summary>
    public string RawStatus { get; init; }

    /// <summary>
    /// To be sent with the next question: that acknowledges this change.
    /// </summary>
    public int Version { get; init; }

    /// <summary>
    /// Reference of the payment, which receipts and refunds name, as Glase wrote it; null unless PAID.
    /// </summary>
    public string ErsReference { get; init; }

    /// <summary>
    /// What was paid; null while nothing is.
    /// </summary>
    public PaymentReceipt Receipt { get; init; }

    /// <summary>
    /// Coupons and loyalty cards of the payer; empty when there are none.
    /// </summary>
    public IReadOnlyList<CustomerToken> CustomerTokens { get; init; } = [];

    /// <summary>
    /// The unique reference the request carried, by which Glase can find it.
    /// </summary>
    public string ClientReference { get; init; }
}
