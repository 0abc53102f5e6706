using System.ServiceModel;
using System.Xml.Schema;
using System.Xml.Serialization;

namespace Wire.Benchmarks;

/// <summary>
/// Two of Glase's operations as a tool makes a WCF contract of a WSDL with such types: wrapped messages whose parts are
/// unqualified, for the XmlSerializer.
/// </summary>
[ServiceContract(Namespace = MerchantNamespace.Uri)]
[XmlSerializerFormat(SupportFaults = true)]
public interface IMerchantContract
{
    [OperationContract(Action = "", ReplyAction = "*")]
    Task<SendInvoiceResult> SendInvoiceAsync(SendInvoiceMessage request);

    [OperationContract(Action = "", ReplyAction = "*")]
    Task<PaymentStatusResult> GetPaymentStatusAsync(PaymentStatusMessage request);
}

internal static class MerchantNamespace
{
    public const string Uri = "http://external.interfaces.ers.seamless.com/";
}

[MessageContract(WrapperName = "sendInvoice", WrapperNamespace = MerchantNamespace.Uri, IsWrapped = true)]
public sealed class SendInvoiceMessage
{
    [MessageBodyMember(Namespace = MerchantNamespace.Uri, Order = 0)]
    [XmlElement("context", Form = XmlSchemaForm.Unqualified)]
    public ContextPart Context { get; set; }

    [MessageBodyMember(Namespace = MerchantNamespace.Uri, Order = 1)]
    [XmlElement("invoice", Form = XmlSchemaForm.Unqualified)]
    public InvoicePart Invoice { get; set; }
}

[MessageContract(WrapperName = "sendInvoiceResponse", WrapperNamespace = MerchantNamespace.Uri, IsWrapped = true)]
public sealed class SendInvoiceResult
{
    [MessageBodyMember(Namespace = MerchantNamespace.Uri, Order = 0)]
    [XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    public SendInvoiceReturnPart Return { get; set; }
}

[MessageContract(WrapperName = "getPaymentStatus", WrapperNamespace = MerchantNamespace.Uri, IsWrapped = true)]
public sealed class PaymentStatusMessage
{
    [MessageBodyMember(Namespace = MerchantNamespace.Uri, Order = 0)]
    [XmlElement("context", Form = XmlSchemaForm.Unqualified)]
    public ContextPart Context { get; set; }

    [MessageBodyMember(Namespace = MerchantNamespace.Uri, Order = 1)]
    [XmlElement("invoiceReference", Form = XmlSchemaForm.Unqualified)]
    public string InvoiceReference { get; set; }

    [MessageBodyMember(Namespace = MerchantNamespace.Uri, Order = 2)]
    [XmlElement("invoiceVersion", Form = XmlSchemaForm.Unqualified)]
    public int InvoiceVersion { get; set; }
}

[MessageContract(WrapperName = "getPaymentStatusResponse", WrapperNamespace = MerchantNamespace.Uri, IsWrapped = true)]
public sealed class PaymentStatusResult
{
    [MessageBodyMember(Namespace = MerchantNamespace.Uri, Order = 0)]
    [XmlElement("return", Form = XmlSchemaForm.Unqualified)]
    public PaymentStatusReturnPart Return { get; set; }
}
