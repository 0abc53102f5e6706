using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Shop.Benchmarks.Waiting;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// What many who wait cost: counts and ratios, never times.
/// </summary>
[CancelAfter(60_000)]
[NonParallelizable]
public class WaitingTests
{
    private const int Seconds = 10;

    [TestCase(1)]
    [TestCase(10)]
    public async Task Each_invoice_is_asked_about_once_a_second_however_many_tabs_show_it(int tabs, CancellationToken token)
    {
        const int payments = 50;
        await using var room = new WatchFixture(payments, tabs);
        await room.FillAsync(token);

        await room.PassAsync(Seconds, token);

        // The first poll comes at once, the second a little early, so that not all poll in the same moment.
        Assert.That(room.Polls, Has.All.InRange(Seconds, Seconds + 2));
    }

    [Test]
    public async Task Twice_as_many_who_wait_allocate_twice_as_much(CancellationToken token)
    {
        await AllocatedAsync(200, token);
        var some = await AllocatedAsync(500, token);
        var twice = await AllocatedAsync(1000, token);

        Assert.That(twice / some, Is.InRange(1.0, 3.0), $"{some:0} bytes, then {twice:0}");
    }

    [Test]
    public async Task Those_who_leave_leave_nothing_behind(CancellationToken token)
    {
        await ComeAndGoAsync(500, token);
        var after500 = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < 6; round++)
            await ComeAndGoAsync(500, token);
        var after3500 = GC.GetTotalMemory(forceFullCollection: true);

        const int perVisitor = 200;
        Assert.That(after3500 - after500, Is.LessThan(6 * 500 * perVisitor));
    }

    [Test]
    public async Task A_process_that_stood_still_does_not_poll_all_at_once_afterwards(CancellationToken token)
    {
        await using var room = new WatchFixture(payments: 50, tabs: 1);
        await room.FillAsync(token);
        await room.PassAsync(2, token);

        await room.StandStillAsync(TimeSpan.FromSeconds(10), token);

        Assert.That(await room.CountMomentsAsync(token), Is.GreaterThan(10), "hundredths of a second");
    }

    // It was 2.1 times while an action of MVC, tasks and timers were kept for each.
    [Test]
    public async Task A_waiting_browser_takes_less_than_twice_the_heap_of_a_bare_stream()
    {
        const int streams = 300;
        var settling = TimeSpan.FromSeconds(1);

        var shop = await StreamMemory.OfShopAsync(streams, settling);
        var bare = await StreamMemory.OfBareStreamAsync(streams, settling);

        TestContext.Out.WriteLine($"{shop:0} bytes and {bare:0} bytes, {shop / bare:0.00} times");
        Assert.That(shop / bare, Is.LessThan(1.9));
    }

    private static async Task<double> AllocatedAsync(int payments, CancellationToken token)
    {
        await using var room = new WatchFixture(payments, tabs: 1);
        await room.FillAsync(token);
        await room.PassAsync(2, token);
        var before = GC.GetTotalAllocatedBytes();
        await room.PassAsync(Seconds, token);
        return GC.GetTotalAllocatedBytes() - before;
    }

    private static async Task ComeAndGoAsync(int payments, CancellationToken token)
    {
        await using var room = new WatchFixture(payments, tabs: 1);
        await room.FillAsync(token);
        await room.PassAsync(1, token);
    }

    /// <summary>
    /// Browsers that look at payments that do not change, on a clock that the test moves.
    /// </summary>
    private sealed class WatchFixture : IPaymentPoller, IAsyncDisposable
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly CancellationTokenSource _away = new();
        private readonly PaymentWatchRegistry _live;
        private readonly GlasePayment[] _payments;
        private readonly int[] _polls;
        private readonly int _tabs;
        private List<Task> _watching = [];

        public WatchFixture(int payments, int tabs)
        {
            _tabs = tabs;
            _live = new PaymentWatchRegistry(this, FakeElection.Won, SilentLog.Instance, _clock, Mock.Of<IHostApplicationLifetime>());
            _polls = new int[payments];
            _payments = [.. Enumerable.Range(0, payments).Select(number => new GlasePayment
            {
                Id = number,
                Token = Guid.NewGuid().ToString("N"),
                InvoiceReference = "R",
                Status = GlasePaymentStatus.Issued
            })];
        }

        public bool IsShopFailing => false;

        public IReadOnlyList<int> Polls => _polls;

        public async Task FillAsync(CancellationToken token)
        {
            _watching = [.. Enumerable.Repeat(_payments, _tabs).SelectMany(each => each).Select(WatchAsync)];
            await AskedAsync(1, token);
        }

        public async Task PassAsync(int seconds, CancellationToken token)
        {
            for (var second = 0; second < seconds; second++)
            {
                var before = _polls.Min();
                _clock.Advance(TimeSpan.FromSeconds(1));
                await AskedAsync(before + 1, token);
            }
        }

        public async Task StandStillAsync(TimeSpan time, CancellationToken token)
        {
            var before = _polls.Min();
            _clock.Advance(time);
            await AskedAsync(before + 1, token);
        }

        /// <returns>In how many of a second's hundredths payments are polled</returns>
        public async Task<int> CountMomentsAsync(CancellationToken token)
        {
            var moments = 0;
            for (var moment = 0; moment < 150; moment++)
            {
                var before = _polls.Sum();
                _clock.Advance(TimeSpan.FromMilliseconds(10));
                await Task.Delay(2, token);
                moments += _polls.Sum() > before ? 1 : 0;
            }

            return moments;
        }

        public Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _polls[payment.Id]);
            return Task.FromResult(payment);
        }

        public Task<GlasePayment> TryReadAsync(GlasePayment payment) => Task.FromResult(payment);

        public async ValueTask DisposeAsync()
        {
            await _away.CancelAsync();
            await Task.WhenAll(_watching);
            while (_live.Count > 0)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(5);
            }

            _away.Dispose();
        }

        // Each watch has to have set its timer again before the clock moves on.
        private async Task AskedAsync(int times, CancellationToken token)
        {
            while (_polls.Any(asked => asked < times))
                await Task.Delay(1, token);
            await Task.Delay(50, token);
        }

        private async Task WatchAsync(GlasePayment payment)
        {
            try
            {
                await foreach (var seen in _live.WatchAsync(payment, _away.Token))
                    Assert.That(seen.Payment, Is.SameAs(payment));
            }
            catch (OperationCanceledException) when (_away.IsCancellationRequested)
            {
                Assert.That(payment.IsOpen, Is.True);
            }
        }
    }
}
