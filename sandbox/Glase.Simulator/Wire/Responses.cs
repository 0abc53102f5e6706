using System.Xml.Serialization;

namespace Glase.Simulator.Wire;

[XmlType(Namespace = "")]
public class ErsResponse
{
    [XmlElement("ersReference")]
    public string ErsReference { get; set; }

    [XmlElement("resultCode")]
    public int ResultCode { get; set; }

    [XmlElement("resultDescription")]
    public string ResultDescription { get; set; }
}

[XmlType(Namespace = "")]
public sealed class SendInvoiceResponse : ErsResponse
{
    [XmlElement("invoiceQRCode")]
    public string InvoiceQrCode { get; set; }

    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }
}

[XmlType(Namespace = "")]
public sealed class PaymentStatusResponse : ErsResponse
{
    [XmlElement("status")]
    public string Status { get; set; }

    [XmlElement("receipt")]
    public PaymentReceipt Receipt { get; set; }

    [XmlArray("customerTokens")]
    [XmlArrayItem("token")]
    public CustomerToken[] CustomerTokens { get; set; }

    [XmlElement("version")]
    public int Version { get; set; }
}

[XmlType(Namespace = "")]
public sealed class MarkTransactionPeriodResponse : ErsResponse
{
    [XmlElement("transactionPeriodId")]
    public string TransactionPeriodId { get; set; }
}

[XmlType(Namespace = "")]
public sealed class ExecuteReportResponse : ErsResponse
{
    [XmlElement("report")]
    public Report Report { get; set; }
}
