using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Infrastructure;

public class PaymentRateLimiterTests
{
    private PaymentRateLimiter _rateLimiter;

    [SetUp]
    public void SetUp() => _rateLimiter = new PaymentRateLimiter();

    [TearDown]
    public void TearDown() => _rateLimiter.Dispose();

    [Test]
    public void All_spellings_that_a_database_takes_for_one_token_share_its_requests()
    {
        const string token = "abcdefghijklmnopqrstuv";

        var allowed = SpellingsOf(token, PaymentRateLimiter.BurstLimit * 2).Count(_rateLimiter.TryAcquire);

        // A few come back while the test runs.
        Assert.That(allowed, Is.InRange(PaymentRateLimiter.BurstLimit, PaymentRateLimiter.BurstLimit * 3 / 2));
    }

    [Test]
    public void All_spellings_that_a_database_takes_for_one_token_share_its_streams()
    {
        const string token = "abcdefghijklmnopqrstuv";

        var open = SpellingsOf(token, PaymentRateLimiter.MaxStreams * 2).Count(spelling => _rateLimiter.OpenStream(spelling).IsAcquired);

        Assert.That(open, Is.EqualTo(PaymentRateLimiter.MaxStreams));
    }

    [Test]
    public void Other_tokens_have_limits_of_their_own()
    {
        var allowed = Enumerable.Range(0, PaymentRateLimiter.BurstLimit * 4).Count(_ => _rateLimiter.TryAcquire(PaymentStore.NewToken()));

        Assert.That(allowed, Is.EqualTo(PaymentRateLimiter.BurstLimit * 4));
    }

    // One letter after the other in upper case, as the bits of a number say.
    private static IEnumerable<string> SpellingsOf(string token, int count)
    {
        return Enumerable.Range(0, count).Select(number => string.Concat(token.Select((letter, place) =>
            (number >> place & 1) == 1 ? char.ToUpperInvariant(letter) : letter)));
    }
}
