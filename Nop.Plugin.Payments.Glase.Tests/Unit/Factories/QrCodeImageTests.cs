using System.Globalization;
using System.Text;
using System.Xml.Linq;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

public class QrCodeImageTests
{
    private const string Content = "HTTP://SEQR.SE/R1234567";

    [TestCase("HTTP://SEQR.SE/R1")]
    [TestCase("HTTP://SEQR.SE/R1234567")]
    [TestCase("HTTP://SEQR.SE/R12345678901234567890123456789012345678")]
    [TestCase("http://seqr.se/R1234567")]
    [TestCase("https://extdev.seqr.com/a-longer-address/for?an=invoice&reference=1234567890")]
    public void A_scanner_reads_what_Glase_sent(string content)
    {
        Assert.That(QrCodeReader.Read(QrCodeImage.ToSvg(content)), Is.EqualTo(content));
    }

    [Test]
    public void Many_references_are_read_whatever_mask_they_get()
    {
        Assert.Multiple(() =>
        {
            for (var reference = 1_000_000; reference < 1_000_200; reference++)
            {
                var content = $"HTTP://SEQR.SE/R{reference}";
                Assert.That(QrCodeReader.Read(QrCodeImage.ToSvg(content)), Is.EqualTo(content));
            }
        });
    }

    [Test]
    public void A_quiet_zone_of_four_modules_surrounds_the_code()
    {
        var modules = QrCodeReader.Rasterize(QrCodeImage.ToSvg(Content));
        var last = modules.GetLength(0) - 1;
        var isQuiet = from y in Enumerable.Range(0, last + 1)
                      from x in Enumerable.Range(0, last + 1)
                      where Math.Min(Math.Min(x, y), Math.Min(last - x, last - y)) < QrCodeReader.QuietZone
                      select !modules[y, x];

        Assert.That(isQuiet, Is.All.True);
        Assert.That(modules[QrCodeReader.QuietZone, QrCodeReader.QuietZone], Is.True, "the finder pattern begins right after it");
    }

    [Test]
    public void The_address_holds_the_drawing()
    {
        const string prefix = "data:image/svg+xml;base64,";
        var url = QrCodeImage.ToDataUrl(Content);

        Assert.That(url, Does.StartWith(prefix));
        var svg = Encoding.UTF8.GetString(Convert.FromBase64String(url[prefix.Length..]));
        Assert.That(XElement.Parse(svg).Attribute("viewBox")?.Value, Is.EqualTo("0 0 33 33"));
        Assert.That(QrCodeReader.Read(svg), Is.EqualTo(Content));
    }

    [Test]
    public void A_strict_content_security_policy_finds_nothing_to_object_to()
    {
        Assert.That(QrCodeImage.ToSvg(Content), Does.Not.Contain("style").And.Not.Contain("script"));
    }

    [Test]
    public void The_drawing_is_small()
    {
        Assert.That(QrCodeImage.ToSvg(Content), Has.Length.LessThan(3000));
    }

    [TestCase("ar-SA")]
    [TestCase("sv-SE")]
    [SetCulture("ar-SA")]
    public void The_drawing_is_the_same_in_every_culture(string culture)
    {
        var here = QrCodeImage.ToSvg(Content);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        Assert.That(QrCodeImage.ToSvg(Content), Is.EqualTo(here));
        Assert.That(QrCodeReader.Read(here), Is.EqualTo(Content));
    }

    [Test]
    public void Nothing_to_say_is_an_error()
    {
        Assert.That(() => QrCodeImage.ToSvg(""), Throws.ArgumentException);
    }
}
