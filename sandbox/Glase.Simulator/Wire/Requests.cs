using System.ServiceModel;
using System.Xml.Serialization;

namespace Glase.Simulator.Wire;

[XmlType(Namespace = "")]
public abstract class GlaseRequest
{
    [XmlElement("context")]
    public ClientContext Context { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.SendInvoice, WrapperNamespace = GlaseWire.Namespace)]
public sealed class SendInvoiceRequest : GlaseRequest
{
    [XmlElement("invoice")]
    public InvoiceContent Invoice { get; set; }

    [XmlElement("tokens")]
    public CustomerToken[] Tokens { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.UpdateInvoice, WrapperNamespace = GlaseWire.Namespace)]
public sealed class UpdateInvoiceRequest : GlaseRequest
{
    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    [XmlElement("invoice")]
    public InvoiceContent Invoice { get; set; }

    [XmlElement("tokens")]
    public CustomerToken[] Tokens { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.GetPaymentStatus, WrapperNamespace = GlaseWire.Namespace)]
public sealed class GetPaymentStatusRequest : GlaseRequest
{
    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }

    [XmlElement("invoiceVersion")]
    public int InvoiceVersion { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.CancelInvoice, WrapperNamespace = GlaseWire.Namespace)]
public sealed class CancelInvoiceRequest : GlaseRequest
{
    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.CommitReservation, WrapperNamespace = GlaseWire.Namespace)]
public sealed class CommitReservationRequest : GlaseRequest
{
    [XmlElement("amount")]
    public Amount Amount { get; set; }

    [XmlElement("invoiceReference")]
    public string InvoiceReference { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.SubmitPaymentReceipt, WrapperNamespace = GlaseWire.Namespace)]
public sealed class SubmitPaymentReceiptRequest : GlaseRequest
{
    [XmlElement("ersReference")]
    public string ErsReference { get; set; }

    [XmlElement("receiptDocument")]
    public ReceiptDocument ReceiptDocument { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.RefundPayment, WrapperNamespace = GlaseWire.Namespace)]
public sealed class RefundPaymentRequest : GlaseRequest
{
    [XmlElement("ersReference")]
    public string ErsReference { get; set; }

    [XmlElement("invoice")]
    public InvoiceContent Invoice { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.MarkTransactionPeriod, WrapperNamespace = GlaseWire.Namespace)]
public sealed class MarkTransactionPeriodRequest : GlaseRequest
{
    [XmlElement("parameters")]
    public ParameterMap Parameters { get; set; }
}

[XmlType(Namespace = "")]
[MessageContract(IsWrapped = true, WrapperName = GlaseOperation.ExecuteReport, WrapperNamespace = GlaseWire.Namespace)]
public sealed class ExecuteReportRequest : GlaseRequest
{
    [XmlElement("reportId")]
    public string ReportId { get; set; }

    [XmlElement("language")]
    public string Language { get; set; }

    [XmlElement("parameters")]
    public ParameterMap Parameters { get; set; }
}
