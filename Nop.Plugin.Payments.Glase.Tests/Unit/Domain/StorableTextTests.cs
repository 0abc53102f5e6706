using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Domain;

public class StorableTextTests
{
    [TestCase(null, null)]
    [TestCase("", "")]
    [TestCase("12345", "12345")]
    [TestCase("123456", "1234…")]
    [TestCase("123\U0001F6006", "123…")]
    [TestCase("12\U0001F6006", "12\U0001F6006")]
    [TestCase("a\0b\u0001c", "abc")]
    [TestCase("å日\nb", "å日\nb")]
    public void A_text_is_made_to_fit_without_halving_a_character(string text, string fitting)
    {
        Assert.That(StorableText.Truncate(text, 5), Is.EqualTo(fitting));
    }

    [Test]
    public void Half_a_character_is_none()
    {
        Assert.That(StorableText.Truncate("a\uD83Db", 5), Is.EqualTo("a\uFFFDb"));
    }

    [TestCase(null, null)]
    [TestCase("plain ~\n", "plain ~\n")]
    [TestCase("Öl \U0001F381 日", "?l ? ?")]
    public void Plain_characters_are_ASCII_one_for_one(string text, string plain)
    {
        Assert.That(StorableText.ToAscii(text), Is.EqualTo(plain));
        Assert.That(StorableText.IsAscii(plain), Is.True);
    }
}
