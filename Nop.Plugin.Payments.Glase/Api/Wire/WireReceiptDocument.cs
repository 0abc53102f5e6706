using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's receiptDocument.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireReceiptDocument
{
    [XmlElement("mimeType")]
    public string MimeType { get; set; }

    [XmlElement("receiptData", DataType = "base64Binary")]
    public byte[] ReceiptData { get; set; }

    [XmlElement("receiptType")]
    public string ReceiptType { get; set; }
}
