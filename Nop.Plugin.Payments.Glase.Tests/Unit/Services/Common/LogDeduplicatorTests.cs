using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Common;

public class LogDeduplicatorTests
{
    private readonly LogDeduplicator _logDeduplicator = new();

    [Test]
    public void A_failure_is_logged_once_and_again_when_it_changes_or_recurs()
    {
        Assert.That(_logDeduplicator.TryRecord("server", "down"), Is.True);
        Assert.That(_logDeduplicator.TryRecord("server", "down"), Is.False);
        Assert.That(_logDeduplicator.TryRecord("server", "slow"), Is.True);
        Assert.That(_logDeduplicator.TryRecord("other", "slow"), Is.True);

        _logDeduplicator.Reset("server");
        Assert.That(_logDeduplicator.TryRecord("server", "slow"), Is.True);
    }

    [Test]
    public void Whatever_keeps_an_answer_away_is_one_failure()
    {
        static GlaseApiException Failure(GlaseFailureKind kind) => new(GlaseOperation.SendInvoice, kind, false, kind.ToString());

        Assert.That(_logDeduplicator.TryRecord("server", Failure(GlaseFailureKind.Timeout)), Is.True);
        Assert.That(_logDeduplicator.TryRecord("server", Failure(GlaseFailureKind.CircuitOpen)), Is.False);
        Assert.That(_logDeduplicator.TryRecord("server", new OperationCanceledException()), Is.False);
        Assert.That(_logDeduplicator.TryRecord("server", new GlaseApiException(GlaseOperation.SendInvoice, GlaseResultCode.AccessDenied)),
            Is.True);
    }

    [Test]
    public void It_never_grows_without_end()
    {
        for (var number = 0; number < 1000; number++)
            _logDeduplicator.TryRecord($"payment {number}", "stuck");
        Assert.That(_logDeduplicator.TryRecord("payment 0", "stuck"), Is.False);

        _logDeduplicator.TryRecord("payment 1000", "stuck");
        Assert.That(_logDeduplicator.TryRecord("payment 0", "stuck"), Is.True, "it began anew");
    }
}
