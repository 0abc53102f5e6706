using System.Data.Common;
using LinqToDB;
using Moq;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Fifty who want the same row at once: one gets it, and the others are told so.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
internal sealed class RaceTests(DatabaseKind kind)
{
    private const int Racers = 50;

    // Each unique index of the plugin's tables, and fifty rows that only it keeps apart.
    private static readonly Dictionary<string, Func<RaceTests, Task>> _races = new()
    {
        ["GlasePayment(Token)"] = Race(racer => Change(ArchivedPayments.Expired(racer), payment => payment.Token = "token")),
        ["GlasePayment(CheckoutKey)"] = Race(racer => Change(ArchivedPayments.Expired(racer), payment => payment.CheckoutKey = "cart")),
        ["GlasePayment(ErsReference)"] = Race(racer => Change(ArchivedPayments.Applied(racer), payment => payment.ErsReference = "ERS")),
        ["GlaseRefund(PaymentId,Number)"] = Race(_ => new GlaseRefund { PaymentId = 1, Number = 1, CreatedOnUtc = DateTime.UnixEpoch }),
        ["GlaseLock(Name)"] = Race(racer => new GlaseLock { Name = "lock", Owner = $"{racer}", ExpiresOnUtc = DateTime.UnixEpoch }),
        ["GlaseOrderPaymentClaim(PaymentId)"] = Race(racer => Change(ArchivedPayments.Claimed(racer), claim => claim.PaymentId = 1)),
        ["GlaseOrderPaymentClaim(OrderGuid)"] = Race(racer => Change(ArchivedPayments.Claimed(racer), claim => claim.OrderGuid = Guid.Empty)),
        ["GlaseOrderCancellation(OrderId)"] = Race(_ => new GlaseOrderCancellation { OrderId = 1, CreatedOnUtc = DateTime.UnixEpoch }),
        ["GlasePeriod(StoreId,Number)"] = Race(_ => new GlasePeriod { StoreId = 1, Number = 1, MarkedOnUtc = DateTime.UnixEpoch }),
        ["GlaseReportedTransaction(PeriodId,Number)"] = Race(_ => new GlaseReportedTransaction { PeriodId = 1, Number = 1 })
    };

    private TestDatabase _test;
    private HostTables _tables;

    private static IEnumerable<string> UniqueIndexes => _races.Keys;

    [SetUp]
    public void SetUp()
    {
        _test = TestDatabase.New(kind);
        PluginTables.Create(_test.Database);
        _tables = new HostTables(_test.Database);
    }

    [TearDown]
    public void TearDown() => _test?.Dispose();

    [Test]
    public void Every_unique_index_is_raced()
    {
        var indexes = SqlServerTables.Of(SqlServerMigrations.Up()).Indexes
            .Where(index => index is { IsUnique: true, IsClustered: false })
            .Select(index => $"{index.Table}({string.Join(",", index.Columns)})");

        Assert.That(_races.Keys, Is.EquivalentTo(indexes));
    }

    [TestCaseSource(nameof(UniqueIndexes))]
    public Task One_row_of_a_unique_index_is_stored(string index) => _races[index](this);

    [Test]
    public async Task One_order_gets_a_payment()
    {
        var claimed = await RaceAsync(_ => Claims().TryClaimAsync(1, Guid.NewGuid(), isUnderLock: false));

        Assert.That(claimed.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task One_payment_pays_an_order()
    {
        var order = Guid.NewGuid();

        var claimed = await RaceAsync(racer => Claims().TryClaimAsync(racer, order, isUnderLock: false));

        Assert.That(claimed.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task One_node_polls_a_payment_and_all_are_told_which()
    {
        var owners = await RaceAsync(racer =>
            new PollerLeaseStore(_tables, _tables.Repository<GlaseLock>(), TimeProvider.System).AcquireAsync(1, $"node-{racer}"));

        Assert.That(owners.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task One_caller_cancels_an_order()
    {
        var begun = await RaceAsync(_ => new OrderCancellationStore(_tables, _tables.Repository<GlaseOrderCancellation>(),
            TimeProvider.System).TryBeginAsync(1));

        Assert.That(begun.Count(done => done), Is.EqualTo(1));
        Assert.That(await _tables.AllAsync<GlaseOrderCancellation>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_refund_is_recorded_as_the_next()
    {
        var recorded = await RaceAsync(async _ => await new RefundStore(_tables.Repository<GlaseRefund>(), TimeProvider.System)
            .TryRecordAsync(1, earlier: 0, new RefundAmounts(1m)) is not null);

        Assert.That(recorded.Count(done => done), Is.EqualTo(1));
    }

    private async Task InsertAllAsync<TEntity>(Func<int, TEntity> row) where TEntity : BaseEntity
    {
        var inserted = await RaceAsync(async racer =>
        {
            try
            {
                await _tables.InsertAsync(row(racer));
                return true;
            }
            catch (DbException)
            {
                return false;
            }
        });

        Assert.That(inserted.Count(done => done), Is.EqualTo(1));
        Assert.That(await _test.Database.Table<TEntity>().CountAsync(), Is.EqualTo(1));
    }

    private OrderPaymentClaims Claims()
    {
        return new OrderPaymentClaims(_tables, Mock.Of<IOrderService>(), _tables.Repository<GlaseOrderPaymentClaim>(), TimeProvider.System);
    }

    private static Func<RaceTests, Task> Race<TEntity>(Func<int, TEntity> row) where TEntity : BaseEntity => tests => tests.InsertAllAsync(row);

    private static TEntity Change<TEntity>(TEntity row, Action<TEntity> change)
    {
        change(row);
        return row;
    }

    // Nobody begins before all stand at the start.
    private static Task<T[]> RaceAsync<T>(Func<int, Task<T>> act)
    {
        var ready = 0;
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Task.WhenAll(Enumerable.Range(1, Racers).Select(racer => Task.Run(async () =>
        {
            if (Interlocked.Increment(ref ready) == Racers)
                start.SetResult();
            await start.Task;
            return await act(racer);
        })));
    }
}
