using Microsoft.Extensions.DependencyInjection;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What the database itself keeps unique, as made by the plugin's migrations: the last guard, whatever becomes of locks.
/// </summary>
public class UniqueRowsTests
{
    private TestShop _world;

    [SetUp]
    public async Task SetUp()
    {
        _world = await TestShop.StartAsync();
    }

    [TearDown]
    public Task TearDown() => _world.DisposeAsync().AsTask();

    [Test]
    public Task A_cart_or_order_has_one_payable_invoice()
    {
        return OnlyOneFitsAsync(OldPayments.Expired(1), OldPayments.Expired(2), (one, other) => other.CheckoutKey = one.CheckoutKey);
    }

    [Test]
    public Task A_token_names_one_payment()
    {
        return OnlyOneFitsAsync(OldPayments.Expired(1), OldPayments.Expired(2), (one, other) => other.Token = one.Token);
    }

    [Test]
    public Task A_payment_is_recorded_once()
    {
        return OnlyOneFitsAsync(OldPayments.Settled(1), OldPayments.Settled(2), (one, other) => other.ErsReference = one.ErsReference);
    }

    [Test]
    public async Task Payments_without_a_reference_do_not_stand_in_each_others_way()
    {
        await InsertAsync(OldPayments.Expired(1));

        Assert.DoesNotThrowAsync(() => InsertAsync(OldPayments.Expired(2)));
    }

    [Test]
    public Task A_lock_has_one_holder()
    {
        return OnlyOneFitsAsync(new GlaseLock { Name = "a", Owner = "1" }, new GlaseLock { Name = "b", Owner = "2" },
            (one, other) => other.Name = one.Name);
    }

    [Test]
    public Task A_payment_is_handed_to_one_order()
    {
        return OnlyOneFitsAsync(new GlaseSettlement { InvoiceId = 1, OrderGuid = Guid.NewGuid() },
            new GlaseSettlement { InvoiceId = 2, OrderGuid = Guid.NewGuid() }, (one, other) => other.InvoiceId = one.InvoiceId);
    }

    [Test]
    public Task An_order_takes_one_payment()
    {
        return OnlyOneFitsAsync(new GlaseSettlement { InvoiceId = 1, OrderGuid = Guid.NewGuid() },
            new GlaseSettlement { InvoiceId = 2, OrderGuid = Guid.NewGuid() }, (one, other) => other.OrderGuid = one.OrderGuid);
    }

    [Test]
    public Task Of_a_payment_there_is_one_next_refund()
    {
        return OnlyOneFitsAsync(new GlaseRefund { InvoiceId = 1, Number = 1 }, new GlaseRefund { InvoiceId = 1, Number = 2 },
            (one, other) => other.Number = one.Number);
    }

    [Test]
    public Task Of_a_store_there_is_one_next_period()
    {
        return OnlyOneFitsAsync(new GlasePeriod { StoreId = 1, Number = 1 }, new GlasePeriod { StoreId = 1, Number = 2 },
            (one, other) => other.Number = one.Number);
    }

    [Test]
    public Task A_report_has_one_transaction_at_each_place()
    {
        return OnlyOneFitsAsync(new GlaseReportedTransaction { PeriodId = 1, Number = 1 },
            new GlaseReportedTransaction { PeriodId = 1, Number = 2 }, (one, other) => other.Number = one.Number);
    }

    private async Task OnlyOneFitsAsync<TEntity>(TEntity one, TEntity other, Action<TEntity, TEntity> makeAlike)
        where TEntity : Nop.Core.BaseEntity
    {
        await InsertAsync(one);
        makeAlike(one, other);

        Assert.CatchAsync(() => InsertAsync(other));
        Assert.That(await _world.AllAsync<TEntity>(), Has.Count.EqualTo(1));
    }

    private Task InsertAsync<TEntity>(TEntity row) where TEntity : Nop.Core.BaseEntity
    {
        return _world.Shop.RunAsync(services => services.GetRequiredService<IRepository<TEntity>>().InsertAsync(row, publishEvent: false));
    }
}
