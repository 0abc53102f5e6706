using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Reporting.Reconciling;

public class PeriodReconcilerTests
{
    private static readonly DateTime _start = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _end = _start.AddDays(1);
    private static readonly DateTime _noon = _start.AddHours(12);
    private static readonly PeriodBounds _bounds = new(_start, _end, null);

    [Test]
    public void References_decide_and_amounts_are_compared()
    {
        var found = Compare([Row("A", 10m), Row("B", 20m), Row("C", -5m), Row("D", 7m)],
            [Own("A", 10m), Own("B", 21m), Refund("C", -5m), Own("E", 7m)]);

        Assert.That(found.Matched.Select(pair => pair.Own.Reference), Is.EqualTo(new[] { "A", "C" }));
        Assert.That(Kinds(found), Is.EqualTo(new[]
        {
            (DifferenceKind.AmountDiffers, "B"), (DifferenceKind.PaymentMissingInShop, "D"), (DifferenceKind.PaymentMissingAtGlase, "E")
        }), "D and E have the same amount and are two payments all the same");
    }

    [Test]
    public void A_payment_of_another_time_is_found_by_its_reference()
    {
        var old = Own("A", 10m, _start.AddDays(-30));

        var found = PeriodReconciler.Compare([Row("A", 10m)], [old], [], Set(), [], _bounds);

        Assert.That(found.Matched.Single().Own, Is.SameAs(old));
        Assert.That(found.Differences, Is.Empty);
    }

    [Test]
    public void What_another_periods_report_lists_is_not_missing()
    {
        var found = PeriodReconciler.Compare([], [], [Own("A", 10m), Own("B", 10m)], Set("A"), [], _bounds);

        Assert.That(Kinds(found), Is.EqualTo(new[] { (DifferenceKind.PaymentMissingAtGlase, "B") }));
    }

    [Test]
    public void What_stands_twice_in_the_report_matches_once()
    {
        var found = Compare([Row("A", 10m), Row("A", 10m)], [Own("A", 10m)]);

        Assert.That(found.Matched, Has.Count.EqualTo(1));
        Assert.That(Kinds(found), Is.EqualTo(new[] { (DifferenceKind.ListedTwice, "A") }));
    }

    [Test]
    public void An_amount_that_is_no_number_never_matches()
    {
        Assert.That(Kinds(Compare([Row("A", null)], [Own("A", 10m)])), Is.EqualTo(new[] { (DifferenceKind.AmountDiffers, "A") }));
        Assert.That(Kinds(Compare([Row("A", null)], [])), Is.EqualTo(new[] { (DifferenceKind.PaymentMissingInShop, "A") }));
    }

    [TestCase(119, true)]
    [TestCase(121, false)]
    public void What_is_near_an_edge_may_be_in_the_neighbouring_period(int seconds, bool isNear)
    {
        foreach (var time in new[] { _start.AddSeconds(seconds), _end.AddSeconds(-seconds) })
            Assert.That(Compare([], [Own("A", 10m, time)]).Differences.Single().IsNearBoundary, Is.EqualTo(isNear));
    }

    [Test]
    public void What_is_from_before_a_lost_close_may_be_in_that_period()
    {
        var bounds = new PeriodBounds(null, _end, _noon);
        var found = PeriodReconciler.Compare([], [], [Own("A", 1m, _noon.AddHours(-3)), Own("B", 1m, _noon.AddHours(3))], Set(), [], bounds);

        Assert.That(found.Differences.Select(difference => difference.MayBeLost), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void A_refund_without_a_reference_is_the_one_row_that_it_can_be()
    {
        Assert.That(Compare([Row("X", -5m)], [Refund(null, -5m)]).Differences, Is.Empty);

        Assert.That(Kinds(Compare([Row("X", -5m), Row("Y", -5m)], [Refund(null, -5m)])).Select(kind => kind.Item1), Is.EqualTo(new[]
        {
            DifferenceKind.RefundMissingInShop, DifferenceKind.RefundMissingInShop, DifferenceKind.RefundMissingAtGlase
        }));
        Assert.That(Compare([Row("X", -5m)], [Refund(null, -5m), Refund(null, -5m)]).Matched, Is.Empty);
    }

    [Test]
    public void Candidates_are_listed_and_undecided_refunds_of_the_period_too()
    {
        UnresolvedRefund[] undecided = [Undecided(1, 5m), Undecided(2, 5m), Undecided(3, 6m), Undecided(4, 5m, _start.AddDays(-1))];

        var found = PeriodReconciler.Compare([Row("X", -5m), Row("Y", -9m)], [], [], Set(), undecided, _bounds);

        Assert.That(found.Differences.Take(2).Select(difference => difference.Candidates.Select(refund => refund.RefundId)),
            Is.EqualTo(new[] { new[] { 1, 2 }, Array.Empty<int>() }));
        Assert.That(found.Differences.Skip(2).Select(difference => (difference.Kind, difference.Candidates.Single().RefundId)),
            Is.EqualTo(new[] { 1, 2, 3 }.Select(id => (DifferenceKind.UnresolvedRefund, id))));
    }

    [Test]
    public void One_row_and_one_refund_prove_each_other()
    {
        Assert.That(Proofs([Row("X", -5m), Row("Y", -7m), Row("Z", 5m)], [Undecided(1, 5m), Undecided(2, 8m)]),
            Is.EqualTo(new[] { (1, "X") }));
    }

    [Test]
    public void What_can_be_read_in_two_ways_proves_nothing()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Proofs([Row("X", -5m), Row("Y", -5m)], [Undecided(1, 5m)]), Is.Empty, "two rows");
            Assert.That(Proofs([Row("X", -5m)], [Undecided(1, 5m), Undecided(2, 5m)]), Is.Empty, "two refunds");
            Assert.That(Proofs([Row("X", -5m)], [Undecided(1, 5m), Undecided(2, 5m, _end.AddMinutes(1))]), Is.Empty, "one of them just beside it");
            Assert.That(Proofs([Row("X", -5m)], [Undecided(1, 5m)], [Refund(null, -5m)]), Is.Empty, "one that was made without a reference");
            Assert.That(Proofs([Row("X", -5m)], [Undecided(1, 5m, _end.AddMinutes(1))]), Is.Empty, "after the period");
            Assert.That(Proofs([Row("X", -5m)], [Undecided(1, 5m, _start.AddMinutes(-1))]), Is.Empty, "before the period");
            Assert.That(Proofs([Row(null, -5m)], [Undecided(1, 5m)]), Is.Empty, "no reference");
            Assert.That(Proofs([Row("X", 5m)], [Undecided(1, 5m)]), Is.Empty, "a payment");
            Assert.That(Proofs([Row("X", null)], [Undecided(1, 5m)]), Is.Empty, "no amount");
            Assert.That(Proofs([Row("X", -5.01m)], [Undecided(1, 5m)]), Is.Empty, "another amount");
        });
    }

    [Test]
    public void A_report_whose_currency_is_known_proposes_only_refunds_in_it()
    {
        UnresolvedRefund[] undecided = [Undecided(1, 5m), Undecided(2, 5m) with { CurrencyCode = "EUR" }];

        string Proposed(string currency) => string.Join(',', RefundMatcher.Find([Row("X", -5m)], undecided, [], _bounds, currency)
            .Select(proof => proof.Refund.RefundId));

        Assert.That((Proposed("EUR"), Proposed("sek"), Proposed("NOK"), Proposed(null)), Is.EqualTo(("2", "1", "", "")));
    }

    [Test]
    public void The_first_period_began_before_everything()
    {
        var bounds = new PeriodBounds(null, _end, null);

        Assert.That(RefundMatcher.Find([Row("X", -5m)], [Undecided(1, 5m, _start.AddYears(-1))], [], bounds), Has.Count.EqualTo(1));
    }

    private static Reconciliation Compare(IEnumerable<GlaseReportedTransaction> rows, IReadOnlyList<LocalTransaction> own)
    {
        return PeriodReconciler.Compare(rows, [], own, Set(), [], _bounds);
    }

    private static IEnumerable<(DifferenceKind, string)> Kinds(Reconciliation found)
    {
        return found.Differences.Select(difference => (difference.Kind, difference.Reported?.ErsReference ?? difference.Local?.Reference));
    }

    private static IEnumerable<(int, string)> Proofs(IEnumerable<GlaseReportedTransaction> rows,
        IReadOnlyList<UnresolvedRefund> undecided, IReadOnlyList<LocalTransaction> withoutReference = null)
    {
        return RefundMatcher.Find(rows, undecided, withoutReference ?? [], _bounds).Select(proof => (proof.Refund.RefundId, proof.Reference));
    }

    private static GlaseReportedTransaction Row(string reference, decimal? amount) => new() { ErsReference = reference, Amount = amount };

    private static LocalTransaction Own(string reference, decimal amount, DateTime? time = null)
    {
        return new LocalTransaction(1, null, null, reference, amount, "SEK", time ?? _noon);
    }

    private static LocalTransaction Refund(string reference, decimal amount) => new(1, 1, null, reference, amount, "SEK", _noon);

    private static UnresolvedRefund Undecided(int id, decimal amount, DateTime? time = null) => new(id, 1, null, amount, "SEK", time ?? _noon);

    private static HashSet<string> Set(params string[] references) => [.. references];
}
