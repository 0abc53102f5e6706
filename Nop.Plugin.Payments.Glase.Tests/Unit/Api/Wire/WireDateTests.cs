using System.Text;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api.Wire;

[TestFixture]
public class WireDateTests
{
    [Test]
    public void Dates_from_the_database_which_know_no_zone_are_taken_for_UTC()
    {
        var moment = new DateTime(2026, 3, 1, 23, 5, 9, DateTimeKind.Unspecified);

        Assert.That(Written(moment), Is.EqualTo("2026-03-01T23:05:09.000Z"));
    }

    [Test]
    public void Local_times_are_turned_into_UTC()
    {
        var utc = new DateTime(2026, 3, 1, 23, 5, 9, DateTimeKind.Utc);

        Assert.That(Written(utc.ToLocalTime()), Is.EqualTo("2026-03-01T23:05:09.000Z"));
    }

    [TestCase("2026-03-01T14:05:09.070+01:00")]
    [TestCase("2026-03-01T13:05:09.070Z")]
    [TestCase(" 2026-03-01T13:05:09.070 ")]
    public void Dates_are_read_into_UTC(string text)
    {
        Assert.That(WireDate.Read(text), Is.EqualTo(new DateTime(2026, 3, 1, 13, 5, 9, 70, DateTimeKind.Utc)));
        Assert.That(WireDate.Read(text)?.Kind, Is.EqualTo(DateTimeKind.Utc));
    }

    [Test, SetCulture("fa-IR")]
    public void They_are_read_alike_under_another_calendar()
    {
        Assert.That(WireDate.Read("2026-03-01T13:05:09Z"), Is.EqualTo(new DateTime(2026, 3, 1, 13, 5, 9, DateTimeKind.Utc)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("yesterday")]
    public void What_is_no_date_is_none(string text)
    {
        Assert.That(WireDate.Read(text), Is.Null);
    }

    private static string Written(DateTime moment)
    {
        var request = new RequestWriter();
        request.Value("a"u8, WireDate.Utc(moment), WireDate.Format);
        return Encoding.UTF8.GetString(request.Buffer.Written.Span)["<a>".Length..^"</a>".Length];
    }
}
