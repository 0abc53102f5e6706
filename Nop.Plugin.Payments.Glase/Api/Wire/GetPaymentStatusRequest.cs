using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of getPaymentStatus.
/// </summary>
[XmlRoot("getPaymentStatus", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class GetPaymentStatusRequest : WireRequest
{
    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    [XmlElement("invoiceVersion")]
    public int InvoiceVersion { get; set; }

    internal override string Reference => InvoiceReference;
}
