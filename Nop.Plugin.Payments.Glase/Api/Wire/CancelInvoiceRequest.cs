using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Content of cancelInvoice.
/// </summary>
[XmlRoot("cancelInvoice", Namespace = GlaseNamespaces.Merchant)]
[XmlType(Namespace = "")]
public sealed class CancelInvoiceRequest : WireRequest
{
    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    internal override string Reference => InvoiceReference;
}
