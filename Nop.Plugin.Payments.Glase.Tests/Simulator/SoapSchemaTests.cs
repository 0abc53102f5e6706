using System.Net;
using System.Text;
using Glase.Simulator.Rules;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class SoapSchemaTests : SimulatorTest
{
    [TestCase("<title>Order 1</title><clientInvoiceId>1</clientInvoiceId>",
        "<clientInvoiceId>1</clientInvoiceId><title>Order 1</title>",
        "invalid child element 'title'", TestName = "Elements_in_another_order")]
    [TestCase("<currency>SEK</currency><value>100.00</value>", "<value>100.00</value><currency>SEK</currency>",
        "invalid child element 'value'", TestName = "An_amount_with_its_value_first")]
    [TestCase("<title>Order 1</title>", "<title>Order 1</title><colour>red</colour>",
        "invalid child element 'colour'", TestName = "An_element_nobody_knows")]
    [TestCase("<title>Order 1</title>", "<ext:title>Order 1</ext:title>",
        "invalid child element 'title' in namespace", TestName = "An_inner_element_in_the_namespace")]
    [TestCase("<title>Order 1</title>", "<title lang='en'>Order 1</title>", "'lang' attribute", TestName = "An_attribute")]
    [TestCase("<clientRequestTimeout>0</clientRequestTimeout>", "", "clientRequestTimeout", TestName = "No_clientRequestTimeout")]
    [TestCase("<value>100.00</value>", "<value>100,00</value>", "'100,00'", TestName = "A_decimal_comma")]
    [TestCase("<value>100.00</value>", "<value>1,00.00</value>", "'1,00.00'", TestName = "A_grouped_decimal")]
    [TestCase("<value>100.00</value>", "<value>100.000</value>", "'100.000'", TestName = "Three_fraction_digits")]
    [TestCase("<value>100.00</value>", "<value>1E2</value>", "'1E2'", TestName = "An_exponent")]
    [TestCase("<value>100.00</value>", "<value></value>", "''", TestName = "No_value")]
    [TestCase("<currency>SEK</currency>", "<currency>kr</currency>", "'kr'", TestName = "No_ISO_currency")]
    [TestCase("<itemQuantity>1</itemQuantity>", "<itemQuantity>1</itemQuantity><itemTaxRate>12.5</itemTaxRate>", "'12.5'",
        TestName = "A_tax_rate_that_is_not_whole")]
    [TestCase("2026-03-01T12:00:00Z", "01/03/2026 12:00", "issueDate", TestName = "A_date_in_another_format")]
    [TestCase("NO_ACKNOWLEDGMENT", "NO_ACKNOWLEDGEMENT", "acknowledgmentMode", TestName = "A_misspelt_mode")]
    [TestCase("<channel>ClientWS</channel>", "<channel>Web</channel>", "channel", TestName = "An_unknown_channel")]
    [TestCase("<password>test-password</password>", "", "incomplete content", TestName = "No_password")]
    [TestCase("ext:sendInvoice", "sendInvoice", "no operation 'sendInvoice' in namespace ''",
        TestName = "The_operation_without_namespace")]
    [TestCase("ext:sendInvoice", "ext:SendInvoice", "no operation 'SendInvoice'", TestName = "An_operation_nobody_knows")]
    [TestCase("schemas.xmlsoap.org/soap/envelope/", "www.w3.org/2003/05/soap-envelope", "SOAP 1.1 Envelope",
        TestName = "SOAP_1_2")]
    [TestCase("</soapenv:Body>", "<more /></soapenv:Body>", "second element", TestName = "Two_elements_in_the_body")]
    [TestCase("</ext:sendInvoice>", "", "not well-formed", TestName = "A_missing_end_tag")]
    [TestCase("<soapenv:Envelope ", "<!DOCTYPE x [<!ENTITY e 'x'>]><soapenv:Envelope ", "DTD", TestName = "A_document_type")]
    public async Task Is_refused_with_a_fault(string what, string instead, string says)
    {
        await ExpectFaultAsync(RequestXml.SendInvoice().With(what, instead), says);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Simulator.Invoices, Is.Empty);
            Assert.That(Simulator.Violations.Single().Kind, Is.EqualTo(ViolationKind.RefusedBySchema));
        }
    }

    [TestCase(80, true)]
    [TestCase(81, false)]
    public async Task ClientComment_has_at_most_80_characters(int length, bool fits)
    {
        var request = RequestXml.SendInvoice().With("<clientComment>Test<", $"<clientComment>{new string('å', length)}<");

        var answer = await Glase.CallAsync(request);

        Assert.That(answer.Status, Is.EqualTo(fits ? HttpStatusCode.OK : HttpStatusCode.InternalServerError));
    }

    [Test]
    public Task ClientReference_has_at_most_32_characters() =>
        ExpectFaultAsync(RequestXml.SendInvoice().With("<clientReference>", "<clientReference>1"), "clientReference");

    [TestCase(null, "Content-Type")]
    [TestCase("application/soap+xml; charset=utf-8", "Content-Type")]
    [TestCase("text/xml", "charset=utf-8")]
    [TestCase("text/xml; charset=iso-8859-1", "charset=utf-8")]
    public async Task The_content_type_must_be_that_of_SOAP_1_1(string contentType, string says)
    {
        using var response = await Glase.PostAsync(Encoding.UTF8.GetBytes(RequestXml.SendInvoice().ToString()), contentType);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(says));
            Assert.That(Simulator.Invoices, Is.Empty);
        }
    }

    [TestCase(null)]
    [TestCase("sendInvoice")]
    public async Task The_SOAPAction_must_be_there_and_empty(string soapAction)
    {
        using var response = await Glase.PostAsync(
            Encoding.UTF8.GetBytes(RequestXml.SendInvoice().ToString()), soapAction: soapAction);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("SOAPAction"));
        }
    }

    [Test]
    public async Task The_text_must_be_UTF_8()
    {
        var request = RequestXml.SendInvoice().With("Thing", "Blåbär").ToString();

        using var response = await Glase.PostAsync(Encoding.Latin1.GetBytes(request));

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("not UTF-8"));
    }

    [Test]
    public async Task A_request_of_more_than_a_megabyte_is_refused()
    {
        using var response = await Glase.PostAsync(new byte[1024 * 1024 + 1]);

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("larger than 1 MB"));
    }

    [Test]
    public async Task Only_POST_is_answered()
    {
        using var response = await Http.GetAsync(Simulator.ServiceUri);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [Test]
    public async Task Texts_of_every_script_come_back_as_they_were_sent()
    {
        const string title = "Blåbär &amp; 苺 &lt;b&gt; 🫐";
        var reference = await SendInvoiceAsync(RequestXml.SendInvoice().With("<title>Order 1<", $"<title>{title}<"));
        Simulator.Pay(reference);

        Assert.That((await AskAsync(reference)).Text, Does.Contain($"<title>{title}</title>"));
    }
}
