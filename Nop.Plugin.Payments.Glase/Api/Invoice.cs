namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// What a payer is asked to pay. Texts are cleaned of characters that XML cannot carry and cut to Glase's lengths.
/// </summary>
public sealed record Invoice
{
    /// <summary>
    /// Whether the payer is debited immediately or the amount is reserved first.
    /// </summary>
    public PaymentMode PaymentMode { get; init; } = PaymentMode.ImmediateDebit;

    /// <summary>
    /// Whether the shop confirms the invoice before the payer may pay. Anything but
    /// <see cref="AcknowledgmentMode.NoAcknowledgment"/> leaves the payer's app waiting for the shop.
    /// </summary>
    public AcknowledgmentMode AcknowledgmentMode { get; init; } = AcknowledgmentMode.NoAcknowledgment;

    /// <summary>
    /// When the invoice was made, UTC; null for now.
    /// </summary>
    public DateTime? IssuedOnUtc { get; init; }

    /// <summary>
    /// Heading of the invoice; cut to 255 characters.
    /// </summary>
    public string Title { get; init; }

    /// <summary>
    /// The shop's own id of the invoice, at most 128 characters; null for none.
    /// </summary>
    public string ClientInvoiceId { get; init; }

    /// <summary>
    /// What is bought; their totals must add up to <see cref="TotalAmount"/>, or Glase answers
    /// <see cref="GlaseResultCode.InvalidInvoiceData"/>.
    /// </summary>
    public IReadOnlyList<InvoiceRow> Rows { get; init; } = [];

    /// <summary>
    /// What is to be paid; required, at most two decimals.
    /// </summary>
    public Amount TotalAmount { get; init; }

    /// <summary>
    /// Who serves the payer; cut to 64 characters. Sent empty when null, because Glase asks for the field.
    /// </summary>
    public string CashierId { get; init; }

    /// <summary>
    /// Last line of the invoice; cut to 255 characters. Sent empty when null, because Glase asks for the field.
    /// </summary>
    public string Footer { get; init; }

    /// <summary>
    /// Where the phone's browser goes after the payer confirmed or cancelled; null for nowhere. At most 2,000 characters.
    /// </summary>
    public string BackUrl { get; init; }

    /// <summary>
    /// Where Glase posts once when the invoice is PAID; null for nowhere. At most 2,000 characters.
    /// </summary>
    public string NotificationUrl { get; init; }

    /// <summary>
    /// How long a reservation is to last, in whole seconds; null for Glase's default.
    /// </summary>
    public TimeSpan? CommitReservationTimeout { get; init; }
}
