using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// What the plugin makes of good answers, however they are written.
/// </summary>
[TestFixture]
public class ResponseTests
{
    private const string Paid = """
        <ersReference>2012050100000000000000001</ersReference>
        <resultCode>0</resultCode>
        <resultDescription>SUCCESS</resultDescription>
        <status>PAID</status>
        <receipt>
          <terminalId>fd94d9f5</terminalId>
          <paymentDate>2026-03-01T14:05:09.070+01:00</paymentDate>
          <clientInvoiceId>7c1d</clientInvoiceId>
          <invoiceReference>R12345</invoiceReference>
          <paymentReference>P-1</paymentReference>
          <payerTerminalId>46700000001</payerTerminalId>
          <receiverName>Shop</receiverName>
          <invoice>
            <title>Grön butik</title>
            <invoiceRows><invoiceRow><itemDescription>a</itemDescription></invoiceRow></invoiceRows>
            <totalAmount><currency>SEK</currency><value>93.31000</value></totalAmount>
          </invoice>
        </receipt>
        <customerTokens>
          <token><description>Card</description><id>c1</id><status>90</status><value>4711</value></token>
          <token><id>c2</id></token>
        </customerTokens>
        <version>4</version>
        """;

    [Test]
    public async Task An_issued_invoice_has_a_reference_and_a_code()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SendInvoice));

        var response = await subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice);

        Assert.Multiple(() =>
        {
            Assert.That(response.InvoiceReference, Is.EqualTo("12345"));
            Assert.That(response.InvoiceQrCode, Is.EqualTo("HTTP://SEQR.SE/R12345"));
        });
    }

    [Test, SetCulture("sv-SE")]
    public async Task A_paid_invoice_says_what_was_paid_and_when()
    {
        var response = await StatusAsync(Answers.Return("getPaymentStatus", Paid));

        Assert.Multiple(() =>
        {
            Assert.That(response.Status, Is.EqualTo(GlaseInvoiceState.Paid));
            Assert.That(response.RawStatus, Is.EqualTo("PAID"));
            Assert.That(response.Version, Is.EqualTo(4));
            Assert.That(response.ErsReference, Is.EqualTo("2012050100000000000000001"));
            Assert.That(response.Receipt, Is.EqualTo(new PaymentReceipt
            {
                TerminalId = "fd94d9f5",
                PaidOnUtc = new DateTime(2026, 3, 1, 13, 5, 9, 70, DateTimeKind.Utc),
                ClientInvoiceId = "7c1d",
                InvoiceReference = "R12345",
                PaymentReference = "P-1",
                PayerTerminalId = "46700000001",
                ReceiverName = "Shop",
                PaidAmount = new(93.31m, "SEK")
            }));
            Assert.That(response.CustomerTokens, Is.EqualTo(new CustomerToken[]
            {
                new() { Description = "Card", Id = "c1", Status = 90, Value = "4711" },
                new() { Id = "c2", Status = 99 }
            }));
        });
    }

    [TestCase("ISSUED", GlaseInvoiceState.Issued)]
    [TestCase("PAID", GlaseInvoiceState.Paid)]
    [TestCase("PARTIALLY_PAID", GlaseInvoiceState.PartiallyPaid)]
    [TestCase("PENDING_ISSUER_ACKNOWLEDGE", GlaseInvoiceState.PendingIssuerAcknowledge)]
    [TestCase("RESERVED", GlaseInvoiceState.Reserved)]
    [TestCase("CANCELED", GlaseInvoiceState.Canceled)]
    [TestCase("FAILED", GlaseInvoiceState.Failed)]
    [TestCase("EXPIRED", GlaseInvoiceState.Expired)]
    [TestCase("paid", GlaseInvoiceState.Unknown)]
    [TestCase("TELEPORTED", GlaseInvoiceState.Unknown)]
    public async Task Every_status_is_known_or_told_apart(string word, GlaseInvoiceState status)
    {
        var response = await StatusAsync(
            Answers.Return("getPaymentStatus", $"<resultCode>0</resultCode><status> {word} </status><version>1</version>"));

        Assert.That((response.Status, response.RawStatus), Is.EqualTo((status, word)));
    }

    [Test]
    public async Task What_is_optional_may_be_missing()
    {
        var response = await StatusAsync(Answers.Return("getPaymentStatus",
            "<resultCode>0</resultCode><status>ISSUED</status><receipt/><customerTokens/>"), askedVersion: 7);

        Assert.Multiple(() =>
        {
            Assert.That(response.ErsReference, Is.Null);
            Assert.That(response.Receipt.PaidAmount, Is.Null);
            Assert.That(response.Receipt.PaidOnUtc, Is.Null);
            Assert.That(response.CustomerTokens, Is.Empty);
            Assert.That(response.Version, Is.EqualTo(7), "nothing new was acknowledged");
        });
    }

    [Test]
    public async Task Elements_nobody_knows_are_passed_over_wherever_they_are()
    {
        var xml = Answers.Return("getPaymentStatus", "<new a='1'><deep>x</deep></new>" + Paid + "<z:last xmlns:z='urn:z'/>")
            .Replace("<S:Body>", "<S:Header><h:a xmlns:h='urn:h'>b</h:a></S:Header><!-- c --><S:Body>\n",
                StringComparison.Ordinal)
            .Replace("<return>", "<extra/>\n<return>", StringComparison.Ordinal)
            .Replace("<terminalId>", "<shop>1</shop><terminalId>", StringComparison.Ordinal);

        var response = await StatusAsync(xml);

        Assert.That((response.Status, response.Receipt.PaidAmount),
            Is.EqualTo((GlaseInvoiceState.Paid, new Amount(93.31m, "SEK"))));
    }

    [Test]
    public async Task White_space_around_a_text_is_no_part_of_it()
    {
        var response = await StatusAsync(Answers.Return("getPaymentStatus", """
            <ersReference> 201 </ersReference><resultCode> 0 </resultCode><status>
              PAID
            </status><receipt><invoice><totalAmount><currency>
              EUR </currency><value> 1.50 </value></totalAmount></invoice></receipt><version> 3 </version>
            """));

        Assert.That((response.Status, response.ErsReference, response.Receipt.PaidAmount, response.Version),
            Is.EqualTo((GlaseInvoiceState.Paid, "201", new Amount(1.5m, "EUR"), 3)));
    }

    [TestCase("   ")]
    [TestCase("")]
    public async Task A_currency_of_nothing_is_none(string currency)
    {
        var response = await StatusAsync(Answers.Return("getPaymentStatus", "<resultCode>0</resultCode><status>PAID</status><receipt>"
            + $"<invoice><totalAmount><currency>{currency}</currency><value>1</value></totalAmount></invoice></receipt>"));

        Assert.That(response.Receipt.PaidAmount, Is.EqualTo(new Amount(1m, null)));
    }

    [TestCase("terminalId")]
    [TestCase("paymentDate")]
    [TestCase("clientInvoiceId")]
    [TestCase("invoiceReference")]
    [TestCase("paymentReference")]
    [TestCase("payerTerminalId")]
    [TestCase("receiverName")]
    public async Task A_field_of_the_receipt_that_decides_nothing_may_say_anything(string field)
    {
        var spoiled = $"<{field}>a&#1;b&#xD800;&#xFFFF;</{field}><{field}>twice</{field}>";

        var response = await StatusAsync(Answers.Return("getPaymentStatus",
            Paid.Replace("<receipt>", "<receipt>" + spoiled, StringComparison.Ordinal)));

        Assert.That((response.Status, response.Receipt.PaidAmount), Is.EqualTo((GlaseInvoiceState.Paid, new Amount(93.31m, "SEK"))));
    }

    [TestCase("<status>&#1;</status>")]
    [TestCase("<status>many</status>")]
    [TestCase("<id>1</id><id>2</id><value>&#2;</value><value/><description>&#xFFFE;</description>")]
    public async Task Tokens_of_the_payer_may_say_anything(string fields)
    {
        var response = await StatusAsync(Answers.Return("getPaymentStatus",
            Paid.Replace("<customerTokens>", $"<customerTokens><token>{fields}</token>", StringComparison.Ordinal)));

        Assert.That(response.Status, Is.EqualTo(GlaseInvoiceState.Paid));
    }

    [TestCase("<resultDescription>&#1;</resultDescription>")]
    [TestCase("<new a='&#1;'>&#1;</new>")]
    public async Task What_is_not_read_may_hold_characters_that_no_XML_has(string field)
    {
        var response = await StatusAsync(Answers.Return("getPaymentStatus", field + Paid));

        Assert.That(response.Status, Is.EqualTo(GlaseInvoiceState.Paid));
    }

    [TestCase("<resultDescription>a%0001b</resultDescription>")]
    [TestCase("<resultDescription>%FFFE %FFFF &lt; %0000</resultDescription>")]
    [TestCase("<new a='%001F'><deep>%0002</deep><!-- %0003 --><![CDATA[%0004]]></new>")]
    [TestCase("%0001")]
    public async Task What_is_not_read_may_hold_raw_control_characters(string field)
    {
        var paid = Raw(field) + Paid.Replace("a</itemDescription>", "a\u0008</itemDescription>", StringComparison.Ordinal)
            .Replace("Shop<", "Sh\u000Cop<", StringComparison.Ordinal);

        // The readers are pooled: what one of them read before must not matter.
        for (var round = 0; round < 3; round++)
        {
            var response = await StatusAsync(Answers.Return("getPaymentStatus", paid));
            Assert.That((response.Status, response.Receipt.PaidAmount, response.Receipt.ReceiverName),
                Is.EqualTo((GlaseInvoiceState.Paid, new Amount(93.31m, "SEK"), "Shop")));
        }
    }

    [Test]
    public async Task What_is_not_read_may_hold_bytes_that_are_no_UTF_8()
    {
        using var subject = new ClientUnderTest();
        var paid = Paid.Replace("Shop<", "Köp<", StringComparison.Ordinal);
        subject.Network.Answer(Encoding.Latin1.GetBytes(Answers.Return("getPaymentStatus", paid)));

        var response = await subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", 0);

        Assert.That((response.Status, response.Receipt.ReceiverName), Is.EqualTo((GlaseInvoiceState.Paid, "Kp")));
    }

    [TestCase("<status>PAID", "<status>PAID%0001")]
    [TestCase("<status>PAID", "<status>PAID%007F")]
    [TestCase("<currency>SEK", "<currency>S%0000EK")]
    [TestCase("<value>93.31000", "<value>93.31%0002000")]
    [TestCase("<ersReference>2012", "<ersReference>2012%FFFE")]
    [TestCase("<version>4", "<version>%001F4")]
    [TestCase("<resultCode>0", "<resultCode>0%0008")]
    [TestCase("<status>PAID", "<sta%0001tus>PAID")]
    public void What_decides_is_read_strictly(string field, string spoiled)
    {
        var xml = Answers.Return("getPaymentStatus", Paid.Replace(field, Raw(spoiled), StringComparison.Ordinal));

        Assert.ThrowsAsync<GlaseApiException>(() => StatusAsync(xml));
    }

    [TestCase("soapenv", "ns2")]
    [TestCase("SOAP-ENV", "a")]
    [TestCase("s", "s2")]
    public async Task Prefixes_do_not_matter(string soap, string ext)
    {
        var xml = $"""
            <{soap}:Envelope xmlns:{soap}="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:{ext}="http://external.interfaces.ers.seamless.com/"><{soap}:Body>
            <{ext}:getPaymentStatusResponse><return>{Paid}</return></{ext}:getPaymentStatusResponse>
            </{soap}:Body></{soap}:Envelope>
            """;

        Assert.That((await StatusAsync(xml)).Version, Is.EqualTo(4));
    }

    [Test]
    public async Task A_default_namespace_does_not_matter()
    {
        var xml = $"""
            <Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>
            <getPaymentStatusResponse xmlns="http://external.interfaces.ers.seamless.com/">
            <return xmlns="">{Paid}</return></getPaymentStatusResponse></Body></Envelope>
            """;

        Assert.That((await StatusAsync(xml)).Version, Is.EqualTo(4));
    }

    [Test]
    public async Task Types_and_nils_that_the_server_declares_do_not_matter()
    {
        var xml = Answers.Return("getPaymentStatus", "<ersReference xsi:nil='true'/>"
            + "<resultCode xsi:type='xs:int'>0</resultCode><status>ISSUED</status><version xsi:nil='true'/>");
        xml = xml.Replace("<return>", "<return xmlns:xs='http://www.w3.org/2001/XMLSchema' "
            + "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='ns2:extended'>", StringComparison.Ordinal);

        var response = await StatusAsync(xml, askedVersion: 2);

        Assert.That((response.Status, response.ErsReference, response.Version),
            Is.EqualTo((GlaseInvoiceState.Issued, (string)null, 2)));
    }

    [TestCase("text/xml")]
    [TestCase("Text/XML")]
    [TestCase("text/xml;charset=UTF-8")]
    [TestCase("application/xml")]
    [TestCase(null)]
    public async Task Content_types_of_XML_are_taken(string contentType)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("getPaymentStatus", Paid), contentType: contentType);

        Assert.That((await subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", 0)).Version, Is.EqualTo(4));
    }

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    public async Task A_byte_order_mark_does_not_matter(string encoding)
    {
        var xml = Answers.Return("getPaymentStatus", Paid).Replace("UTF-8", encoding, StringComparison.Ordinal);
        var bytes = Encoding.GetEncoding(encoding).GetPreamble().Concat(Encoding.GetEncoding(encoding).GetBytes(xml)).ToArray();
        using var subject = new ClientUnderTest();
        subject.Network.Answer(bytes);

        Assert.That((await subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", 0)).Version, Is.EqualTo(4));
    }

    // A test whose name has a control character is not run.
    private static string Raw(string text)
    {
        return Regex.Replace(text, "%([0-9A-F]{4})", match => $"{(char)Convert.ToInt32(match.Groups[1].Value, 16)}");
    }

    private static async Task<PaymentStatusResponse> StatusAsync(string xml, int askedVersion = 0)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(xml);
        return await subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", askedVersion);
    }
}
