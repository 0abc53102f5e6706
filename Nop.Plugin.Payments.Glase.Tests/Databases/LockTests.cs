using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
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

        Assert.That(tables.Statements, Is.EqualTo(2 * 20 * 25), "one statement to take a lock and one to release it");
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
                Assert.That(await claims.TryClaimAsync(worker, Guid.NewGuid()), Is.True);
                Assert.That(await claims.TryReleaseAsync(worker), Is.True);
            }
        })));

        Assert.That(await tables.AllAsync<GlaseOrderPaymentClaim>(), Is.Empty);
    }

    [Test]
    public async Task After_a_vacuum_no_lock_fails_at_twenty_purchases_a_second()
    {
        Vacuum();
        var node = Node(new HostTables(_test.Database));

        Assert.That(await MeasureAsync(aSecond: 20, name => node.RunAsync(name, () => Task.Delay(20))), Is.Zero);
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

    private DistributedLock Node(HostTables tables)
    {
        var log = new SafeLog(NullLogger<SafeLog>.Instance,
            new ServiceCollection().AddSingleton(_logger.Object).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>());
        return new DistributedLock(new BackgroundWork(log), tables, tables.Repository<GlaseLock>(), new InProcessLockQueue(), log,
            TimeProvider.System);
    }
}
