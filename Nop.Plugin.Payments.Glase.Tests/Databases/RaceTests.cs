using System.Data.Common;
using LinqToDB;
using Moq;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
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

    private TestDatabase _test;
    private HostTables _tables;

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
    public Task One_payable_invoice_of_a_cart_is_stored()
    {
        return InsertAllAsync(racer =>
        {
            var payment = ArchivedPayments.Expired(racer);
            payment.CheckoutKey = "cart";
            return payment;
        });
    }

    [Test]
    public Task One_payment_has_a_reference_of_Glase()
    {
        return InsertAllAsync(racer =>
        {
            var payment = ArchivedPayments.Applied(racer);
            payment.ErsReference = "ERS";
            return payment;
        });
    }

    [Test]
    public Task One_refund_is_the_next_of_a_payment()
    {
        return InsertAllAsync(_ => new GlaseRefund { PaymentId = 1, Number = 1, CreatedOnUtc = DateTime.UnixEpoch });
    }

    [Test]
    public Task One_lock_of_a_name_is_held()
    {
        return InsertAllAsync(racer => new GlaseLock { Name = "lock", Owner = $"{racer}", ExpiresOnUtc = DateTime.UnixEpoch });
    }

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
        var owners = await Task.WhenAll(Enumerable.Range(1, Racers).Select(racer => Task.Run(() =>
            new PollerLeaseStore(_tables, _tables.Repository<GlaseLock>(), TimeProvider.System).AcquireAsync(1, $"node-{racer}"))));

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

    private static Task<bool[]> RaceAsync(Func<int, Task<bool>> act)
    {
        return Task.WhenAll(Enumerable.Range(1, Racers).Select(racer => Task.Run(() => act(racer))));
    }
}
