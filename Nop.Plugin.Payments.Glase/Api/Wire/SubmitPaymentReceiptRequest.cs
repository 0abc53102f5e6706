using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of submitPaymentReceipt.
/// </summary>
[XmlRoot("submitPaymentReceipt", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class SubmitPaymentReceiptRequest : WireRequest
{
    [XmlElement("ersReference")]
    public string ErsReference { get; set; }

    [XmlElement("receiptDocument")]
    public WireReceiptDocument ReceiptDocument { get; set; }

    internal override string Reference => ErsReference;
}
