using System.IO.Compression;
using System.Net;
using System.Text;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Faults;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Answers that are compressed without being asked for, and answers in another encoding than UTF-8.
/// </summary>
public class ResponseEncodingTests
{
    private const string Title = "Försäljning";

    private static IEnumerable<TestCaseData> Compressions()
    {
        return CallTables.Compressions.Select(line => new TestCaseData(line).SetArgDisplayNames(line["Fault"]));
    }

    private static IEnumerable<TestCaseData> Encodings()
    {
        return CallTables.Encodings.Select(line => new TestCaseData(line).SetArgDisplayNames(line["What happens"]));
    }

    [TestCaseSource(nameof(Compressions))]
    public async Task A_compressed_answer(object line)
    {
        var row = (FaultTableRow)line;
        var (encoding, what) = row["Fault"].Split(", ") is [var name, var spoiled] ? (name, spoiled) : (row["Fault"], null);
        var plain = Encoding.UTF8.GetBytes(Answer("UTF-8"));
        var body = what switch
        {
            "broken" => plain,
            "huge" => Compress(new byte[40 * 1024 * 1024], encoding),
            _ => Compress(plain, encoding)
        };
        if (row.IsYes("Read"))
        {
            Assert.That(await TitleAsync(body, "text/xml; charset=utf-8", encoding), Is.EqualTo(Title));
            return;
        }

        var failure = await FailureAsync(body, "text/xml", encoding);

        Assert.That((failure.Kind.ToString(), failure.OutcomeUnknown), Is.EqualTo((row["Failure"], row.IsYes("Outcome unknown"))));
        Assert.That(failure.Message, Does.Contain(what == "huge" ? "larger than"
            : encoding == "zstd" ? "it is compressed in a way that the shop does not know" : "it cannot be decompressed"));
    }

    [TestCaseSource(nameof(Encodings))]
    public async Task An_answer_is_read_in_the_encoding_it_has(object line)
    {
        var row = (FaultTableRow)line;
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(row["Encoding"]) ?? Encoding.GetEncoding(row["Encoding"]);
        var (header, declaration) = (Named(row["Header"]), Named(row["Declaration"]));

        Assert.That(row.IsYes("Read"));
        Assert.That(await TitleAsync(encoding.GetBytes(Answer(declaration)), header is null ? "text/xml" : $"text/xml; charset={header}"), Is.EqualTo(Title));
    }

    [TestCase("klingon-1", null)]
    [TestCase(null, "koi8-r")]
    [TestCase("klingon-1", "UTF-8")]
    public async Task An_answer_in_an_unknown_encoding_is_a_broken_answer(string header, string declaration)
    {
        var failure = await FailureAsync(Encoding.Latin1.GetBytes(Answer(declaration)), header is null ? "text/xml" : $"text/xml; charset={header}");

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.InvalidResponse, true)));
        Assert.That(failure.Message, Does.Contain("it declares an encoding that the shop does not know").And.Not.Contain("klingon").And.Not.Contain("koi8"));
    }

    [TestCase("utf-8", "UTF-8")]
    [TestCase(null, null)]
    public async Task A_reference_that_is_not_in_the_declared_encoding_is_a_broken_answer(string header, string declaration)
    {
        using var subject = new ClientUnderTest();
        var answer = Declared(Answers.Return("sendInvoice", "<resultCode>0</resultCode><invoiceReference>R1å</invoiceReference><invoiceQRCode>q</invoiceQRCode>"), declaration);
        subject.Network.AnswerContent(Content(Encoding.Latin1.GetBytes(answer), header is null ? "text/xml" : $"text/xml; charset={header}"), HttpStatusCode.OK);

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.InvalidResponse, true)));
        Assert.That(failure.Message, Does.Contain("it is not the XML that Glase documents"));
    }

    [Test]
    public async Task A_fault_in_Latin_1_is_read()
    {
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(Content(Encoding.Latin1.GetBytes(Answers.Fault("S:Client", "Fel lösenord")), "text/xml; charset=iso-8859-1"),
            HttpStatusCode.InternalServerError);

        Assert.That((await subject.FailureAsync(GlaseOperation.ExecuteReport)).Message, Does.Contain("Fel lösenord"));
    }

    private static string Named(string cell) => cell == "–" ? null : cell;

    private static string Answer(string declared)
    {
        return Declared(Answers.Return("executeReport",
            $"<resultCode>0</resultCode><report><title>{Title}</title><contentString>x</contentString></report>"), declared);
    }

    private static string Declared(string answer, string declared)
    {
        return (declared is null ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>") + answer[(answer.IndexOf("?>", StringComparison.Ordinal) + 2)..];
    }

    private static async Task<string> TitleAsync(byte[] body, string type, string encoding = null)
    {
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(Content(body, type, encoding), HttpStatusCode.OK);
        return (await subject.Client.ExecuteReportAsync(Calls.Connection, "Reconciliation/Shop.xml", "en", null)).Title;
    }

    private static async Task<GlaseApiException> FailureAsync(byte[] body, string type, string encoding = null)
    {
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(Content(body, type, encoding), HttpStatusCode.OK);
        return await subject.FailureAsync(GlaseOperation.ExecuteReport);
    }

    private static ByteArrayContent Content(byte[] body, string type, string encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
            _ => new GZipStream(compressed, CompressionLevel.Fastest)
        })
            stream.Write(body);
        return compressed.ToArray();
    }
}
