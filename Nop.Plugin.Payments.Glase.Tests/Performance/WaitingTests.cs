using NUnit.Framework;
using Shop.Benchmarks.Waiting;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// What many who wait cost: counts and ratios, never times. Memory is measured in processes that do nothing else.
/// </summary>
[CancelAfter(120_000)]
public class WaitingTests
{
    private const int Seconds = 10;

    [TestCase(1)]
    [TestCase(10)]
    public async Task Each_invoice_is_polled_once_a_second_however_many_tabs_show_it(int tabs, CancellationToken token)
    {
        const int payments = 50;
        await using var watched = new WatchedPayments(payments, tabs);
        await watched.OpenAsync(token);

        await watched.PassAsync(Seconds, token);

        // The first poll comes at once, the second a little early, so that not all poll in the same moment.
        Assert.That(watched.Polls, Has.All.InRange(Seconds, Seconds + 2));
    }

    [Test]
    public async Task Twice_as_many_who_wait_allocate_twice_as_much()
    {
        await using var process = await WatchRole.StartAsync();

        await process.AskAsync<long>("allocated", 200, Seconds);
        var some = await process.AskAsync<long>("allocated", 500, Seconds);
        var twice = await process.AskAsync<long>("allocated", 1000, Seconds);

        TestContext.Out.WriteLine($"{some} bytes, then {twice}");
        Assert.That((double)twice / some, Is.InRange(1.5, 2.5), $"{some} bytes, then {twice}");
    }

    [Test]
    public async Task Those_who_leave_leave_nothing_behind()
    {
        const int visitors = 500, rounds = 6, perVisitor = 100;
        await using var process = await WatchRole.StartAsync();

        await process.AskAsync<long>("visit", visitors);
        var before = await process.AskAsync<long>("visit", visitors);
        var after = 0L;
        for (var round = 0; round < rounds; round++)
            after = await process.AskAsync<long>("visit", visitors);

        TestContext.Out.WriteLine($"{before} bytes, then {after}");
        Assert.That(after - before, Is.LessThan(rounds * visitors * perVisitor));
    }

    [Test]
    public async Task A_process_that_stood_still_does_not_poll_all_at_once_afterwards(CancellationToken token)
    {
        await using var watched = new WatchedPayments(payments: 50, tabs: 1);
        await watched.OpenAsync(token);
        await watched.PassAsync(2, token);

        await watched.PassAsync(TimeSpan.FromSeconds(10), token);

        Assert.That(await watched.CountMomentsAsync(token), Is.GreaterThan(10), "hundredths of a second");
    }

    // It was 2.1 times while an action of MVC, tasks and timers were kept for each.
    [Test]
    [NonParallelizable]
    public async Task A_waiting_browser_takes_less_than_twice_the_heap_of_a_bare_stream()
    {
        const int streams = 300;
        var settling = TimeSpan.FromSeconds(0.7);

        var shop = await StreamMemory.OfShopAsync(streams, settling);
        var bare = await StreamMemory.OfBareStreamAsync(streams, settling);

        TestContext.Out.WriteLine($"{shop:0} bytes and {bare:0} bytes, {shop / bare:0.00} times");
        Assert.That(shop / bare, Is.LessThan(1.9));
    }
}
