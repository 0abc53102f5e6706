using System.Text;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// What Glase says about a payment that was made.
/// </summary>
public sealed record PaymentReceipt
{
    /// <summary>
    /// The terminal that was paid.
    /// </summary>
    public string TerminalId { get; init; }

    /// <summary>
    /// When it was paid, UTC; null when Glase does not say or says it in a form that is not understood.
    /// </summary>
    public DateTime? PaidOnUtc { get; init; }

    /// <summary>
    /// The shop's own id of the invoice, as it was sent.
    /// </summary>
    public string ClientInvoiceId { get; init; }

    /// <summary>
    /// The invoice that was paid.
    /// </summary>
    public string InvoiceReference { get; init; }

    /// <summary>
    /// Reference of the payment on the payer's side.
    /// </summary>
    public string PaymentReference { get; init; }

    /// <summary>
    /// The payer's id at Glase: personal data, neither logged nor shown.
    /// </summary>
    public string PayerTerminalId { get; init; }

    /// <summary>
    /// Who was paid.
    /// </summary>
    public string ReceiverName { get; init; }

    /// <summary>
    /// The total of the invoice as it was really paid; null when Glase does not say.
    /// </summary>
    public Amount PaidAmount { get; init; }

    // Replaces the record's own, which would print the payer.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("InvoiceReference = ").Append(InvoiceReference)
            .Append(", PaymentReference = ").Append(PaymentReference)
            .Append(", PaidAmount = ").Append(PaidAmount);
        return true;
    }
}
