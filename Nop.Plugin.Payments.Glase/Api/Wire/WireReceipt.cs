using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's receipt of a payment.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireReceipt
{
    [XmlElement("terminalId")]
    public string TerminalId { get; set; }

    [XmlElement("paymentDate")]
    public string PaymentDate { get; set; }

    [XmlElement("clientInvoiceId")]
    public string ClientInvoiceId { get; set; }

    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    [XmlElement("paymentReference")]
    public string PaymentReference { get; set; }

    [XmlElement("payerTerminalId")]
    public string PayerTerminalId { get; set; }

    [XmlElement("receiverName")]
    public string ReceiverName { get; set; }

    [XmlElement("invoice")]
    public WirePaidInvoice Invoice { get; set; }

    internal PaymentReceipt ToReceipt()
    {
        return new()
        {
            TerminalId = TerminalId,
            PaidOnUtc = WireDate.Read(PaymentDate),
            ClientInvoiceId = ClientInvoiceId,
            InvoiceReference = InvoiceReference,
            PaymentReference = PaymentReference,
            PayerTerminalId = PayerTerminalId,
            ReceiverName = ReceiverName,
            PaidAmount = Invoice?.TotalAmount?.ToAmount()
        };
    }
}
