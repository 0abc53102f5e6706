using System.Globalization;
using System.Text;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api.Wire;

[TestFixture]
public class WireNumberTests
{
    [TestCase("0", "0")]
    [TestCase("0.5", "0.5")]
    [TestCase("93.31000", "93.31")]
    [TestCase("20.00", "20")]
    [TestCase("100", "100")]
    [TestCase("-0.00", "0")]
    [TestCase("-0.10", "-0.1")]
    [TestCase("1234567.89", "1234567.89")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Money_has_a_point_at_most_two_decimals_and_no_groups(string value, string expected)
    {
        Assert.That(Written(WireNumber.Money(Decimal(value))), Is.EqualTo(expected));
    }

    [TestCase("0.001")]
    [TestCase("-1.999")]
    public void Money_is_never_rounded_silently(string value)
    {
        Assert.That(() => WireNumber.Money(Decimal(value)), Throws.ArgumentException);
    }

    [Test]
    public void Any_number_is_written_as_NET_writes_it()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 20_000; round++)
        {
            var (low, middle, high) = (random.Next(4) switch { 0 => 0, 1 => random.Next(100) * 100, _ => random.Next() }, random.Next(3) == 0 ? random.Next() : 0,
                random.Next(5) == 0 ? random.Next() : 0);
            var value = new decimal(low, middle, high, random.Next(2) == 0, (byte)random.Next(random.Next(2) == 0 ? 5 : 29));

            Assert.That(Written(value), Is.EqualTo(value.ToString("0.############################", CultureInfo.InvariantCulture)));
        }
    }

    [TestCase("1.0000", "1")]
    [TestCase("0.33333", "0.3333")]
    [TestCase("0.00005", "0.0001")]
    [TestCase("0.00004", "0")]
    [TestCase("1000", "1000")]
    public void Quantities_have_at_most_four_decimals(string value, string expected)
    {
        Assert.That(Written(WireNumber.Quantity(Decimal(value))), Is.EqualTo(expected));
    }

    [TestCase("25", "25")]
    [TestCase("5.5", "6")]
    [TestCase("0", "0")]
    [TestCase("20.0000", "20")]
    public void Tax_rates_are_whole_percents(string value, string expected)
    {
        Assert.That(Written(WireNumber.WholePercent(Decimal(value))), Is.EqualTo(expected));
    }

    [Test, SetCulture("sv-SE")]
    public void Numbers_are_read_with_a_point_whatever_the_culture()
    {
        Assert.That(WireNumber.ReadDecimal(" 93.31000 ", "amount"), Is.EqualTo(93.31m));
    }

    [TestCase("")]
    [TestCase("1,5")]
    [TestCase("1.000.5")]
    [TestCase("1e3")]
    [TestCase("abc")]
    [TestCase("99999999999999999999999999999999")]
    public void What_is_no_amount_is_not_guessed_at(string text)
    {
        Assert.That(() => WireNumber.ReadDecimal(text, "amount"), Throws.InstanceOf<UnreadableResponseException>());
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("0x0")]
    [TestCase("4294967296")]
    public void What_is_no_whole_number_is_not_guessed_at(string text)
    {
        Assert.That(() => WireNumber.ReadInt(text, "code"), Throws.InstanceOf<UnreadableResponseException>());
    }

    private static string Written(decimal value)
    {
        var request = new RequestWriter();
        request.Number("a"u8, value);
        return Encoding.UTF8.GetString(request.Buffer.Written.Span)["<a>".Length..^"</a>".Length];
    }

    private static decimal Decimal(string text)
    {
        return decimal.Parse(text, CultureInfo.InvariantCulture);
    }
}
