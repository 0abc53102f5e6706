using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Orders show what Glase refunded, also when a process died between the two.
/// </summary>
public class OrderRefundSyncFlowTests
{
    private ShopFixture _world;

    [SetUp]
    public async Task SetUp()
    {
        _world = await ShopFixture.StartAsync();
        using var httpShopper = _world.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        _world.Glase.Pay(code.Reference);
        await httpShopper.CompleteAsync(code);
    }

    [TearDown]
    public Task TearDown() => _world.DisposeAsync().AsTask();

    [TestCase(4, PaymentStatus.PartiallyRefunded)]
    [TestCase(10.45, PaymentStatus.Refunded)]
    public async Task What_a_crash_left_out_is_booked_once(decimal amount, PaymentStatus status)
    {
        await RefundAndDieAsync(amount);
        await _world.ChangeAllAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);

        await _world.RunTaskAsync();
        await _world.RunTaskAsync();

        var order = await _world.OnlyOrderAsync();
        Assert.That(order.RefundedAmount, Is.EqualTo(amount));
        Assert.That(order.PaymentStatus, Is.EqualTo(status));
        Assert.That((await _world.AllAsync<GlaseRefund>()).Single().SyncedToOrderOnUtc, Is.Not.Null);
    }

    [Test]
    public async Task While_nopCommerce_may_still_book_it_the_task_does_not()
    {
        await RefundAndDieAsync(4m);

        await _world.RunTaskAsync();

        Assert.That((await _world.OnlyOrderAsync()).RefundedAmount, Is.Zero);
    }

    [Test]
    public async Task What_nopCommerce_booked_is_not_booked_again()
    {
        await _world.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .PartiallyRefundAsync(await _world.OnlyOrderAsync(), 4m));
        var booked = (await _world.AllAsync<GlaseRefund>()).Single().SyncedToOrderOnUtc;
        await _world.ChangeAllAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);

        await _world.RunTaskAsync();

        Assert.That(booked, Is.Not.Null);
        Assert.That((await _world.OnlyOrderAsync()).RefundedAmount, Is.EqualTo(4m));
    }

    private Task<RefundResult> RefundAndDieAsync(decimal amount)
    {
        return _world.Shop.RunAsync(async services => await services.GetRequiredService<RefundExecutor>()
            .RefundAsync(await _world.LastInvoiceAsync(), amount, 0, "Refund"));
    }
}
