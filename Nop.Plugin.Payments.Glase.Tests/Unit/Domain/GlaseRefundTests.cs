using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Domain;

public class GlaseRefundTests
{
    private static readonly DateTime _now = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    private readonly GlaseRefund _refund = GlaseRefund.Request(3, number: 1, new RefundAmounts(10m), _now);

    [Test]
    public void An_outcome_that_is_known_stays()
    {
        var refused = GlaseRefund.Request(3, number: 2, new RefundAmounts(10m), _now);
        _refund.RecordSucceeded("R1", _now);
        refused.RecordRefused(resultCode: 90, "no");

        foreach (var known in new[] { _refund, refused })
        {
            Assert.That(() => known.RecordSucceeded("R2", _now), Throws.InvalidOperationException);
            Assert.That(() => known.RecordRefused(null, "no"), Throws.InvalidOperationException);
            Assert.That(() => known.RecordUnknown("lost"), Throws.InvalidOperationException);
            Assert.That(() => known.ResolveAsSucceeded("R2", "admin@example.com", _now), Throws.InvalidOperationException);
            Assert.That(() => known.ResolveAsNotMade("admin@example.com", _now), Throws.InvalidOperationException);
            Assert.That(known.TryPropose("R2", 4), Is.False);
        }
    }

    [Test]
    public void Only_what_was_made_is_shown_by_its_order_once()
    {
        Assert.That(_refund.TryMarkSynced(_now), Is.False);
        _refund.RecordSucceeded("R1", _now);

        Assert.That((_refund.TryMarkSynced(_now), _refund.TryMarkSynced(_now)), Is.EqualTo((true, false)));
    }

    [Test]
    public void An_answer_that_may_still_come_is_waited_for()
    {
        Assert.That(_refund.IsUnresolved(_now + GlaseDefaults.RefundResponseGracePeriod), Is.False);
        Assert.That(_refund.IsUnresolved(_now + GlaseDefaults.RefundResponseGracePeriod + TimeSpan.FromSeconds(1)), Is.True);
        _refund.RecordUnknown("lost");
        Assert.That(_refund.IsUnresolved(_now), Is.True);
    }

    [Test]
    public void A_period_withdraws_only_its_own_proposal()
    {
        Assert.That(_refund.TryPropose("R1", periodId: 4), Is.True);
        Assert.That(_refund.TryPropose(null, periodId: 5), Is.False);
        Assert.That((_refund.ProposedReference, _refund.ProposedPeriodId), Is.EqualTo(("R1", (int?)4)));

        Assert.That(_refund.TryPropose(null, periodId: 4), Is.True);
        Assert.That((_refund.ProposedReference, _refund.ProposedPeriodId), Is.EqualTo(((string)null, (int?)null)));
    }
}
