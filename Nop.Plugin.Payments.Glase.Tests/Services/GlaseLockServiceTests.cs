using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services;

public class GlaseLockServiceTests
{
    private readonly MemoryRepository<GlaseLock> _rows = new(row => row.Name);

    [Test]
    public async Task Two_nodes_on_one_database_never_work_at_the_same_time()
    {
        var nodes = new[] { Node(), Node() };
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => nodes[i % 2].RunAsync("a", async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(2);
            Interlocked.Decrement(ref inside);
        }))));

        Assert.That(most, Is.EqualTo(1));
        Assert.That(_rows.Rows, Is.Empty);
    }

    [Test]
    public async Task Whoever_holds_a_lock_may_ask_for_it_again()
    {
        var node = Node();

        var result = await node.RunAsync("a", () => node.RunAsync("a", () => Task.FromResult(42)));

        Assert.That(result, Is.EqualTo(42));
    }

    [Test]
    public async Task A_lock_is_given_back_when_its_action_fails()
    {
        var node = Node();

        Assert.ThrowsAsync<InvalidOperationException>(() => node.RunAsync("a", () => throw new InvalidOperationException()));

        Assert.That(await node.RunAsync("a", () => Task.FromResult(true)), Is.True);
    }

    [Test]
    public async Task A_lock_whose_owner_died_is_taken_over_after_its_time()
    {
        await _rows.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = DateTime.UnixEpoch });

        Assert.That(await Node().RunAsync("a", () => Task.FromResult(true)), Is.True);
    }

    [Test]
    public async Task Different_locks_do_not_wait_for_each_other()
    {
        var node = Node();
        var release = new TaskCompletionSource();
        var held = node.RunAsync("a", () => release.Task);

        Assert.That(await node.RunAsync("b", () => Task.FromResult(true)), Is.True);

        release.SetResult();
        await held;
    }

    [Test]
    public async Task Whoever_gives_up_waiting_is_told_that_and_not_what_the_database_said()
    {
        using var patience = new CancellationTokenSource();
        Action atInsert = () => { };
        var rows = new MemoryRepository<GlaseLock>(row =>
        {
            atInsert();
            return row.Name;
        });
        await rows.InsertAsync(new GlaseLock { Name = "a", Owner = "other", ExpiresOnUtc = DateTime.MaxValue });
        atInsert = patience.Cancel;

        Assert.CatchAsync<OperationCanceledException>(() => new GlaseLockService(new LockQueue(), rows, TimeProvider.System)
            .RunAsync("a", () => Task.CompletedTask, patience.Token));
    }

    [Test]
    public void A_database_that_fails_for_another_reason_is_reported()
    {
        var broken = new MemoryRepository<GlaseLock>(_ => throw new TimeZoneNotFoundException("disk full"));

        Assert.ThrowsAsync<TimeZoneNotFoundException>(() =>
            new GlaseLockService(new LockQueue(), broken, TimeProvider.System).RunAsync("a", () => Task.CompletedTask));
    }

    private GlaseLockService Node() => new(new LockQueue(), _rows, TimeProvider.System);
}
