using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Infrastructure;

public class RequestLimitsTests
{
    private RequestLimits _limits;

    [SetUp]
    public void SetUp() => _limits = new RequestLimits();

    [TearDown]
    public void TearDown() => _limits.Dispose();

    [Test]
    public void All_spellings_that_a_database_takes_for_one_token_share_its_requests()
    {
        const string token = "abcdefghijklmnopqrstuv";

        var allowed = SpellingsOf(token, RequestLimits.MostAtOnce * 2).Count(_limits.Allow);

        // A few come back while the test runs.
        Assert.That(allowed, Is.InRange(RequestLimits.MostAtOnce, RequestLimits.MostAtOnce * 3 / 2));
    }

    [Test]
    public void All_spellings_that_a_database_takes_for_one_token_share_its_streams()
    {
        const string token = "abcdefghijklmnopqrstuv";

        var open = SpellingsOf(token, RequestLimits.MostStreams * 2).Count(spelling => _limits.OpenStream(spelling).IsAcquired);

        Assert.That(open, Is.EqualTo(RequestLimits.MostStreams));
    }

    [Test]
    public void Other_tokens_have_limits_of_their_own()
    {
        var allowed = Enumerable.Range(0, RequestLimits.MostAtOnce * 4).Count(_ => _limits.Allow(GlaseInvoiceService.NewToken()));

        Assert.That(allowed, Is.EqualTo(RequestLimits.MostAtOnce * 4));
    }

    // One letter after the other in upper case, as the bits of a number say.
    private static IEnumerable<string> SpellingsOf(string token, int count)
    {
        return Enumerable.Range(0, count).Select(number => string.Concat(token.Select((letter, place) =>
            (number >> place & 1) == 1 ? char.ToUpperInvariant(letter) : letter)));
    }
}
