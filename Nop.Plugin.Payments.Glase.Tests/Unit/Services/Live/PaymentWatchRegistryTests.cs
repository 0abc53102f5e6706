using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

[CancelAfter(20_000)]
public class PaymentWatchRegistryTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeElection _election = new();
    private readonly FakePoller _poller = new();
    private readonly GlasePayment _invoice = new() { Id = 1, Token = "t", InvoiceReference = "R1", Status = GlasePaymentStatus.Issued };
    private CancellationTokenSource _stopping;
    private PaymentWatchRegistry _live;

    [SetUp]
    public void SetUp()
    {
        _stopping = new CancellationTokenSource();
        _live = new PaymentWatchRegistry(_poller, _election, SilentLog.Instance, _clock,
            Mock.Of<IHostApplicationLifetime>(lifetime => lifetime.ApplicationStopping == _stopping.Token));
        _poller.Latest = _invoice;
    }

    [TearDown]
    public void TearDown()
    {
        _live.Dispose();
        _stopping.Dispose();
    }

    [Test]
    public async Task While_nothing_changes_the_same_comes_again_every_5_seconds(CancellationToken token)
    {
        using var away = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watcher = WatchAsync(away.Token);
        await AskedAsync(1, token);
        for (var second = 2; second <= 62; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AskedAsync(second, token);
        }

        await away.CancelAsync();
        Assert.That(await watcher, Has.Count.EqualTo(1 + 12).And.All.EqualTo(GlasePaymentStatus.Issued));
    }

    [Test]
    public async Task A_shop_that_stops_ends_what_is_watched(CancellationToken token)
    {
        var watchers = Enumerable.Range(0, 3).Select(_ => WatchAsync(token)).ToList();
        await AskedAsync(1, token);

        await _stopping.CancelAsync();

        foreach (var seen in await Task.WhenAll(watchers))
            Assert.That(seen, Has.All.EqualTo(GlasePaymentStatus.Issued));
    }

    [Test]
    public async Task A_shop_that_has_ended_asks_no_more(CancellationToken token)
    {
        using var away = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watcher = WatchAsync(away.Token);
        await AskedAsync(1, token);

        _live.Dispose();
        for (var second = 0; second < 5; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, token);
        }

        Assert.That(_poller.Asked, Is.EqualTo(1));
        await away.CancelAsync();
        await watcher;
    }

    [Test]
    public async Task Many_who_look_make_one_question_a_second(CancellationToken token)
    {
        using var away = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watchers = Enumerable.Range(0, 25).Select(_ => WatchAsync(away.Token)).ToList();
        await AskedAsync(1, token);
        for (var second = 2; second <= 6; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AskedAsync(second, token);
        }

        Assert.That(_poller.Asked, Is.EqualTo(6));
        await away.CancelAsync();
        await Task.WhenAll(watchers);
    }

    [Test]
    public async Task When_nobody_looks_any_more_nobody_asks(CancellationToken token)
    {
        using (var away = CancellationTokenSource.CreateLinkedTokenSource(token))
        {
            var watcher = WatchAsync(away.Token);
            await AskedAsync(1, token);
            await away.CancelAsync();
            await watcher;
        }

        while (_live.Count > 0)
        {
            token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, token);
        }

        var asked = _poller.Asked;
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Task.Delay(50, token);
        Assert.That(_poller.Asked, Is.EqualTo(asked));
        Assert.That(asked, Is.LessThanOrEqualTo(5));
    }

    [TestCase(false, 45)]
    [TestCase(true, 120)]
    public async Task After_a_request_for_the_status_Glase_is_asked_for_longer_than_it_takes_to_reverse(bool isShopFailing, int seconds, CancellationToken token)
    {
        _poller.IsShopFailing = isShopFailing;
        await _live.GetStateAsync(_invoice, token);
        for (var second = 2; second < seconds; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AskedAsync(second, token);
        }

        while (_live.Count > 0)
        {
            token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, token);
        }

        Assert.That(_poller.Asked, Is.LessThanOrEqualTo(seconds + 3));
    }

    [Test]
    public async Task A_change_reaches_everybody_and_the_last_one_ends_the_stream(CancellationToken token)
    {
        var watchers = Enumerable.Range(0, 3).Select(_ => WatchAsync(token)).ToList();
        await AskedAsync(1, token);
        _poller.Latest = Paid();
        _clock.Advance(TimeSpan.FromSeconds(1));

        foreach (var seen in await Task.WhenAll(watchers))
            Assert.That(seen, Is.EqualTo(new[] { GlasePaymentStatus.Issued, GlasePaymentStatus.Paid }));
        Assert.That(() => _live.Count, Is.Zero.After(5_000, 5));
    }

    [Test]
    public async Task A_notification_asks_at_once_and_tells_the_browser(CancellationToken token)
    {
        var watcher = WatchAsync(token);
        await AskedAsync(1, token);
        _poller.Latest = Paid();

        var snapshot = await _live.PollNowAsync(_invoice, token);

        Assert.That(snapshot.Payment.Status, Is.EqualTo(GlasePaymentStatus.Paid));
        Assert.That((await watcher)[^1], Is.EqualTo(GlasePaymentStatus.Paid), "without the clock having moved");
    }

    [Test]
    public async Task A_flood_of_notifications_makes_no_flood_of_questions(CancellationToken token)
    {
        var flood = Enumerable.Range(0, 200).Select(_ => _live.PollNowAsync(_invoice, token)).ToList();
        while (!flood.TrueForAll(task => task.IsCompleted))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, token);
        }

        Assert.That(_poller.Asked, Is.LessThanOrEqualTo(5));
    }

    [Test]
    public async Task A_question_without_an_answer_is_told_and_asked_again(CancellationToken token)
    {
        var seen = new List<bool>();
        _poller.Latest = null;
        var watcher = Task.Run(async () =>
        {
            await foreach (var snapshot in _live.WatchAsync(_invoice, token))
                seen.Add(snapshot.IsPollFailing);
        }, token);
        await AskedAsync(1, token);
        _poller.Latest = Paid();
        while (!watcher.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, token);
        }

        await watcher;
        Assert.That(seen, Does.Contain(true));
        Assert.That(seen[^1], Is.False);
    }

    [Test]
    public async Task Somebody_who_polls_gets_the_answer_not_what_was_stored(CancellationToken token)
    {
        _poller.Latest = Paid();

        var snapshot = await _live.GetStateAsync(_invoice, token);

        Assert.That(snapshot.Payment.Status, Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task What_is_paid_is_asked_about_until_Glase_has_said_all_of_it(CancellationToken token)
    {
        var watcher = WatchAsync(token);
        await AskedAsync(1, token);
        var incomplete = Paid();
        incomplete.PaidCurrencyCode = null;
        _poller.Latest = incomplete;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await AskedAsync(2, token);
        _poller.Latest = Paid();

        var snapshot = await _live.PollNowAsync(incomplete, token);

        Assert.That(snapshot.Payment.IsIncomplete, Is.False);
        Assert.That(await watcher, Is.EqualTo(new[] { GlasePaymentStatus.Issued, GlasePaymentStatus.Paid, GlasePaymentStatus.Paid }));
    }

    [Test]
    public async Task A_question_that_throws_ends_nothing(CancellationToken token)
    {
        _poller.Act = () => throw new InvalidOperationException("no database, and the logger throws too");
        var watcher = WatchAsync(token);
        await AskedAsync(1, token);
        _poller.Act = null;
        _poller.Latest = Paid();
        for (var second = 0; !watcher.IsCompleted; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, token);
        }

        Assert.That((await watcher)[^1], Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task A_question_that_is_never_answered_keeps_nobody_waiting(CancellationToken token)
    {
        var never = new TaskCompletionSource<GlasePayment>();
        _poller.Act = () => never.Task;

        var asked = await WhileTimePassesAsync(_live.PollNowAsync(_invoice, token), token);
        var looked = await WhileTimePassesAsync(_live.GetStateAsync(_invoice, token), token);

        Assert.That((asked.IsPollFailing, looked.IsPollFailing), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task A_question_that_is_never_answered_is_followed_by_the_next(CancellationToken token)
    {
        var never = new TaskCompletionSource<GlasePayment>();
        _poller.Act = () => never.Task;
        var watcher = WatchAsync(token);
        await AskedAsync(1, token);
        _poller.Act = null;
        _poller.Latest = Paid();

        Assert.That((await WhileTimePassesAsync(watcher, token))[^1], Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task A_failure_of_the_watch_itself_ends_nothing(CancellationToken token)
    {
        var clock = new BreakableClock(_clock);
        var live = new PaymentWatchRegistry(_poller, _election, SilentLog.Instance, clock, Mock.Of<IHostApplicationLifetime>());
        var watcher = WatchAsync(live, token);
        await AskedAsync(1, token);
        for (var failure = 0; failure < 10; failure++)
        {
            clock.BreakOnce();
            _clock.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Delay(5, token);
        }

        _poller.Latest = Paid();

        Assert.That((await WhileTimePassesAsync(watcher, token))[^1], Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task While_the_database_is_away_those_who_look_are_answered_from_memory(CancellationToken token)
    {
        await _live.GetStateAsync(_invoice, token);

        Assert.That(await _live.FindAsync("t", () => throw FakeDatabaseException.Away()), Is.SameAs(_invoice));
        Assert.That(await WhileTimePassesAsync(_live.FindAsync("t", () => new TaskCompletionSource<GlasePayment>().Task), token),
            Is.SameAs(_invoice));
        Assert.ThrowsAsync<FakeDatabaseException>(() => _live.FindAsync("another", () => throw FakeDatabaseException.Away()));
    }

    [Test]
    public async Task While_failing_Glase_is_polled_although_no_browser_gets_through(CancellationToken token)
    {
        _poller.Latest = null;
        await _live.GetStateAsync(_invoice, token);
        for (var second = 1; second <= 60; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AskedAsync(second, token);
        }

        Assert.That(_live.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Where_another_node_polls_Glase_is_not_asked_but_on_request(CancellationToken token)
    {
        _election.IsWon = false;
        await _live.GetStateAsync(_invoice, token);
        Assert.That((_poller.Asked, _poller.Reads), Is.EqualTo((0, 1)));

        _poller.Latest = Paid();
        var state = await _live.PollNowAsync(_invoice, token);

        Assert.That((_poller.Asked, state.Payment.Status), Is.EqualTo((1, GlasePaymentStatus.Paid)));
    }

    [Test]
    public async Task Glase_is_asked_on_each_request_although_another_node_polls(CancellationToken token)
    {
        _election.IsWon = false;
        await _live.PollNowAsync(_invoice, token);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        var second = _live.PollNowAsync(_invoice, token);
        Assert.That(_poller.Asked, Is.EqualTo(1), "at most one a second");

        await WhileTimePassesAsync(second, token);

        Assert.That(_poller.Asked, Is.EqualTo(2));
    }

    [Test]
    public async Task A_node_that_Glase_does_not_answer_lets_another_poll(CancellationToken token)
    {
        _poller.Latest = null;
        await _live.GetStateAsync(_invoice, token);

        Assert.That(_election.Released, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_watch_that_ends_lets_another_node_poll(CancellationToken token)
    {
        await _live.GetStateAsync(_invoice, token);
        while (_live.Count > 0)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, token);
        }

        Assert.That(_election.Released, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_payment_that_was_saved_elsewhere_is_shown_once(CancellationToken token)
    {
        _election.IsWon = false;
        var watcher = WatchAsync(token);
        await ReadAsync(1, token);
        var paid = Paid();
        paid.ChangeNumber = 3;
        Assert.That(_live.GetKnownChanges(), Is.EqualTo(new Dictionary<int, int> { [1] = 0 }));
        Assert.That((_live.IsBehind(1, 3), _live.IsBehind(2, 3)), Is.EqualTo((true, false)));

        _live.PublishStored(paid);
        _live.PublishStored(paid);

        Assert.That(await WhileTimePassesAsync(watcher, token), Is.EqualTo(new[] { GlasePaymentStatus.Issued, GlasePaymentStatus.Paid }));
    }

    [Test]
    public async Task An_older_version_of_a_payment_changes_nothing(CancellationToken token)
    {
        _election.IsWon = false;
        _invoice.ChangeNumber = 5;
        var older = Paid();
        older.ChangeNumber = 4;
        await _live.GetStateAsync(_invoice, token);

        _live.PublishStored(older);

        Assert.That(_live.IsBehind(1, 5), Is.False);
        Assert.That((await _live.GetStateAsync(_invoice, token)).Payment, Is.SameAs(_invoice));
    }

    private async Task ReadAsync(int times, CancellationToken token)
    {
        while (_poller.Reads < times)
            await Task.Delay(1, token);
    }

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task, CancellationToken token)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(2, token);
        }

        return await task;
    }

    private Task<List<GlasePaymentStatus>> WatchAsync(CancellationToken token) => WatchAsync(_live, token);

    private async Task<List<GlasePaymentStatus>> WatchAsync(PaymentWatchRegistry live, CancellationToken token)
    {
        var seen = new List<GlasePaymentStatus>();
        try
        {
            await foreach (var snapshot in live.WatchAsync(_invoice, token))
                seen.Add(snapshot.Payment.Status);
        }
        catch (OperationCanceledException)
        {
            seen.TrimExcess();
        }

        return seen;
    }

    private async Task AskedAsync(int times, CancellationToken token)
    {
        while (_poller.Asked < times)
            await Task.Delay(1, token);
        await Task.Delay(20, token);
    }

    private static GlasePayment Paid() => new()
    {
        Id = 1,
        Token = "t",
        Status = GlasePaymentStatus.Paid,
        ErsReference = "ERS1",
        PaidAmount = 1m,
        PaidCurrencyCode = "SEK"
    };
}
