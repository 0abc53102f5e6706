using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Events;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Events;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The scheduled task runs four times at once and finds orders that another process has left half done: each is repaired, or reported, once.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ConcurrentOrderRepairTests(DatabaseKind kind) : ConcurrentShopTestBase(kind), IConsumer<OrderPaidEvent>,
    IConsumer<EntityUpdatedEvent<Order>>
{
    private readonly ConcurrentBag<int> _paid = [];
    private readonly ConcurrentBag<int> _saved = [];

    private protected override void AddTo(IServiceCollection services)
    {
        base.AddTo(services);
        services.AddSingleton<IConsumer<OrderPaidEvent>>(this);
        services.AddSingleton<IConsumer<EntityUpdatedEvent<Order>>>(this);
    }

    public Task HandleEventAsync(OrderPaidEvent eventMessage)
    {
        _paid.Add(eventMessage.Order.Id);
        return Task.CompletedTask;
    }

    public Task HandleEventAsync(EntityUpdatedEvent<Order> eventMessage)
    {
        _saved.Add(eventMessage.Entity.Id);
        return Task.CompletedTask;
    }

    [Test, RecoveryStep<OverwrittenOrderSweep>]
    public async Task A_paid_order_that_was_overwritten_is_repaired_once()
    {
        var orders = new List<Order>();
        for (var number = 0; number < 3; number++)
            orders.Add(await _fixture.OrderAsync((await PaymentAsync(await BuyAsync())).OrderId.Value));
        foreach (var order in orders)
            await OverwriteAsync(order.Id, older => (older.PaymentStatus, older.CaptureTransactionId, older.PaidDateUtc) = (PaymentStatus.Pending, null, null));

        await RunAtOnceAsync();

        foreach (var order in orders)
        {
            var stored = await _fixture.OrderAsync(order.Id);
            Assert.Multiple(async () =>
            {
                Assert.That((stored.PaymentStatus, stored.CaptureTransactionId), Is.EqualTo((PaymentStatus.Paid, order.CaptureTransactionId)));
                await AssertRepairedOnceAsync(order.Id);
            });
        }

        await NoFailureIsLoggedAsync();
    }

    [Test, RecoveryStep<OverwrittenOrderSweep>]
    public async Task An_authorized_order_that_was_overwritten_is_repaired_once()
    {
        var orderId = (await PaymentAsync(await ReserveAsync())).OrderId.Value;
        await OverwriteAsync(orderId, older => (older.PaymentStatus, older.AuthorizationTransactionId) = (PaymentStatus.Pending, null));

        await RunAtOnceAsync();

        Assert.That((await _fixture.OrderAsync(orderId)).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        Assert.That((await NotesAsync(orderId)).Count(IsRepair), Is.EqualTo(1));
        Assert.That(_saved.Count(id => id == orderId), Is.EqualTo(1));
        await NoFailureIsLoggedAsync();
    }

    [Test, RecoveryStep<OverwrittenOrderSweep>]
    public async Task A_refund_that_was_overwritten_is_shown_again_once()
    {
        var orderId = (await PaymentAsync(await BuyAsync())).OrderId.Value;
        await WithOrderAsync(_fixture.Shop, orderId, (processing, order) => processing.PartiallyRefundAsync(order, 4m));
        await OverwriteAsync(orderId, older => (older.PaymentStatus, older.RefundedAmount) = (PaymentStatus.Paid, 0));

        await RunAtOnceAsync();

        var stored = await _fixture.OrderAsync(orderId);
        Assert.Multiple(async () =>
        {
            Assert.That((stored.PaymentStatus, stored.RefundedAmount), Is.EqualTo((PaymentStatus.PartiallyRefunded, 4m)));
            await AssertRepairedOnceAsync(orderId);
        });
        await NoFailureIsLoggedAsync();
    }

    [Test, RecoveryStep<InterruptedCancellationSweep>]
    public async Task Interrupted_cancellations_are_reported_once_and_not_done_again()
    {
        var (beforeStock, afterStock) = (await BeginCancellationAsync(), await BeginCancellationAsync());
        await ChangeOrdersAsync([beforeStock], order => order.OrderStatus = OrderStatus.Cancelled);
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().CancelOrderAsync(afterStock, false));

        await RunAtOnceAsync();

        Assert.Multiple(async () =>
        {
            foreach (var order in new[] { beforeStock, afterStock })
            {
                Assert.That((await NotesAsync(order.Id)).Count(note => note.Contains("interrupted while it cancelled", StringComparison.Ordinal)), Is.EqualTo(1));
                Assert.That((await _fixture.AllAsync<Log>()).Count(entry => entry.ShortMessage.StartsWith(
                    $"Order {order.CustomOrderNumber}: its cancellation was interrupted", StringComparison.Ordinal)), Is.EqualTo(1));
                Assert.That((await CancellationAsync(order.Id)).CompletedOnUtc, Is.Not.Null);
            }

            Assert.That(await ReturnsOfStockAsync(beforeStock), Is.Zero, "an admin has to check it");
            Assert.That(await ReturnsOfStockAsync(afterStock), Is.EqualTo(1));
        });
    }

    [Test, RecoveryStep<UnpaidOrderSweep>]
    public async Task A_cancellation_that_was_interrupted_before_its_status_was_stored_is_done_once()
    {
        var order = await BeginCancellationAsync();

        await RunAtOnceAsync();

        Assert.Multiple(async () =>
        {
            Assert.That((await _fixture.OrderAsync(order.Id)).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
            Assert.That((await NotesAsync(order.Id)).Count(note => note == "Order has been cancelled"), Is.EqualTo(1));
            Assert.That(await ReturnsOfStockAsync(order), Is.EqualTo(1));
            Assert.That((await CancellationAsync(order.Id)).CompletedOnUtc, Is.Not.Null);
        });
        await NoFailureIsLoggedAsync();
    }

    // A process saves the order as it had read it, and ends before it has told the others.
    private async Task OverwriteAsync(int orderId, Action<Order> change)
    {
        await ChangeOrdersAsync([await _fixture.OrderAsync(orderId)], change);
        _saved.Clear();
    }

    private async Task AssertRepairedOnceAsync(int orderId)
    {
        var notes = await NotesAsync(orderId);
        Assert.That(notes.Count(IsRepair), Is.EqualTo(1), "what is noted");
        Assert.That(_saved.Count(id => id == orderId), Is.EqualTo(1), "how often the order is saved");
        Assert.That(_paid.Count(id => id == orderId), Is.EqualTo(1), "how often others heard that it is paid");
        Assert.That(notes.Count(note => note.StartsWith("\"Order paid\" email (to customer)", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    private static bool IsRepair(string note) => note.Contains("written to the order again", StringComparison.Ordinal);

    // An unpaid order whose cancellation a process has begun, and ended in; its time is long over.
    private async Task<Order> BeginCancellationAsync()
    {
        using var shopper = _fixture.NewShopper();
        var code = await CheckOutAsync(shopper);
        await shopper.ContinueAndConfirmAsync();
        var orderId = (await PaymentAsync(code)).OrderId.Value;
        await ChangeAsync([code], one => one.DeadlineOnUtc = one.ExpiresOnUtc -= TimeSpan.FromDays(1));
        await ChangeOrdersAsync([await _fixture.OrderAsync(orderId)], order => order.CreatedOnUtc -= TimeSpan.FromDays(1));
        await _fixture.Shop.RunAsync(async services =>
            Assert.That(await services.GetRequiredService<OrderCancellationStore>().TryBeginAsync(orderId), Is.True));
        await _fixture.ChangeAllAsync<GlaseOrderCancellation>(row => row.CreatedOnUtc -= 2 * GlaseDefaults.LockedWorkGracePeriod);
        return await _fixture.OrderAsync(orderId);
    }

    private async Task<GlaseOrderCancellation> CancellationAsync(int orderId)
    {
        return (await _fixture.AllAsync<GlaseOrderCancellation>()).Single(row => row.OrderId == orderId);
    }

    private async Task<int> ReturnsOfStockAsync(Order order)
    {
        return (await _fixture.AllAsync<StockQuantityHistory>()).Count(entry => entry.QuantityAdjustment > 0
            && entry.Message.Contains($" {order.CustomOrderNumber} ", StringComparison.Ordinal));
    }
}
