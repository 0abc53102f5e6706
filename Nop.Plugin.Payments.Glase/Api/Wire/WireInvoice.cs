using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's invoice.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireInvoice
{
    [XmlElement("paymentMode")]
    public string PaymentMode { get; set; }

    [XmlElement("acknowledgmentMode")]
    public string AcknowledgmentMode { get; set; }

    [XmlElement("issueDate")]
    public string IssueDate { get; set; }

    [XmlElement("title")]
    public string Title { get; set; }

    [XmlElement("clientInvoiceId")]
    public string ClientInvoiceId { get; set; }

    [XmlArray("invoiceRows")]
    [XmlArrayItem("invoiceRow")]
    public WireInvoiceRow[] InvoiceRows { get; set; }

    [XmlElement("totalAmount")]
    public WireAmount TotalAmount { get; set; }

    [XmlElement("cashierId")]
    public string CashierId { get; set; }

    [XmlElement("footer")]
    public string Footer { get; set; }

    [XmlElement("backURL")]
    public string BackUrl { get; set; }

    [XmlElement("notificationUrl")]
    public string NotificationUrl { get; set; }

    [XmlElement("commitReservationTimeout")]
    public string CommitReservationTimeout { get; set; }

    internal static WireInvoice From(Invoice invoice, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(invoice.TotalAmount, "invoice.TotalAmount");

        return new()
        {
            PaymentMode = WireWords.Of(invoice.PaymentMode),
            AcknowledgmentMode = WireWords.Of(invoice.AcknowledgmentMode),
            IssueDate = WireDate.Write(invoice.IssuedOnUtc ?? timeProvider.GetUtcNow().UtcDateTime),
            Title = WireText.Clean(invoice.Title, 255),
            ClientInvoiceId = WireText.Whole(invoice.ClientInvoiceId, 128, "invoice.ClientInvoiceId"),
            InvoiceRows = invoice.Rows is { Count: > 0 } rows ? rows.Select(WireInvoiceRow.From).ToArray() : null,
            TotalAmount = WireAmount.Exactly(invoice.TotalAmount),
            CashierId = WireText.Clean(invoice.CashierId, 64) ?? string.Empty,
            Footer = WireText.Clean(invoice.Footer, 255) ?? string.Empty,
            BackUrl = WireText.Whole(invoice.BackUrl, 2000, "invoice.BackUrl"),
            NotificationUrl = WireText.Whole(invoice.NotificationUrl, 2000, "invoice.NotificationUrl"),
            CommitReservationTimeout = invoice.CommitReservationTimeout is { } timeout ? WireNumber.Seconds(timeout) : null
        };
    }
}
