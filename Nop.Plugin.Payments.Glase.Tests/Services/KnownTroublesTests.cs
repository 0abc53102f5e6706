using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services;

public class KnownTroublesTests
{
    private readonly KnownTroubles _troubles = new();

    [Test]
    public void A_trouble_is_news_once_and_again_when_it_changes_or_comes_back()
    {
        Assert.That(_troubles.IsNews("server", "down"), Is.True);
        Assert.That(_troubles.IsNews("server", "down"), Is.False);
        Assert.That(_troubles.IsNews("server", "slow"), Is.True);
        Assert.That(_troubles.IsNews("other", "slow"), Is.True);

        _troubles.Forget("server");
        Assert.That(_troubles.IsNews("server", "slow"), Is.True);
    }

    [Test]
    public void Whatever_keeps_an_answer_away_is_one_trouble()
    {
        static GlaseApiException Failure(GlaseFailureKind kind) => new(GlaseOperation.SendInvoice, kind, false, kind.ToString());

        Assert.That(_troubles.IsNews("server", Failure(GlaseFailureKind.Timeout)), Is.True);
        Assert.That(_troubles.IsNews("server", Failure(GlaseFailureKind.CircuitOpen)), Is.False);
        Assert.That(_troubles.IsNews("server", new OperationCanceledException()), Is.False);
        Assert.That(_troubles.IsNews("server", new GlaseApiException(GlaseOperation.SendInvoice, GlaseResultCode.AccessDenied)),
            Is.True);
    }

    [Test]
    public void It_never_grows_without_end()
    {
        for (var number = 0; number < 1000; number++)
            _troubles.IsNews($"payment {number}", "stuck");
        Assert.That(_troubles.IsNews("payment 0", "stuck"), Is.False);

        _troubles.IsNews("payment 1000", "stuck");
        Assert.That(_troubles.IsNews("payment 0", "stuck"), Is.True, "it began anew");
    }
}
