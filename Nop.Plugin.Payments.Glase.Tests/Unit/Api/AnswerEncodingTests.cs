using System.IO.Compression;
using System.Net;
using System.Text;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Answers that are compressed without being asked for, and answers in another encoding than UTF-8.
/// </summary>
public class AnswerEncodingTests
{
    private const string Title = "Försäljning";

    [TestCase("gzip")]
    [TestCase("x-gzip")]
    [TestCase("deflate")]
    [TestCase("br")]
    public async Task A_compressed_answer_is_read(string encoding)
    {
        Assert.That(await TitleAsync(Compress(Encoding.UTF8.GetBytes(Answer("UTF-8")), encoding), "text/xml; charset=utf-8", encoding), Is.EqualTo(Title));
    }

    [TestCase("gzip", "it cannot be decompressed")]
    [TestCase("br", "it cannot be decompressed")]
    [TestCase("zstd", "it is compressed in a way that the shop does not know")]
    public async Task What_is_not_compressed_as_it_says_is_a_broken_answer(string encoding, string said)
    {
        var failure = await FailureAsync(Encoding.UTF8.GetBytes(Answer("UTF-8")), "text/xml", encoding);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.InvalidResponse, true)));
        Assert.That(failure.Message, Does.Contain(said));
    }

    [Test]
    public async Task A_compressed_answer_counts_by_what_it_becomes()
    {
        var failure = await FailureAsync(Compress(new byte[40 * 1024 * 1024], "gzip"), "text/xml", "gzip");

        Assert.That(failure.Message, Does.Contain("larger than"));
    }

    [TestCase("iso-8859-1", "UTF-8", 28591)]
    [TestCase("\"ISO-8859-1\"", "ISO-8859-1", 28591)]
    [TestCase(null, "ISO-8859-1", 28591)]
    [TestCase("windows-1252", null, 1252)]
    [TestCase("iso-8859-15", null, 28605)]
    [TestCase("iso-8859-1", "UTF-8", 65001)]
    [TestCase("iso-8859-1", null, 65001)]
    [TestCase("UTF8", "UTF8", 65001)]
    [TestCase("utf-8", "latin1", 65001)]
    [TestCase("utf-16", "UTF-16", 1200)]
    public async Task An_answer_is_read_in_the_encoding_it_has(string header, string declaration, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

        Assert.That(await TitleAsync(encoding.GetBytes(Answer(declaration)), header is null ? "text/xml" : $"text/xml; charset={header}"), Is.EqualTo(Title));
    }

    [Test]
    public async Task A_fault_in_Latin_1_is_read()
    {
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(Content(Encoding.Latin1.GetBytes(Answers.Fault("S:Client", "Fel lösenord")), "text/xml; charset=iso-8859-1"),
            HttpStatusCode.InternalServerError);

        Assert.That((await subject.FailureAsync(GlaseOperation.ExecuteReport)).Message, Does.Contain("Fel lösenord"));
    }

    private static string Answer(string declared)
    {
        var answer = Answers.Return("executeReport",
            $"<resultCode>0</resultCode><report><title>{Title}</title><contentString>x</contentString></report>");
        return (declared is null ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>") + answer[(answer.IndexOf("?>", StringComparison.Ordinal) + 2)..];
    }

    private static async Task<string> TitleAsync(byte[] body, string type, string encoding = null)
    {
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(Content(body, type, encoding), HttpStatusCode.OK);
        return (await subject.Client.ExecuteReportAsync(Calls.Connection, "Reconciliation/Shop.xml", "en", null)).Title;
    }

    private static async Task<GlaseApiException> FailureAsync(byte[] body, string type, string encoding)
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
