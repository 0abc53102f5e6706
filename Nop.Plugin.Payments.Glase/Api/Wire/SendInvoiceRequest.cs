using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of sendInvoice.
/// </summary>
[XmlRoot("sendInvoice", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class SendInvoiceRequest : WireRequest
{
    [XmlElement("invoice")]
    public WireInvoice Invoice { get; set; }
}
