using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of refundPayment.
/// </summary>
[XmlRoot("refundPayment", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class RefundPaymentRequest : WireRequest
{
    [XmlElement("ersReference")]
    public string ErsReference { get; set; }

    [XmlElement("invoice")]
    public WireInvoice Invoice { get; set; }

    internal override string Reference => ErsReference;
}
