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
    private ShopFixture _fixture;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync();
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await httpShopper.CompleteAsync(code);
    }

    [TearDown]
    public Task TearDown() => _fixture.DisposeAsync().AsTask();

    [TestCase(4, PaymentStatus.PartiallyRefunded)]
    [TestCase(10.45, PaymentStatus.Refunded)]
    public async Task What_a_crash_left_out_is_recorded_once(decimal amount, PaymentStatus status)
    {
        await RefundAndDieAsync(amount);
        await _fixture.ChangeAllAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);

        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.RefundedAmount, Is.EqualTo(amount));
        Assert.That(order.PaymentStatus, Is.EqualTo(status));
        Assert.That((await _fixture.AllAsync<GlaseRefund>()).Single().SyncedToOrderOnUtc, Is.Not.Null);
    }

    [Test]
    public async Task The_task_waits_while_nopCommerce_may_record_the_refund()
    {
        await RefundAndDieAsync(4m);

        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero);
    }

    [Test]
    public async Task What_nopCommerce_recorded_is_not_recorded_again()
    {
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .PartiallyRefundAsync(await _fixture.OnlyOrderAsync(), 4m));
        var syncedOnUtc = (await _fixture.AllAsync<GlaseRefund>()).Single().SyncedToOrderOnUtc;
        await _fixture.ChangeAllAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);

        await _fixture.RunTaskAsync();

        Assert.That(syncedOnUtc, Is.Not.Null);
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.EqualTo(4m));
    }

    private Task<RefundResult> RefundAndDieAsync(decimal amount)
    {
        return _fixture.Shop.RunAsync(async services => await services.GetRequiredService<RefundExecutor>()
            .RefundAsync(await _fixture.LastPaymentAsync(), amount, 0, "Refund"));
    }
}
