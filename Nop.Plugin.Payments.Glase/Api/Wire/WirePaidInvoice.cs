using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What the plugin needs of the invoice inside a receipt; the rest is skipped.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WirePaidInvoice
{
    [XmlElement("totalAmount")]
    public WireAmount TotalAmount { get; set; }
}
