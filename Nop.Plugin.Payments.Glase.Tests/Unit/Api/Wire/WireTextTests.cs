using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api.Wire;

[TestFixture]
public class WireTextTests
{
    // Not attributes, which cannot hold half a surrogate pair.
    private static readonly string[][] _cleaned =
    [
        [null, null],
        ["", ""],
        ["plain åäö — 😀", "plain åäö — 😀"],
        ["tab\tand\nline", "tab\tand\nline"],
        ["a\u0000b\u0008c\u000Bd\u001Fe", "abcde"],
        ["a\uFFFEb\uFFFFc", "abc"],
        ["a\r\nb\rc\r", "a\nb\nc\n"],
        ["high\uD83D", "high\uFFFD"],
        ["\uDE00low", "\uFFFDlow"],
        ["\uDE00\uD83D", "\uFFFD\uFFFD"],
        ["\uD83D\uD83D\uDE00", "\uFFFD😀"]
    ];

    [TestCaseSource(nameof(_cleaned))]
    public void It_keeps_what_XML_can_carry(string text, string expected)
    {
        Assert.That(WireText.Clean(text, 100), Is.EqualTo(expected));
    }

    [TestCase("abcdef", 3, "abc")]
    [TestCase("ab😀", 3, "ab")]
    [TestCase("ab😀", 4, "ab😀")]
    [TestCase("a\u0001bc", 3, "abc")]
    [TestCase("a\r\nb", 3, "a\nb")]
    public void It_cuts_without_splitting_a_character(string text, int length, string expected)
    {
        Assert.That(WireText.Clean(text, length), Is.EqualTo(expected));
    }

    [Test]
    public void Any_text_becomes_one_that_XML_carries_unchanged()
    {
        var random = new Random(20260301);
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Create(random.Next(40), random, static (span, source) =>
            {
                foreach (ref var c in span)
                    c = source.Next(4) == 0 ? (char)source.Next(0xD7F0, 0xE010) : (char)source.Next(0x10000);
            });

            var clean = WireText.Clean(text, 30);

            var xml = new System.Xml.Linq.XElement("a", clean).ToString(System.Xml.Linq.SaveOptions.DisableFormatting);
            Assert.Multiple(() =>
            {
                Assert.That(clean, Has.Length.LessThanOrEqualTo(30));
                Assert.That(WireText.IsClean(clean), Is.True);
                Assert.That(System.Xml.Linq.XElement.Parse(xml, System.Xml.Linq.LoadOptions.PreserveWhitespace).Value,
                    Is.EqualTo(clean));
            });
        }
    }
}
