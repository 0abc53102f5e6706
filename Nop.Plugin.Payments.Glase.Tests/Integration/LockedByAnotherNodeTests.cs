using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using Nop.Services.Payments;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Another node works on a payment for longer than anybody waits: an admin who presses a button reads what to do, and nothing is called at
/// Glase.
/// </summary>
[CancelAfter(120_000)]
public class LockedByAnotherNodeTests
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private GlaseLock _lock;

    [SetUp]
    public async Task SetUp()
    {
        _lock = null;
        _fixture = await ShopFixture.StartAsync(shop => shop.TimeProvider = _clock);
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task TearDown()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task A_refund_says_that_nothing_was_refunded_and_what_to_do()
    {
        await BuyAsync(isReserved: false);

        var errors = await PressAsync((processing, order) => processing.PartiallyRefundAsync(order, 4m));

        Assert.That(errors.Single(), Does.Contain("Nothing was refunded").And.Contain("Wait half a minute").And.Not.Contain("Exception"));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
    }

    [Test]
    public async Task A_capture_says_that_nothing_was_captured_and_what_to_do()
    {
        await BuyAsync(isReserved: true);

        var errors = await PressAsync((processing, order) => processing.CaptureAsync(order));

        Assert.That(errors.Single(), Does.Contain("Nothing was captured").And.Contain("Wait half a minute").And.Not.Contain("Exception"));
        Assert.That(_fixture.Glase.Calls("commitReservation"), Is.Empty);
    }

    [Test]
    public async Task A_void_says_that_nothing_was_released_and_what_to_do()
    {
        await BuyAsync(isReserved: true);

        var errors = await PressAsync((processing, order) => processing.VoidAsync(order));

        Assert.That(errors.Single(), Does.Contain("Nothing was released").And.Contain("Wait half a minute").And.Not.Contain("Exception"));
        Assert.That(_fixture.Glase.Calls("cancelInvoice"), Is.Empty);
    }

    [Test]
    public async Task A_button_of_the_card_says_what_to_do()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Glase/Payment/{(await _fixture.LastPaymentAsync()).Id}");
        await LockAsync();

        await WhileTimePassesAsync(admin.PressAsync(admin.Button("Get status from Glase")));

        Assert.That(admin.Notice, Does.Contain("Another request is working on this payment. Wait half a minute"));
    }

    [Test]
    public async Task A_shopper_who_confirms_the_order_reads_that_the_payment_is_processed()
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await LockAsync();

        var result = await WhileTimePassesAsync(_fixture.Shop.RunAsync(async services =>
        {
            var payment = await _fixture.LastPaymentAsync();
            return await services.GetRequiredService<CheckoutPaymentProcessor>().ProcessAsync(new ProcessPaymentRequest
            {
                CustomerId = payment.CustomerId, StoreId = payment.StoreId, OrderGuid = payment.OrderGuid, OrderTotal = payment.Amount
            });
        }));

        Assert.That(result.Errors.Single(), Does.StartWith("Your payment is being processed right now."));
        Assert.That((await _fixture.AllAsync<Log>()).Where(entry => entry.LogLevel == LogLevel.Error), Is.Empty);
    }

    private async Task BuyAsync(bool isReserved)
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        if (isReserved)
            _fixture.Glase.Reserve(code.Reference);
        else
            _fixture.Glase.Pay(code.Reference);
        await WhileTimePassesAsync(_httpShopper.CompleteAsync(code));
        Assert.That((await _fixture.LastPaymentAsync()).OrderId, Is.Not.Null);
    }

    private async Task<IList<string>> PressAsync(Func<IOrderProcessingService, Order, Task<IList<string>>> act)
    {
        await LockAsync();
        return await WhileTimePassesAsync(_fixture.Shop.RunAsync(async services =>
        {
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            return await act(services.GetRequiredService<IOrderProcessingService>(), order);
        }));
    }

    private async Task LockAsync()
    {
        var name = LockedPayments.LockName((await _fixture.LastPaymentAsync()).Id);
        var row = new GlaseLock { Name = name, Owner = "other", ExpiresOnUtc = _clock.GetUtcNow().UtcDateTime + GlaseDefaults.LockLeaseDuration };
        await _fixture.TakeLockAsync(row);
        _lock = row;
    }

    private Task WithLocksAsync(Func<IRepository<GlaseLock>, Task> act)
    {
        return _fixture.Shop.RunAsync(services => act(services.GetRequiredService<IRepository<GlaseLock>>()));
    }

    // The other node renews its lock meanwhile.
    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        for (var moment = 0; !task.IsCompleted; moment++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(400));
            if (_lock is not null && moment % 8 == 0)
            {
                _lock.ExpiresOnUtc = _clock.GetUtcNow().UtcDateTime + GlaseDefaults.LockLeaseDuration;
                await WithLocksAsync(locks => locks.UpdateAsync(_lock, publishEvent: false));
            }

            await Task.WhenAny(task, Task.Delay(10));
        }

        return await task;
    }
}
