using System.ServiceModel;
using System.Xml.Schema;
using System.Xml.Serialization;

namespace Glase.Simulator.Wire;

[ServiceContract(Name = "ERSWSExternalClientService", Namespace = GlaseWire.Namespace)]
public interface IGlaseService
{
    [OperationContract(Name = GlaseOperation.SendInvoice)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    SendInvoiceResponse SendInvoice(SendInvoiceRequest request);

    [OperationContract(Name = GlaseOperation.UpdateInvoice)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    ErsResponse UpdateInvoice(UpdateInvoiceRequest request);

    [OperationContract(Name = GlaseOperation.GetPaymentStatus)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    PaymentStatusResponse GetPaymentStatus(GetPaymentStatusRequest request);

    [OperationContract(Name = GlaseOperation.CancelInvoice)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    ErsResponse CancelInvoice(CancelInvoiceRequest request);

    [OperationContract(Name = GlaseOperation.CommitReservation)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    ErsResponse CommitReservation(CommitReservationRequest request);

    [OperationContract(Name = GlaseOperation.SubmitPaymentReceipt)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    ErsResponse SubmitPaymentReceipt(SubmitPaymentReceiptRequest request);

    [OperationContract(Name = GlaseOperation.RefundPayment)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    ErsResponse RefundPayment(RefundPaymentRequest request);

    [OperationContract(Name = GlaseOperation.MarkTransactionPeriod)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    MarkTransactionPeriodResponse MarkTransactionPeriod(MarkTransactionPeriodRequest request);

    [OperationContract(Name = GlaseOperation.ExecuteReport)]
    [return: XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    ExecuteReportResponse ExecuteReport(ExecuteReportRequest request);
}
