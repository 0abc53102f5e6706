using System.Xml.Serialization;

namespace Glase.Simulator.Wire;

/// <summary>What was really paid, in the answer to getPaymentStatus.</summary>
[XmlType(Namespace = "")]
public sealed class PaymentReceipt
{
    [XmlElement("terminalId")]
    public string TerminalId { get; set; }

    [XmlElement("paymentDate")]
    public string PaymentDate { get; set; }

    [XmlElement("clientInvoiceId")]
    public string ClientInvoiceId { get; set; }

    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    [XmlElement("paymentReference")]
    public string PaymentReference { get; set; }

    [XmlElement("payerTerminalId")]
    public string PayerTerminalId { get; set; }

    [XmlElement("receiverName")]
    public string ReceiverName { get; set; }

    [XmlElement("invoice")]
    public InvoiceContent Invoice { get; set; }
}

/// <summary>The shop's own receipt, which the payer finds in the app.</summary>
[XmlType(Namespace = "")]
public sealed class ReceiptDocument
{
    [XmlElement("mimeType")]
    public string MimeType { get; set; }

    [XmlElement("receiptData", DataType = "base64Binary")]
    public byte[] ReceiptData { get; set; }

    [XmlElement("receiptType")]
    public string ReceiptType { get; set; }
}

[XmlType(Namespace = "")]
public sealed class Report
{
    [XmlElement("title")]
    public string Title { get; set; }

    [XmlElement("mimeType")]
    public string MimeType { get; set; }

    [XmlElement("content", DataType = "base64Binary")]
    public byte[] Content { get; set; }

    [XmlElement("contentString")]
    public string ContentString { get; set; }
}

[XmlType(Namespace = "")]
public sealed class ParameterMap
{
    [XmlArray("parameter")]
    [XmlArrayItem("entry")]
    public ParameterEntry[] Entries { get; set; }

    public string Find(string key) =>
        Entries?.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}

[XmlType(Namespace = "")]
public sealed class ParameterEntry
{
    [XmlElement("key")]
    public string Key { get; set; }

    [XmlElement("value")]
    public string Value { get; set; }
}
