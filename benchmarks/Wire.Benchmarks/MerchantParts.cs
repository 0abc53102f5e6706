using System.Xml.Schema;
using System.Xml.Serialization;

namespace Wire.Benchmarks;

[XmlType("clientContext", Namespace = MerchantNamespace.Uri)]
public sealed class ContextPart
{
    [XmlElement("channel", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string Channel { get; set; }

    [XmlElement("clientComment", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public string ClientComment { get; set; }

    [XmlElement("clientId", Form = XmlSchemaForm.Unqualified, Order = 2)]
    public string ClientId { get; set; }

    [XmlElement("clientReference", Form = XmlSchemaForm.Unqualified, Order = 3)]
    public string ClientReference { get; set; }

    [XmlElement("clientRequestTimeout", Form = XmlSchemaForm.Unqualified, Order = 4)]
    public long ClientRequestTimeout { get; set; }

    [XmlElement("initiatorPrincipalId", Form = XmlSchemaForm.Unqualified, Order = 5)]
    public PrincipalPart InitiatorPrincipalId { get; set; }

    [XmlElement("password", Form = XmlSchemaForm.Unqualified, Order = 6)]
    public string Password { get; set; }
}

[XmlType("principalId", Namespace = MerchantNamespace.Uri)]
public sealed class PrincipalPart
{
    [XmlElement("id", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string Id { get; set; }

    [XmlElement("type", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public string Type { get; set; }
}

[XmlType("amount", Namespace = MerchantNamespace.Uri)]
public sealed class AmountPart
{
    [XmlElement("currency", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string Currency { get; set; }

    [XmlElement("value", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public decimal Value { get; set; }
}

[XmlType("invoice", Namespace = MerchantNamespace.Uri)]
public sealed class InvoicePart
{
    [XmlElement("paymentMode", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string PaymentMode { get; set; }

    [XmlElement("acknowledgmentMode", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public string AcknowledgmentMode { get; set; }

    [XmlElement("issueDate", Form = XmlSchemaForm.Unqualified, Order = 2)]
    public DateTime IssueDate { get; set; }

    [XmlElement("title", Form = XmlSchemaForm.Unqualified, Order = 3)]
    public string Title { get; set; }

    [XmlElement("clientInvoiceId", Form = XmlSchemaForm.Unqualified, Order = 4)]
    public string ClientInvoiceId { get; set; }

    [XmlArray("invoiceRows", Form = XmlSchemaForm.Unqualified, Order = 5)]
    [XmlArrayItem("invoiceRow", Form = XmlSchemaForm.Unqualified)]
    public RowPart[] InvoiceRows { get; set; }

    [XmlElement("totalAmount", Form = XmlSchemaForm.Unqualified, Order = 6)]
    public AmountPart TotalAmount { get; set; }

    [XmlElement("cashierId", Form = XmlSchemaForm.Unqualified, Order = 7)]
    public string CashierId { get; set; }

    [XmlElement("footer", Form = XmlSchemaForm.Unqualified, Order = 8)]
    public string Footer { get; set; }

    [XmlElement("backURL", Form = XmlSchemaForm.Unqualified, Order = 9)]
    public string BackUrl { get; set; }

    [XmlElement("notificationUrl", Form = XmlSchemaForm.Unqualified, Order = 10)]
    public string NotificationUrl { get; set; }
}

[XmlType("invoiceRow", Namespace = MerchantNamespace.Uri)]
public sealed class RowPart
{
    [XmlElement("itemDescription", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string ItemDescription { get; set; }

    [XmlElement("itemQuantity", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public decimal ItemQuantity { get; set; }

    [XmlElement("itemSKU", Form = XmlSchemaForm.Unqualified, Order = 2)]
    public string ItemSku { get; set; }

    [XmlElement("itemTaxRate", Form = XmlSchemaForm.Unqualified, Order = 3)]
    public int ItemTaxRate { get; set; }

    [XmlElement("itemTotalAmount", Form = XmlSchemaForm.Unqualified, Order = 4)]
    public AmountPart ItemTotalAmount { get; set; }

    [XmlElement("itemUnit", Form = XmlSchemaForm.Unqualified, Order = 5)]
    public string ItemUnit { get; set; }

    [XmlElement("itemUnitPrice", Form = XmlSchemaForm.Unqualified, Order = 6)]
    public AmountPart ItemUnitPrice { get; set; }
}

[XmlType("erswsResponse", Namespace = MerchantNamespace.Uri)]
public class ReturnPart
{
    [XmlElement("ersReference", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string ErsReference { get; set; }

    [XmlElement("resultCode", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public int ResultCode { get; set; }

    [XmlElement("resultDescription", Form = XmlSchemaForm.Unqualified, Order = 2)]
    public string ResultDescription { get; set; }
}

[XmlType("sendInvoiceResponse", Namespace = MerchantNamespace.Uri)]
public sealed class SendInvoiceReturnPart : ReturnPart
{
    [XmlElement("invoiceQRCode", Form = XmlSchemaForm.Unqualified, Order = 3)]
    public string InvoiceQrCode { get; set; }

    [XmlElement("invoiceReference", Form = XmlSchemaForm.Unqualified, Order = 4)]
    public string InvoiceReference { get; set; }
}

[XmlType("paymentStatusResponse", Namespace = MerchantNamespace.Uri)]
public sealed class PaymentStatusReturnPart : ReturnPart
{
    [XmlElement("status", Form = XmlSchemaForm.Unqualified, Order = 3)]
    public string Status { get; set; }

    [XmlElement("receipt", Form = XmlSchemaForm.Unqualified, Order = 4)]
    public ReceiptPart Receipt { get; set; }

    [XmlElement("version", Form = XmlSchemaForm.Unqualified, Order = 5)]
    public int Version { get; set; }
}

[XmlType("receipt", Namespace = MerchantNamespace.Uri)]
public sealed class ReceiptPart
{
    [XmlElement("terminalId", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string TerminalId { get; set; }

    [XmlElement("paymentDate", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public DateTime PaymentDate { get; set; }

    [XmlElement("clientInvoiceId", Form = XmlSchemaForm.Unqualified, Order = 2)]
    public string ClientInvoiceId { get; set; }

    [XmlElement("invoiceReference", Form = XmlSchemaForm.Unqualified, Order = 3)]
    public string InvoiceReference { get; set; }

    [XmlElement("paymentReference", Form = XmlSchemaForm.Unqualified, Order = 4)]
    public string PaymentReference { get; set; }

    [XmlElement("payerTerminalId", Form = XmlSchemaForm.Unqualified, Order = 5)]
    public string PayerTerminalId { get; set; }

    [XmlElement("receiverName", Form = XmlSchemaForm.Unqualified, Order = 6)]
    public string ReceiverName { get; set; }

    [XmlElement("invoice", Form = XmlSchemaForm.Unqualified, Order = 7)]
    public PaidInvoicePart Invoice { get; set; }
}

[XmlType("paidInvoice", Namespace = MerchantNamespace.Uri)]
public sealed class PaidInvoicePart
{
    [XmlElement("title", Form = XmlSchemaForm.Unqualified, Order = 0)]
    public string Title { get; set; }

    [XmlElement("totalAmount", Form = XmlSchemaForm.Unqualified, Order = 1)]
    public AmountPart TotalAmount { get; set; }
}
