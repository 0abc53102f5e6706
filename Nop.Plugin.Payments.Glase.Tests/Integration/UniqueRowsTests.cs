using Microsoft.Extensions.DependencyInjection;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What the database itself keeps unique, as made by the plugin's migrations: the last guard, whatever becomes of locks.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
public class UniqueRowsTests(DatabaseKind kind)
{
    private ShopFixture _fixture;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync(kind: kind);
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_fixture is not null)
            await _fixture.DisposeAsync();
    }

    [Test]
    public Task A_cart_or_order_has_one_payable_invoice()
    {
        return OnlyOneFitsAsync(ArchivedPayments.Expired(1), ArchivedPayments.Expired(2), row => row.CheckoutKey,
            (row, key) => row.CheckoutKey = key);
    }

    [Test]
    public Task A_token_names_one_payment()
    {
        return OnlyOneFitsAsync(ArchivedPayments.Expired(1), ArchivedPayments.Expired(2), row => row.Token,
            (row, token) => row.Token = token);
    }

    [Test]
    public Task A_payment_is_recorded_once()
    {
        return OnlyOneFitsAsync(ArchivedPayments.Applied(1), ArchivedPayments.Applied(2), row => row.ErsReference,
            (row, reference) => row.ErsReference = reference);
    }

    [Test]
    public async Task Payments_without_a_reference_do_not_stand_in_each_others_way()
    {
        await InsertAsync(ArchivedPayments.Expired(1));

        Assert.DoesNotThrowAsync(() => InsertAsync(ArchivedPayments.Expired(2)));
    }

    [Test]
    public Task A_lock_has_one_holder()
    {
        return OnlyOneFitsAsync(new GlaseLock { Name = "a", Owner = "1" }, new GlaseLock { Name = "b", Owner = "2" },
            row => row.Name, (row, name) => row.Name = name);
    }

    [Test]
    public Task A_payment_is_claimed_for_one_order()
    {
        return OnlyOneFitsAsync(new GlaseOrderPaymentClaim { PaymentId = 1, OrderGuid = Guid.NewGuid() },
            new GlaseOrderPaymentClaim { PaymentId = 2, OrderGuid = Guid.NewGuid() }, row => row.PaymentId, (row, id) => row.PaymentId = id);
    }

    [Test]
    public Task An_order_takes_one_payment()
    {
        return OnlyOneFitsAsync(new GlaseOrderPaymentClaim { PaymentId = 1, OrderGuid = Guid.NewGuid() },
            new GlaseOrderPaymentClaim { PaymentId = 2, OrderGuid = Guid.NewGuid() }, row => row.OrderGuid, (row, guid) => row.OrderGuid = guid);
    }

    [Test]
    public Task Of_a_payment_there_is_one_next_refund()
    {
        return OnlyOneFitsAsync(new GlaseRefund { PaymentId = 1, Number = 1 }, new GlaseRefund { PaymentId = 1, Number = 2 },
            row => row.Number, (row, number) => row.Number = number);
    }

    [Test]
    public Task Of_a_store_there_is_one_next_period()
    {
        return OnlyOneFitsAsync(new GlasePeriod { StoreId = 1, Number = 1 }, new GlasePeriod { StoreId = 1, Number = 2 },
            row => row.Number, (row, number) => row.Number = number);
    }

    [Test]
    public Task A_report_has_one_transaction_at_each_place()
    {
        return OnlyOneFitsAsync(new GlaseReportedTransaction { PeriodId = 1, Number = 1 },
            new GlaseReportedTransaction { PeriodId = 1, Number = 2 }, row => row.Number, (row, number) => row.Number = number);
    }

    // The shop works meanwhile and may have rows of its own, the lock of its warm-up for one.
    private async Task OnlyOneFitsAsync<TEntity, TKey>(TEntity one, TEntity other, Func<TEntity, TKey> key, Action<TEntity, TKey> setKey)
        where TEntity : Nop.Core.BaseEntity
    {
        await InsertAsync(one);
        setKey(other, key(one));

        Assert.CatchAsync(() => InsertAsync(other));
        Assert.That((await _fixture.AllAsync<TEntity>()).Count(row => Equals(key(row), key(one))), Is.EqualTo(1));
    }

    private Task InsertAsync<TEntity>(TEntity row) where TEntity : Nop.Core.BaseEntity
    {
        return _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<TEntity>>().InsertAsync(row, publishEvent: false));
    }
}
