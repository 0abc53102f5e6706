using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of updateInvoice.
/// </summary>
[XmlRoot("updateInvoice", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class UpdateInvoiceRequest : WireRequest
{
    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    [XmlElement("invoice")]
    public WireInvoice Invoice { get; set; }

    internal override string Reference => InvoiceReference;
}
