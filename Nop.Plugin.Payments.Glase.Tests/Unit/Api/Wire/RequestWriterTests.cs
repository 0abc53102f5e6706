using System.Text;
using System.Xml.Linq;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api.Wire;

/// <summary>
/// What is written by hand has to be what an XML library reads.
/// </summary>
public class RequestWriterTests
{
    // Not attributes, which cannot hold half a surrogate pair.
    private static readonly string[] _carried =
        ["plain", " spaced ", "tab\tand\nline", "<a b=\"c\">&'</a>", "]]>", "åäö — €", "😀", "\u0085\u2028\u007F", "&amp;&#x0;"];

    private static readonly string[] _notCarried = ["a\u0000", "\u0008b", "\u001F", "a\r\nb", "\uFFFE", "\uFFFFc", "\uD83D", "a\uDE00b"];

    [TestCaseSource(nameof(_carried))]
    public void A_text_is_read_as_it_was_written(string text)
    {
        Assert.That(XElement.Parse(Written(request => request.Text("a"u8, text)), LoadOptions.PreserveWhitespace).Value, Is.EqualTo(text));
    }

    [TestCaseSource(nameof(_notCarried))]
    public void What_XML_cannot_carry_is_refused(string text)
    {
        Assert.That(() => new RequestWriter().Text("a"u8, text), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void What_is_null_is_left_out_and_what_is_empty_is_not()
    {
        var written = Written(request =>
        {
            request.Text("a"u8, null);
            request.Amount("b"u8, null);
            request.Text("c"u8, "");
            request.Bytes("d"u8, []);
        });

        Assert.That(written, Is.EqualTo("<c/><d/>"));
    }

    [Test]
    public void Any_text_is_read_as_it_was_cleaned()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 2_000; round++)
        {
            var text = WireText.Clean(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Character(random))), 255);

            var read = XElement.Parse(Written(request => request.Text("a"u8, text)), LoadOptions.PreserveWhitespace).Value;

            Assert.That(read, Is.EqualTo(text));
        }
    }

    [TestCase(1)]
    [TestCase(1000)]
    [TestCase(1024 * 1024)]
    public void Bytes_are_read_as_they_were_written(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        var read = XElement.Parse(Written(request => request.Bytes("a"u8, bytes))).Value;

        Assert.That(Convert.FromBase64String(read), Is.EqualTo(bytes));
    }

    private static char Character(Random random)
    {
        return random.Next(4) switch
        {
            0 => (char)random.Next(0x10000),
            1 => (char)random.Next(0x40),
            2 => (char)random.Next(0xD7F0, 0xE010),
            _ => "<>&'\"]\r\n\t \u0085\uFFFD"[random.Next(12)]
        };
    }

    private static string Written(Action<RequestWriter> write)
    {
        var request = new RequestWriter();
        write(request);
        return Encoding.UTF8.GetString(request.Buffer.Written.Span);
    }
}
