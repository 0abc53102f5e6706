using System.Collections.Concurrent;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
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
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class PurchaseRateTests(DatabaseKind kind) : ConcurrentShopTestBase(kind)
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

    [OneTimeTearDown]
    public void LeaveShop() => _shoppers.ForEach(each => each.Shopper.Dispose());

    [Test]
    public async Task Sixty_purchases_in_three_seconds_beside_the_task_meet_no_failure()
    {
        _fixture.Glase.NotificationMode = NotificationMode.On;
        for (var number = 0; number < Purchases; number++)
        {
            var shopper = _fixture.NewShopper();
            _shoppers.Add((shopper, await CheckOutAsync(shopper)));
        }

        var bought = (await PaymentAsync(await BuyAsync())).OrderId.Value;
        var reserved = (await PaymentAsync(await ReserveAsync())).OrderId.Value;
        foreach (var table in _written)
            _fixture.Vacuum(table);
        using var isOver = new CancellationTokenSource();
        var task = RunTaskUntilAsync(isOver.Token);

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
                purchases.Add(Task.Run(() => AdministerAsync(Node(1), bought, (processing, order) => processing.PartiallyRefundAsync(order, 4m), errors)));
            if (number == CaptureAt)
                purchases.Add(Task.Run(() => AdministerAsync(Node(0), reserved, (processing, order) => processing.CaptureAsync(order), errors)));
        }

        await Task.WhenAll(purchases);
        var time = TimeProvider.System.GetElapsedTime(started);
        await isOver.CancelAsync();
        var taskRuns = await task;

        var cartsLeft = await AssertNoRollbackIsLoggedAsync();
        TestContext.Out.WriteLine($"{Kind}: {Purchases} purchases in {time.TotalSeconds:0.0} s beside {taskRuns} runs of the task; nopCommerce " +
            $"could not empty {cartsLeft} carts");
        Assert.That(errors, Is.Empty);
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

    private static async Task AdministerAsync(SandboxShop node, int orderId, Func<IOrderProcessingService, Order, Task<IList<string>>> act,
        ConcurrentBag<string> errors)
    {
        foreach (var error in await WithOrderAsync(node, orderId, act))
            errors.Add(error);
    }
}
