using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// What goes over the wire, byte by byte: wrapper qualified, all inside unqualified, elements in the order of the schema.
/// </summary>
[TestFixture]
public class RequestTests
{
    private const string InvoiceXml = """
        <invoice>
          <paymentMode>IMMEDIATE_DEBIT</paymentMode>
          <acknowledgmentMode>NO_ACKNOWLEDGMENT</acknowledgmentMode>
          <issueDate>2026-03-01T13:05:09.070Z</issueDate>
          <title>Grön butik</title>
          <clientInvoiceId>7c1d</clientInvoiceId>
          <invoiceRows>
            <invoiceRow>
              <itemDescription>Kaffe &lt;500 g&gt; &amp; "kopp"</itemDescription>
              <itemDiscount><currency>SEK</currency><value>1.5</value></itemDiscount>
              <itemEAN>7310865004703</itemEAN>
              <itemQuantity>2.5</itemQuantity>
              <itemSKU>K-1</itemSKU>
              <itemTaxRate>12</itemTaxRate>
              <itemTotalAmount><currency>SEK</currency><value>1093.1</value></itemTotalAmount>
              <itemUnit>kg</itemUnit>
              <itemUnitPrice><currency>SEK</currency><value>437.84</value></itemUnitPrice>
            </invoiceRow>
            <invoiceRow>
              <itemDescription>Gift card</itemDescription>
              <itemQuantity>1</itemQuantity>
              <itemTotalAmount><currency>SEK</currency><value>-93.05</value></itemTotalAmount>
            </invoiceRow>
          </invoiceRows>
          <totalAmount><currency>SEK</currency><value>1000.05</value></totalAmount>
          <cashierId>Web</cashierId>
          <footer>Tack!</footer>
          <backURL>https://shop.example/back?a=1&amp;b=2</backURL>
          <notificationUrl>https://shop.example/notify</notificationUrl>
          <commitReservationTimeout>600</commitReservationTimeout>
        </invoice>
        """;

    private static readonly Dictionary<GlaseOperation, string> _arguments = new()
    {
        [GlaseOperation.SendInvoice] = InvoiceXml,
        [GlaseOperation.UpdateInvoice] = "<invoiceReference>R1</invoiceReference>" + InvoiceXml,
        [GlaseOperation.GetPaymentStatus] = "<invoiceReference>R1</invoiceReference><invoiceVersion>3</invoiceVersion>",
        [GlaseOperation.CancelInvoice] = "<invoiceReference>R1</invoiceReference>",
        [GlaseOperation.CommitReservation] = """
            <amount><currency>SEK</currency><value>20</value></amount>
            <invoiceReference>R1</invoiceReference>
            """,
        [GlaseOperation.SubmitPaymentReceipt] = """
            <ersReference>E1</ersReference>
            <receiptDocument>
              <mimeType>text/html</mimeType>
              <receiptData>PHA+VGFjazwvcD4=</receiptData>
              <receiptType>PAYMENT_RECEIPT</receiptType>
            </receiptDocument>
            """,
        [GlaseOperation.RefundPayment] = """
            <ersReference>E1</ersReference>
            <invoice>
              <title>Åter</title>
              <totalAmount><currency>SEK</currency><value>12.3</value></totalAmount>
            </invoice>
            """,
        [GlaseOperation.MarkTransactionPeriod] = """
            <parameters>
              <parameter>
                <entry><key>TERMINALID</key><value>fd94d9f5</value></entry>
              </parameter>
            </parameters>
            """,
        [GlaseOperation.ExecuteReport] = """
            <reportId>Reconciliation/STD_RECON_006.xml</reportId>
            <language>en</language>
            <parameters>
              <parameter>
                <entry><key>transactionPeriodId</key><value>77</value></entry>
                <entry><key>TERMINALID</key><value>fd94d9f5</value></entry>
              </parameter>
            </parameters>
            """
    };

    [Test]
    public Task The_document_is_exactly_this([Values] GlaseOperation operation) => AssertDocumentAsync(operation);

    [Test, SetCulture("sv-SE")]
    public Task It_is_the_same_in_Swedish([Values] GlaseOperation operation)
    {
        Assert.That($"{-1.5m}", Is.Not.EqualTo("-1.5"), "The culture has to differ, or this shows nothing.");
        return AssertDocumentAsync(operation);
    }

    [Test, SetCulture("ar-SA")]
    public Task It_is_the_same_in_Arabic([Values] GlaseOperation operation)
    {
        Assert.That($"{new DateTime(2026, 3, 1):yyyy}", Is.Not.EqualTo("2026"),
            "The culture has to differ, or this shows nothing.");
        return AssertDocumentAsync(operation);
    }

    [Test, SetCulture("tr-TR")]
    public Task It_is_the_same_in_Turkish([Values] GlaseOperation operation)
    {
        Assert.That("i".ToUpper(System.Globalization.CultureInfo.CurrentCulture), Is.EqualTo("İ"));
        return AssertDocumentAsync(operation);
    }

    [Test, SetCulture("fa-IR")]
    public Task It_is_the_same_in_Persian([Values] GlaseOperation operation)
    {
        Assert.That($"{new DateTime(2026, 3, 1):yyyy}", Is.Not.EqualTo("2026"),
            "The culture has to differ, or this shows nothing.");
        return AssertDocumentAsync(operation);
    }

    [Test]
    public async Task It_is_posted_as_SOAP_1_1_with_an_empty_action([Values] GlaseOperation operation)
    {
        var sent = await SendAsync(operation);

        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo(HttpMethod.Post));
            Assert.That(sent.Url, Is.EqualTo(Calls.Connection.ServiceUrl));
            Assert.That(sent.ContentType, Is.EqualTo("text/xml; charset=utf-8"));
            Assert.That(sent.SoapAction, Is.EqualTo("\"\""));
            Assert.That(sent.Body[0], Is.EqualTo((byte)'<'), "no byte order mark");
        });
    }

    [Test]
    public async Task Every_call_has_its_own_reference_of_at_most_32_characters()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.CancelInvoice));
        for (var i = 0; i < 100; i++)
            await subject.Client.MakeAsync(GlaseOperation.CancelInvoice);

        var references = subject.Network.Sent.ConvertAll(sent => sent.ClientReference);
        Assert.That(references, Is.Unique);
        Assert.That(references, Has.All.Length.InRange(1, 32));
    }

    [Test]
    public async Task The_callers_see_the_reference_of_their_request()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SendInvoice))
            .Answer(Answers.Success(GlaseOperation.GetPaymentStatus))
            .Answer(Answers.Success(GlaseOperation.RefundPayment)).Answer(Answers.Code("cancelInvoice", 50));

        var references = new[]
        {
            (await subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice)).ClientReference,
            (await subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", 0)).ClientReference,
            (await subject.Client.RefundPaymentAsync(Calls.Connection, "E1", "T", new(1, "SEK"))).ClientReference,
            (await subject.FailureAsync(GlaseOperation.CancelInvoice)).ClientReference
        };

        Assert.That(references, Is.EqualTo(subject.Network.Sent.Select(sent => sent.ClientReference)));
    }

    [Test]
    public async Task Without_a_terminal_the_period_of_the_whole_shop_is_closed()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.MarkTransactionPeriod));

        await subject.Client.MarkTransactionPeriodAsync(Calls.Connection, null);

        Assert.That(subject.Network.Sent[0].Text, Does.Not.Contain("<parameters"));
    }

    [Test]
    public async Task Cashier_and_footer_are_sent_even_when_empty_and_the_date_is_now()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SendInvoice));

        await subject.Client.SendInvoiceAsync(Calls.Connection, new() { Title = "T", TotalAmount = new(1, "SEK") });

        Assert.That(subject.Network.Sent[0].Text, Does.Contain("<issueDate>2026-03-01T12:00:00.000Z</issueDate>"
            + "<title>T</title><totalAmount><currency>SEK</currency><value>1</value></totalAmount>"
            + "<cashierId/><footer/></invoice>"));
    }

    private static async Task AssertDocumentAsync(GlaseOperation operation)
    {
        var sent = await SendAsync(operation);

        var expected = Expected(operation).Replace("{reference}", sent.ClientReference, StringComparison.Ordinal);
        Assert.That(sent.Body, Is.EqualTo(Encoding.UTF8.GetBytes(expected)), sent.Text);
    }

    private static async Task<SentRequest> SendAsync(GlaseOperation operation)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(operation));
        await subject.Client.MakeAsync(operation);
        return subject.Network.Sent.Single();
    }

    private static string Expected(GlaseOperation operation)
    {
        var name = char.ToLowerInvariant(operation.ToString()[0]) + operation.ToString()[1..];
        var principal = operation is GlaseOperation.MarkTransactionPeriod or GlaseOperation.ExecuteReport
            ? """
              <initiatorPrincipalId><id>shop1</id><type>RESELLERUSER</type><userId>9900</userId></initiatorPrincipalId>
              <password>0ther-s3cret</password>
              """
            : """
              <initiatorPrincipalId><id>fd94d9f5</id><type>TERMINALID</type></initiatorPrincipalId>
              <password>s3cret&amp;&lt;pass</password>
              """;
        var document = $$"""
            <?xml version="1.0" encoding="utf-8"?>
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
              <soap:Body>
                <ext:{{name}} xmlns:ext="http://external.interfaces.ers.seamless.com/">
                  <context>
                    <channel>ClientWS</channel>
                    <clientComment>nopCommerce 4.90 / Glase plugin 1.0.0</clientComment>
                    <clientId>Shop &amp; Söner</clientId>
                    <clientReference>{reference}</clientReference>
                    <clientRequestTimeout>0</clientRequestTimeout>
                    {{principal}}
                  </context>
                  {{_arguments[operation]}}
                </ext:{{name}}>
              </soap:Body>
            </soap:Envelope>
            """;
        return Regex.Replace(document, @"\r?\n\s*", string.Empty, RegexOptions.CultureInvariant);
    }
}
