using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of markTransactionPeriod.
/// </summary>
[XmlRoot("markTransactionPeriod", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class MarkTransactionPeriodRequest : WireRequest
{
    [XmlElement("parameters")]
    public WireParameters Parameters { get; set; }
}
