using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What sendInvoice answers.
/// </summary>
[XmlRoot("return", Namespace = "")]
[XmlType(Namespace = "")]
public sealed class SendInvoiceReturn : WireReturn
{
    [XmlElement("invoiceQRCode")]
    public string InvoiceQrCode { get; set; }

    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    internal override string Reference => InvoiceReference;
}
