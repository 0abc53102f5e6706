using System.Text;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

/// <summary>A request as text, right as it is made, and made wrong by <see cref="With"/>.</summary>
public sealed class RequestXml
{
    private const string TerminalId = "test-terminal";
    private const string Total = "<totalAmount><currency>SEK</currency><value>100.00</value></totalAmount>";
    private readonly string _text;

    private RequestXml(string text) => _text = text;

    public static string Row(string value, string quantity = "1", string currency = "SEK") =>
        $"<invoiceRow><itemDescription>Thing</itemDescription><itemQuantity>{quantity}</itemQuantity>"
        + $"<itemTotalAmount>{Money(value, currency)}</itemTotalAmount></invoiceRow>";

    public static RequestXml SendInvoice() => Operation("sendInvoice", TerminalContext() + Invoice());

    public static RequestXml UpdateInvoice(string reference) =>
        Operation("updateInvoice", TerminalContext() + $"<invoiceReference>{reference}</invoiceReference>" + Invoice());

    public static RequestXml GetPaymentStatus(string reference, string version = "0") => Operation("getPaymentStatus",
        TerminalContext() + $"<invoiceReference>{reference}</invoiceReference><invoiceVersion>{version}</invoiceVersion>");

    public static RequestXml CancelInvoice(string reference) =>
        Operation("cancelInvoice", TerminalContext() + $"<invoiceReference>{reference}</invoiceReference>");

    public static RequestXml CommitReservation(string reference, string value = "100.00", string currency = "SEK") =>
        Operation("commitReservation", TerminalContext() + $"<amount>{Money(value, currency)}</amount>"
            + $"<invoiceReference>{reference}</invoiceReference>");

    public static RequestXml SubmitReceipt(string ersReference, string document = "<receiptDocument />") =>
        Operation("submitPaymentReceipt", TerminalContext() + $"<ersReference>{ersReference}</ersReference>{document}");

    public static RequestXml Refund(string ersReference, string value, string currency = "SEK") =>
        Operation("refundPayment", TerminalContext() + $"<ersReference>{ersReference}</ersReference>"
            + $"<invoice><title>Refund</title><totalAmount>{Money(value, currency)}</totalAmount></invoice>");

    public static RequestXml MarkPeriod(string terminalId = null) =>
        Operation("markTransactionPeriod", ShopContext() + Parameters(("TERMINALID", terminalId)));

    public static RequestXml ExecuteReport(string reportId, string periodId, string terminalId = null) =>
        Operation("executeReport", ShopContext() + $"<reportId>Reconciliation/{reportId}.xml</reportId><language>en</language>"
            + Parameters(("transactionPeriodId", periodId), ("TERMINALID", terminalId)));

    public RequestXml With(string what, string instead)
    {
        if (!_text.Contains(what, StringComparison.Ordinal))
            throw new ArgumentException($"The request does not contain {what}.", nameof(what));
        return new RequestXml(_text.Replace(what, instead, StringComparison.Ordinal));
    }

    public RequestXml WithRows(params string[] rows) => With(Row("100.00"), string.Concat(rows));

    public RequestXml WithTotal(string value, string currency = "SEK") =>
        With(Total, $"<totalAmount>{Money(value, currency)}</totalAmount>");

    public RequestXml WithNotificationUrl(string url) => With("</footer>", $"</footer><notificationUrl>{url}</notificationUrl>");

    public RequestXml WithBackUrl(string url) => With("</footer>", $"</footer><backURL>{url}</backURL>");

    public RequestXml WithPaymentMode(string mode) => With("IMMEDIATE_DEBIT", mode);

    public override string ToString() => _text;

    private static string Money(string value, string currency) => $"<currency>{currency}</currency><value>{value}</value>";

    private static RequestXml Operation(string name, string content) => new(
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:ext=\"http://external.interfaces.ers.seamless.com/\"><soapenv:Header/><soapenv:Body>"
        + $"<ext:{name}>{content}</ext:{name}></soapenv:Body></soapenv:Envelope>");

    private static string TerminalContext() => Context($"<id>{TerminalId}</id><type>TERMINALID</type>", "test-password");

    private static string ShopContext() =>
        Context("<id>test-shop</id><type>RESELLERUSER</type><userId>9900</userId>", "test-shop-password");

    private static string Context(string principal, string password) =>
        "<context><channel>ClientWS</channel><clientComment>Test</clientComment><clientId>Test shop</clientId>"
        + $"<clientReference>{Guid.NewGuid():N}</clientReference><clientRequestTimeout>0</clientRequestTimeout>"
        + $"<initiatorPrincipalId>{principal}</initiatorPrincipalId><password>{password}</password></context>";

    private static string Invoice() =>
        "<invoice><paymentMode>IMMEDIATE_DEBIT</paymentMode><acknowledgmentMode>NO_ACKNOWLEDGMENT</acknowledgmentMode>"
        + "<issueDate>2026-03-01T12:00:00Z</issueDate><title>Order 1</title><clientInvoiceId>1</clientInvoiceId>"
        + $"<invoiceRows>{Row("100.00")}</invoiceRows>{Total}<cashierId>web</cashierId><footer>Thanks</footer></invoice>";

    private static string Parameters(params (string Key, string Value)[] entries)
    {
        var text = new StringBuilder("<parameters><parameter>");
        foreach (var (key, value) in entries.Where(entry => entry.Value != null))
            text.Append("<entry><key>").Append(key).Append("</key><value>").Append(value).Append("</value></entry>");
        return text.Append("</parameter></parameters>").ToString();
    }
}
