using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Logging;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Locks and claims on the databases that shops run on.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[Parallelizable(ParallelScope.Self)]
internal sealed class LockTests(DatabaseKind kind)
{
    private readonly Mock<ILogger> _logger = new();
    private TestDatabase _test;

    [SetUp]
    public void SetUp()
    {
        _test = TestDatabase.New(kind);
        PluginTables.Create(_test.Database);
        Vacuum();
    }

    [TearDown]
    public void TearDown() => _test?.Dispose();

    [Test]
    public async Task Locks_of_different_payments_never_disturb_each_other()
    {
        var tables = new HostTables(_test.Database);
        var node = Node(tables);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < 25; round++)
                await node.RunAsync($"invoice-{worker}-{round}", () => Task.CompletedTask);
        })));

        // PostgreSQL returns the id of a new row; the others are asked for it by a statement of its own.
        Assert.That(tables.Statements, Is.EqualTo((kind == DatabaseKind.PostgreSql ? 2 : 3) * 20 * 25), "to take and to release each lock");
        Assert.That(await tables.AllAsync<GlaseLock>(), Is.Empty);
    }

    [Test]
    public async Task A_lock_that_is_held_is_read_until_it_is_free()
    {
        var tables = new HostTables(_test.Database);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var started = clock.GetUtcNow();
        var release = new TaskCompletionSource();
        var held = Node(new HostTables(_test.Database)).RunAsync("invoice-3", () => release.Task);
        await ShopFixture.UntilAsync(async () => (await tables.AllAsync<GlaseLock>()).Count == 1, "the lock");
        var waiting = Node(tables, clock).RunAsync("invoice-3", () => Task.FromResult(true));

        await WhileTimePassesAsync(clock, tables, () => clock.GetUtcNow() - started < TimeSpan.FromSeconds(3));
        var contended = tables.Statements;
        release.SetResult();
        await held;
        await WhileTimePassesAsync(clock, tables, () => !waiting.IsCompleted);

        Assert.That(await waiting, Is.True);
        TestContext.Out.WriteLine($"{kind}: {contended} statements in 3 seconds that the lock was held, {tables.Statements - contended} after it");
        Assert.That(contended, Is.InRange(5, 16), "one that is refused, and a read every 50 to 400 ms");
        Assert.That(tables.Statements - contended, Is.LessThanOrEqualTo(5), "a read, and to take and to release it");
    }

    [Test]
    public async Task The_lock_of_a_killed_node_is_taken_over_within_15_seconds()
    {
        var tables = new HostTables(_test.Database);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        // A process that is killed leaves nothing but the row.
        await new LockStore(tables, tables.Repository<GlaseLock>(), clock).InsertAsync("invoice-4");
        var started = clock.GetUtcNow();
        var waiting = Node(tables, clock).RunAsync("invoice-4", () => Task.FromResult(true));

        await WhileTimePassesAsync(clock, tables, () => !waiting.IsCompleted);

        Assert.That(await waiting, Is.True);
        var time = clock.GetUtcNow() - started;
        TestContext.Out.WriteLine($"{kind}: taken over after {time.TotalSeconds:0.0} s");
        Assert.That(time, Is.InRange(GlaseDefaults.LockLeaseDuration, TimeSpan.FromSeconds(15)));
    }

    [Test]
    public async Task A_lock_held_longer_than_its_lease_is_renewed_and_not_taken_over()
    {
        var tables = new HostTables(_test.Database);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var started = clock.GetUtcNow();
        var release = new TaskCompletionSource();
        var (held, inside) = (4 * GlaseDefaults.LockLeaseDuration, 0);
        var holding = Node(tables, clock).RunAsync("invoice-6", async () =>
        {
            Interlocked.Increment(ref inside);
            await release.Task;
            Interlocked.Decrement(ref inside);
        });
        await ShopFixture.UntilAsync(async () => (await tables.AllAsync<GlaseLock>()).Count == 1, "the lock");
        var first = (await tables.AllAsync<GlaseLock>()).Single();
        var waiting = Node(tables, clock).RunAsync("invoice-6", () => Task.FromResult(Volatile.Read(ref inside)), 2 * held);

        await WhileTimePassesAsync(clock, tables, () => clock.GetUtcNow() - started < held);

        Assert.That(waiting.IsCompleted, Is.False, "whether it was taken over");
        var renewed = (await tables.AllAsync<GlaseLock>()).Single();
        Assert.Multiple(() =>
        {
            Assert.That((renewed.Id, renewed.Owner), Is.EqualTo((first.Id, first.Owner)));
            Assert.That(renewed.ExpiresOnUtc, Is.GreaterThan(clock.GetUtcNow().UtcDateTime));
        });
        release.SetResult();
        await holding;
        await WhileTimePassesAsync(clock, tables, () => !waiting.IsCompleted);
        Assert.That(await waiting, Is.Zero, "how many others hold it");
    }

    [Test]
    public async Task Fifty_callers_on_two_nodes_get_a_lock_in_turn_and_no_exception()
    {
        var tables = new HostTables(_test.Database);
        var nodes = new[] { Node(tables), Node(tables) };
        var started = TimeProvider.System.GetTimestamp();
        var (inside, most, taken) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(caller => Task.Run(async () =>
        {
            while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2))
                await nodes[caller % 2].RunAsync("invoice-5", () =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref inside);
                    return Task.CompletedTask;
                });
        })));

        TestContext.Out.WriteLine($"{kind}: taken {taken} times");
        Assert.That(most, Is.EqualTo(1));
        Assert.That(taken, Is.GreaterThanOrEqualTo(50));
        Assert.That(await tables.AllAsync<GlaseLock>(), Is.Empty);
    }

    [Test]
    public async Task Nodes_that_want_the_same_lock_get_it_one_after_the_other()
    {
        var tables = new HostTables(_test.Database);
        var nodes = Enumerable.Range(0, 4).Select(_ => Node(tables)).ToList();
        var inside = 0;
        var most = 0;

        await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            for (var round = 0; round < 10; round++)
                await node.RunAsync("invoice-1", async () =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                });
        })));

        Assert.That(most, Is.EqualTo(1));
        Assert.That(await tables.AllAsync<GlaseLock>(), Is.Empty);
    }

    [Test]
    public async Task One_of_many_nodes_takes_a_dead_nodes_lock_over()
    {
        var tables = new HostTables(_test.Database);
        await tables.InsertAsync(new GlaseLock { Name = "invoice-2", Owner = "dead", ExpiresOnUtc = DateTime.UnixEpoch });
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Node(tables).RunAsync("invoice-2", async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }))));

        Assert.That(most, Is.EqualTo(1));
        Assert.That(await tables.AllAsync<GlaseLock>(), Is.Empty);
    }

    [Test]
    public async Task Payments_are_claimed_and_given_free_without_disturbing_each_other()
    {
        var tables = new HostTables(_test.Database);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < 10; round++)
            {
                var claims = new OrderPaymentClaims(tables, Mock.Of<IOrderService>(), tables.Repository<GlaseOrderPaymentClaim>(), TimeProvider.System);
                Assert.That(await claims.TryClaimAsync(worker, Guid.NewGuid(), isUnderLock: false), Is.True);
                Assert.That(await claims.TryReleaseAsync(worker), Is.True);
            }
        })));

        Assert.That(await tables.AllAsync<GlaseOrderPaymentClaim>(), Is.Empty);
    }

    [Test]
    public async Task After_a_vacuum_no_statement_of_a_lock_is_rolled_back_at_twenty_purchases_a_second()
    {
        Vacuum();
        var node = Node(new HostTables(_test.Database));
        using var rollbacks = new RollbackCounter();

        var failures = await MeasureAsync(aSecond: 20, name => node.RunAsync(name, () => Task.Delay(20)));

        TestContext.Out.WriteLine($"{kind}: {rollbacks.Count} statements were rolled back");
        Assert.That(failures, Is.Zero);
        // What is run again is not seen. MariaDB ends one of two deletions that meet, also where each is a transaction of its own.
        if (kind != DatabaseKind.MySql)
            Assert.That(rollbacks.Count, Is.Zero);
    }

    private void Vacuum()
    {
        _test.Vacuum(nameof(GlaseLock));
        _test.Vacuum(nameof(GlaseOrderPaymentClaim));
    }

    private static async Task<int> MeasureAsync(int aSecond, Func<string, Task> act)
    {
        var failures = 0;
        var all = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < 100; number++)
        {
            var name = $"invoice-{Guid.NewGuid():N}";
            // Six shoppers at once, as many purchases a second as asked for.
            if (number % 6 == 0)
                await Task.Delay(Math.Max(0, number * 1000 / aSecond - (int)watch.ElapsedMilliseconds));
            all.Add(Task.Run(async () =>
            {
                try
                {
                    await act(name);
                }
                catch (Exception exception) when (exception is DbException or System.Transactions.TransactionException)
                {
                    Interlocked.Increment(ref failures);
                }
            }));
        }

        await Task.WhenAll(all);
        return failures;
    }

    // Time does not go on while a statement is being run.
    private static async Task WhileTimePassesAsync(FakeTimeProvider clock, HostTables tables, Func<bool> isLonger)
    {
        for (var started = TimeProvider.System.GetTimestamp(); isLonger() && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30);)
        {
            await Task.Delay(1);
            if (tables.IsIdle)
                clock.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    private DistributedLock Node(HostTables tables, TimeProvider clock = null)
    {
        var log = new SafeLog(NullLogger<SafeLog>.Instance,
            new ServiceCollection().AddSingleton(_logger.Object).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>());
        clock ??= TimeProvider.System;
        return new DistributedLock(new BackgroundWork(log), new LockStore(tables, tables.Repository<GlaseLock>(), clock),
            new LockObservations(clock), new InProcessLockQueue(), log, clock);
    }
}
