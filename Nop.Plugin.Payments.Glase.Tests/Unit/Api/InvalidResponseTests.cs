using System.Text;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Answers that are none: each is told apart, says where to look, quotes nothing, and leaves the outcome open.
/// </summary>
[TestFixture]
public class InvalidResponseTests
{
    private const string Marker = "QUOTED";

    private static readonly string _good = Answers.Success(GlaseOperation.SendInvoice);

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("empty", string.Empty, "it is empty");
        yield return Case("a web page", "<html><body>QUOTED</body></html>", "it is not a SOAP envelope");
        yield return Case("text", "QUOTED", "it is not the XML");
        yield return Case("no body",
            "<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'/>", "its SOAP body is empty");
        yield return Case("an empty body", Answers.Envelope(string.Empty), "it answers another call");
        yield return Case("an empty response", Answers.Return("sendInvoice", string.Empty)
            .Replace("<return></return>", string.Empty, StringComparison.Ordinal), "it is empty");
        yield return Case("an empty return", Answers.Return("sendInvoice", string.Empty), "it has no result code");
        yield return Case("another call's response", Answers.Success(GlaseOperation.CancelInvoice), "it answers another call");
        yield return Case("another namespace", _good.Replace("seamless", "example", StringComparison.Ordinal),
            "it answers another call");
        yield return Case("no code", Answers.Return("sendInvoice", "<invoiceReference>QUOTED</invoiceReference>"),
            "it has no result code");
        yield return Case("an empty code", Answers.Return("sendInvoice", "<resultCode/>"), "it has no result code");
        yield return Case("a word for a code", Answers.Return("sendInvoice", "<resultCode>QUOTED</resultCode>"),
            "its result code is not a number");
        yield return Case("qualified fields", _good.Replace("<return>", "<return xmlns='urn:QUOTED'>", StringComparison.Ordinal),
            "it is empty");
        yield return Case("no reference",
            Answers.Return("sendInvoice", "<resultCode>0</resultCode><invoiceQRCode>q</invoiceQRCode>"),
            "it has no invoice reference");
        yield return Case("no code to show",
            Answers.Return("sendInvoice", "<resultCode>0</resultCode><invoiceReference>r</invoiceReference>"),
            "it has no QR code");
        yield return Case("a DTD", "<!DOCTYPE a [<!ENTITY e 'QUOTED'>]>" + Bare(_good), "it is not the XML");
        yield return Case("a DTD bomb", """
            <!DOCTYPE a [<!ENTITY a "QUOTED"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
            """ + Bare(_good).Replace(Answers.InvoiceReference, "&c;", StringComparison.Ordinal), "it is not the XML");
        yield return Case("an external entity", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
            + Bare(_good).Replace(Answers.InvoiceReference, "&e;", StringComparison.Ordinal), "it is not the XML");
        yield return Case("an unknown entity", _good.Replace(Answers.InvoiceReference, "&QUOTED;", StringComparison.Ordinal),
            "it is not the XML");
        yield return Case("a character no XML has", _good.Replace(Answers.InvoiceReference, "&#0;", StringComparison.Ordinal),
            "it is not the XML");
        yield return Case("half a surrogate pair", _good.Replace(Answers.InvoiceReference, "&#xD800;", StringComparison.Ordinal),
            "it is not the XML");
        yield return Case("a processing instruction", _good.Replace("<return>", "<?QUOTED?><return>", StringComparison.Ordinal),
            "it is not the XML");
        yield return Case("two results", Answers.Return("sendInvoice", "<resultCode>20</resultCode><resultCode>0</resultCode>"),
            "it says the same thing twice");
        yield return Case("a mismatched tag", _good.Replace("</return>", "</QUOTED>", StringComparison.Ordinal),
            "it is not the XML");
        yield return Case("more after the end", _good + "<QUOTED/>", "it is not the XML");
        yield return Case("an abyss", Answers.Return("sendInvoice", string.Concat(Enumerable.Repeat("<a>", 300_000))),
            "it is not the XML");
        yield return Case("a heap of names",
            Answers.Return("sendInvoice", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<name{i}/>"))),
            "it has no result code");
    }

    [TestCaseSource(nameof(Broken))]
    public async Task It_is_told_apart(string xml, string words)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(xml);

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice);

        AssertBroken(failure, words);
    }

    [Test]
    public async Task A_truncated_answer_is_broken_wherever_it_ends()
    {
        var bytes = Encoding.UTF8.GetBytes(_good);
        for (var length = 1; length < bytes.Length; length += 7)
        {
            using var subject = new ClientUnderTest();
            subject.Network.Answer(bytes[..length]);

            AssertBroken(await subject.FailureAsync(GlaseOperation.SendInvoice), string.Empty);
        }
    }

    [Test]
    public async Task Random_damage_never_becomes_another_kind_of_exception()
    {
        var random = new Random(20260301);
        for (var i = 0; i < 500; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(_good);
            for (var hit = random.Next(1, 6); hit > 0; hit--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var subject = new ClientUnderTest();
            subject.Network.Answer(bytes);

            try
            {
                await subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice);
            }
            catch (GlaseApiException exception)
            {
                Assert.That(exception.Kind,
                    Is.EqualTo(GlaseFailureKind.InvalidResponse).Or.EqualTo(GlaseFailureKind.Refused));
            }
        }
    }

    [Test]
    public async Task What_could_not_be_read_leaves_nothing_behind_in_the_next_answer()
    {
        var random = new Random(20261125);
        var good = Encoding.UTF8.GetBytes(_good);
        for (var i = 0; i < 500; i++)
        {
            var damaged = good[..random.Next(1, good.Length)];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            using var subject = new ClientUnderTest();
            subject.Network.Answer(damaged).Answer(good);

            AssertBroken(await subject.FailureAsync(GlaseOperation.SendInvoice), string.Empty);
            var response = await subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice);

            Assert.That((response.InvoiceReference, response.InvoiceQrCode), Is.EqualTo((Answers.InvoiceReference, Answers.QrCode)));
        }
    }

    [TestCase("text/html", "it is a web page instead of XML")]
    [TestCase("text/html; charset=utf-8", "it is a web page instead of XML")]
    [TestCase("text/plain", "it is not declared to be XML")]
    [TestCase("application/json", "it is not declared to be XML")]
    public async Task Another_content_type_is_not_read(string contentType, string words)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(_good, contentType: contentType);

        AssertBroken(await subject.FailureAsync(GlaseOperation.SendInvoice), words);
    }

    [Test]
    public async Task An_answer_announced_too_large_is_not_read_at_all()
    {
        var content = new EndlessContent(announced: 50 * 1024 * 1024);
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(content);

        AssertBroken(await subject.FailureAsync(GlaseOperation.SendInvoice), "it is larger than 1024 KB");
        Assert.That(content.BytesRead, Is.Zero);
    }

    [TestCase(GlaseOperation.SendInvoice, 1024)]
    [TestCase(GlaseOperation.ExecuteReport, 32 * 1024)]
    public async Task Reading_stops_at_the_bound_when_no_length_was_announced(GlaseOperation operation, int kilobytes)
    {
        var content = new EndlessContent(announced: null);
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(content);

        var failure = await subject.FailureAsync(operation);

        AssertBroken(failure, $"it is larger than {kilobytes} KB");
        Assert.That(content.BytesRead, Is.InRange(kilobytes * 1024, (kilobytes * 1024 * 2) + 8192));
    }

    [TestCase("<resultCode>0</resultCode><version>1</version>", "it has no status")]
    [TestCase("<resultCode>0</resultCode><status>ISSUED</status><status>PAID</status>", "it says the same thing twice")]
    [TestCase("<resultCode>0</resultCode><status>PAID</status><receipt/><receipt/>", "it has two receipts")]
    [TestCase("<resultCode>0</resultCode><status>PAID</status><receipt><invoice><totalAmount><value>1</value></totalAmount></invoice>"
        + "<invoice><totalAmount><value>2</value></totalAmount></invoice></receipt>", "it has two totals")]
    [TestCase("<resultCode>0</resultCode><status>PAID</status><version>QUOTED</version>", "its version is not a number")]
    [TestCase("<resultCode>0</resultCode><status>PAID</status><receipt><invoice><totalAmount><value>QUOTED</value></totalAmount>"
        + "</invoice></receipt><version>1</version>", "its amount is not a number")]
    public async Task A_status_that_cannot_be_relied_on_is_broken(string fields, string words)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("getPaymentStatus", fields));

        AssertBroken(await subject.FailureAsync(GlaseOperation.GetPaymentStatus), words);
    }

    [TestCase("status")]
    [TestCase("ersReference")]
    [TestCase("version")]
    [TestCase("currency")]
    [TestCase("value")]
    public async Task A_field_that_decides_is_read_strictly(string field)
    {
        var fields = "<ersReference>1</ersReference><resultCode>0</resultCode><status>PAID</status><receipt><invoice><totalAmount>"
            + "<currency>SEK</currency><value>1</value></totalAmount></invoice></receipt><version>1</version>";
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("getPaymentStatus",
            fields.Replace($"<{field}>", $"<{field}>&#1;", StringComparison.Ordinal)));

        AssertBroken(await subject.FailureAsync(GlaseOperation.GetPaymentStatus), "it is not the XML");
    }

    [TestCase("invoiceReference", "invoice reference", 129)]
    [TestCase("invoiceQRCode", "QR code", 1001)]
    public async Task What_is_too_long_to_be_used_again_is_no_success(string field, string name, int length)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.SendInvoice)
            .Replace($"<{field}>", $"<{field}>{new string('7', length)}", StringComparison.Ordinal));

        AssertBroken(await subject.FailureAsync(GlaseOperation.SendInvoice), $"its {name} is longer than");
    }

    [Test]
    public async Task A_period_whose_id_is_too_long_to_ask_by_is_no_success()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("markTransactionPeriod",
            $"<resultCode>0</resultCode><transactionPeriodId>{new string('7', 129)}</transactionPeriodId>"));

        AssertBroken(await subject.FailureAsync(GlaseOperation.MarkTransactionPeriod), "its transaction period id is longer than");
    }

    [Test]
    public async Task A_refund_without_a_reference_is_no_success()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("refundPayment", "<resultCode>0</resultCode>"));

        AssertBroken(await subject.FailureAsync(GlaseOperation.RefundPayment), "it has no reference of the refund");
    }

    [Test]
    public async Task A_period_without_an_id_is_no_success()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("markTransactionPeriod", "<resultCode>0</resultCode>"));

        AssertBroken(await subject.FailureAsync(GlaseOperation.MarkTransactionPeriod), "it has no transaction period id");
    }

    [TestCase("<resultCode>0</resultCode>", "it has no report")]
    [TestCase("<resultCode>0</resultCode><report><content>QUOTED!</content></report>", "its report is not base64")]
    public async Task A_report_that_is_none_is_broken(string fields, string words)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("executeReport", fields));

        AssertBroken(await subject.FailureAsync(GlaseOperation.ExecuteReport), words);
    }

    private static TestCaseData Case(string name, string xml, string words)
    {
        return new TestCaseData(xml, words).SetName($"{{m}}: {name}");
    }

    private static string Bare(string xml)
    {
        return xml[(xml.IndexOf("?>", StringComparison.Ordinal) + 2)..];
    }

    private static void AssertBroken(GlaseApiException failure, string words)
    {
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.InvalidResponse));
            Assert.That(failure.OutcomeUnknown, Is.True);
            Assert.That(failure.ResultCode, Is.Null);
            Assert.That(failure.InnerException, Is.Null, "an XML exception quotes the answer");
            Assert.That(failure.Message, Does.Contain($"the answer of glase.example cannot be used: {words}"));
            Assert.That(failure.ToString(), Does.Not.Contain(Marker));
        });
    }
}
