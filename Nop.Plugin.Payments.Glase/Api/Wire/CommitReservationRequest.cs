using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of commitReservation.
/// </summary>
[XmlRoot("commitReservation", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class CommitReservationRequest : WireRequest
{
    [XmlElement("amount")]
    public WireAmount Amount { get; set; }

    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    internal override string Reference => InvoiceReference;
}
