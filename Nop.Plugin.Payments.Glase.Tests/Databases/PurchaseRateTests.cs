using System.Collections.Concurrent;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Shoppers pay, twenty in a second, while an admin refunds and captures and two nodes run the scheduled task again and again: nobody meets a
/// statement that the database could not serialize.
/// </summary>
/// <remarks>
/// PostgreSQL ends most of them once VACUUM has emptied the pages of small tables.
/// </remarks>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[Parallelizable(ParallelScope.Self)]
internal sealed class PurchaseRateTests(DatabaseKind kind)
{
    private const int Purchases = 60;
    private const int ASecond = 20;
    private const int RefundAt = 15;
    private const int CaptureAt = 35;

    private static readonly string[] _written =
    [
        nameof(GlasePayment), nameof(GlaseLock), nameof(GlaseOrderPaymentClaim), nameof(GlaseRefund), nameof(Order), nameof(OrderItem),
        nameof(OrderNote), nameof(ShoppingCartItem), nameof(GenericAttribute), nameof(Customer), nameof(Product)
    ];

    private readonly List<(HttpShopper Shopper, PaymentElement Code)> _shoppers = [];
    private ShopFixture _fixture;
    private SandboxShop _other;

    [SetUp]
    public async Task OpenShop()
    {
        _fixture = await ShopFixture.StartAsync(options => options.EnterShopCredentials = true, kind: kind);
        _other = await _fixture.StartNodeAsync();
    }

    [TearDown]
    public async Task CloseShop()
    {
        _shoppers.ForEach(each => each.Shopper.Dispose());
        if (_other is not null)
            await _other.DisposeAsync();
        if (_fixture is not null)
            await _fixture.DisposeAsync();
    }

    [Test]
    public async Task Sixty_purchases_in_three_seconds_beside_the_task_meet_no_failure()
    {
        for (var number = 0; number < Purchases; number++)
            _shoppers.Add(await CheckOutAsync());
        var bought = await OrderAsync(code => _fixture.Glase.Pay(code.Reference));
        var reserved = await OrderAsync(code => _fixture.Glase.Reserve(code.Reference));
        foreach (var table in _written)
            _fixture.Vacuum(table);
        using var isOver = new CancellationTokenSource();
        var taskRuns = 0;
        var tasks = new[] { _fixture.Shop, _other }.Select(node => Task.Run(async () =>
        {
            while (!isOver.IsCancellationRequested)
            {
                await node.RunAsync(services => ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync());
                Interlocked.Increment(ref taskRuns);
            }
        })).ToList();

        var errors = new ConcurrentBag<string>();
        var started = TimeProvider.System.GetTimestamp();
        var purchases = new List<Task>();
        for (var number = 0; number < Purchases; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / ASecond) - TimeProvider.System.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            var (shopper, code) = _shoppers[number];
            purchases.Add(Task.Run(() => PayAsync(shopper, code)));
            if (number == RefundAt)
                purchases.Add(Task.Run(() => AdministerAsync(_other, bought, (processing, order) => processing.PartiallyRefundAsync(order, 4m), errors)));
            if (number == CaptureAt)
                purchases.Add(Task.Run(() => AdministerAsync(_fixture.Shop, reserved, (processing, order) => processing.CaptureAsync(order), errors)));
        }

        await Task.WhenAll(purchases);
        var time = TimeProvider.System.GetElapsedTime(started);
        await isOver.CancelAsync();
        await Task.WhenAll(tasks);

        var log = (await _fixture.AllAsync<Log>()).Select(entry => entry.FullMessage ?? entry.ShortMessage).ToList();
        // nopCommerce empties the cart in a serializable transaction of its own; the order is completed all the same.
        var emptying = log.Where(message => message.Contains("ClearShoppingCartAsync", StringComparison.Ordinal)).ToList();
        TestContext.Out.WriteLine($"{kind}: {Purchases} purchases in {time.TotalSeconds:0.0} s beside {taskRuns} runs of the task; nopCommerce " +
            $"could not empty {emptying.Count} carts");
        Assert.That(errors, Is.Empty);
        Assert.That(log.Except(emptying), Has.None.Contains("40001").And.None.Contains("40P01").And.None.Contains("Deadlock found"));
        Assert.That(taskRuns, Is.GreaterThanOrEqualTo(2));
        await AssertPaidAsync(bought, reserved);
    }

    private async Task AssertPaidAsync(int bought, int reserved)
    {
        var payments = (await _fixture.AllAsync<GlasePayment>()).ToDictionary(payment => payment.Token);
        foreach (var (shopper, code) in _shoppers)
        {
            var payment = payments[code.Token];
            var order = (await _fixture.OrdersOfAsync(payment.CustomerId)).Single();
            Assert.That(shopper.At.AbsolutePath, Does.StartWith("/checkout/completed"));
            Assert.That((order.PaymentStatus, payment.IsApplied, payment.LastError), Is.EqualTo((PaymentStatus.Paid, true, (string)null)));
            Assert.That(_fixture.Glase.Invoice(code.Reference).Refunds, Is.Empty);
        }

        Assert.That((await _fixture.OrderAsync(bought)).RefundedAmount, Is.EqualTo(4m));
        Assert.That((await _fixture.OrderAsync(reserved)).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    private async Task PayAsync(HttpShopper shopper, PaymentElement code)
    {
        _fixture.Glase.Pay(code.Reference);
        using var answer = await shopper.CompleteAsync(code);
    }

    private static Task AdministerAsync(SandboxShop node, int orderId, Func<IOrderProcessingService, Order, Task<IList<string>>> act,
        ConcurrentBag<string> errors)
    {
        return node.RunAsync(async services =>
        {
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
            foreach (var error in await act(services.GetRequiredService<IOrderProcessingService>(), order))
                errors.Add(error);
        });
    }

    private async Task<(HttpShopper Shopper, PaymentElement Code)> CheckOutAsync()
    {
        var shopper = _fixture.NewShopper();
        await shopper.PutIntoCartAsync();
        return (shopper, await shopper.GetCodeAsync());
    }

    private async Task<int> OrderAsync(Action<PaymentElement> pay)
    {
        var (shopper, code) = await CheckOutAsync();
        using (shopper)
        {
            pay(code);
            using var answer = await shopper.CompleteAsync(code);
        }

        return (await _fixture.AllAsync<GlasePayment>()).Single(payment => payment.Token == code.Token).OrderId.Value;
    }
}
