using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Discounts;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Shoppers and admins on two nodes, beside one another and beside the scheduled task: each gets what was asked for, once.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ConcurrentOperationsTests(DatabaseKind kind) : ConcurrentShopTestBase(kind)
{
    private const int Operations = 60;

    private static readonly string[] _written =
    [
        nameof(GlasePayment), nameof(GlaseLock), nameof(GlaseOrderPaymentClaim), nameof(GlaseRefund), nameof(GlaseOrderCancellation),
        nameof(DiscountUsageHistory), nameof(OrderNote), nameof(GenericAttribute)
    ];

    [Test]
    public async Task Admins_on_two_nodes_refund_once_and_capture_once()
    {
        var (bought, reserved) = (await BuyAsync(), await ReserveAsync());
        var (boughtId, reservedId) = ((await PaymentAsync(bought)).OrderId.Value, (await PaymentAsync(reserved)).OrderId.Value);

        await Task.WhenAll(Enumerable.Range(0, Runs).Select(run => Task.Run(async () =>
        {
            await WithOrderAsync(Node(run), boughtId, (processing, order) => processing.PartiallyRefundAsync(order, 4m));
            await WithOrderAsync(Node(run), reservedId, (processing, order) => processing.CaptureAsync(order));
        })));

        Assert.Multiple(async () =>
        {
            Assert.That(_fixture.Glase.Invoice(bought.Reference).Refunds, Has.Count.EqualTo(1));
            Assert.That((await _fixture.OrderAsync(boughtId)).RefundedAmount, Is.EqualTo(4m));
            Assert.That(_fixture.Glase.Calls("commitReservation", reserved.Reference), Has.Count.EqualTo(1));
            Assert.That((await _fixture.OrderAsync(reservedId)).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That((await NotesAsync(reservedId)).Count(note => note.StartsWith("\"Order paid\" email", StringComparison.Ordinal)), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Twenty_operations_a_second_beside_the_task_meet_no_failure()
    {
        foreach (var table in _written)
            _fixture.Vacuum(table);
        var orderId = (await PaymentAsync(await BuyAsync())).OrderId.Value;
        var discountId = (await _fixture.AllAsync<Discount>())[0].Id;
        var failures = new ConcurrentBag<Exception>();
        using var rollbacks = new RollbackCounter();
        using var isOver = new CancellationTokenSource();

        var task = RunTaskUntilAsync(isOver.Token);
        var started = TimeProvider.System.GetTimestamp();
        var operations = new List<Task>();
        for (var number = 0; number < Operations; number++)
        {
            var operation = number;
            // Five at once, twenty in a second.
            var due = TimeSpan.FromSeconds(operation / 5 / 4d) - TimeProvider.System.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            operations.Add(Task.Run(() => TryAsync(() => Node(operation).RunAsync(services => OperateAsync(services, operation, orderId, discountId)), failures)));
        }

        await Task.WhenAll(operations);
        var time = TimeProvider.System.GetElapsedTime(started);
        await isOver.CancelAsync();
        var taskRuns = await task;

        TestContext.Out.WriteLine($"{Kind}: {Operations} operations in {time.TotalSeconds:0.0} s beside {taskRuns} runs of the task: " +
            $"{failures.Count} failed, {rollbacks.Count} statements were rolled back and run again");
        Assert.That(failures, Is.Empty);
        await AssertNoRollbackIsLoggedAsync();
    }

    [Test]
    public async Task Shoppers_who_pay_at_the_same_moment_get_their_orders()
    {
        var shoppers = Enumerable.Range(0, 8).Select(_ => _fixture.NewShopper()).ToList();
        var codes = new List<PaymentElement>();
        foreach (var shopper in shoppers)
        {
            codes.Add(await CheckOutAsync(shopper));
            _fixture.Glase.Pay(codes[^1].Reference);
        }

        // nopCommerce empties each cart in a serializable transaction.
        _fixture.Vacuum(nameof(ShoppingCartItem));
        await Task.WhenAll(shoppers.Zip(codes).Select(both => Task.Run(() => both.First.CompleteAsync(both.Second))));

        var interrupted = 0;
        foreach (var (shopper, code) in shoppers.Zip(codes))
        {
            var payment = await PaymentAsync(code);
            var order = (await _fixture.OrdersOfAsync(payment.CustomerId)).Single();
            interrupted += (await NotesAsync(order.Id)).Any(note => note.Contains("interrupted", StringComparison.Ordinal)) ? 1 : 0;
            Assert.That((order.PaymentStatus, payment.IsApplied), Is.EqualTo((PaymentStatus.Paid, true)));
            Assert.That(shopper.At.AbsolutePath, Does.StartWith("/checkout/completed"));
            shopper.Dispose();
        }

        TestContext.Out.WriteLine($"{Kind}: {codes.Count} orders placed at once, {interrupted} of which nopCommerce left half-way");
    }

    // The statements of the plugin that a purchase, its refund and its end make, and those of nopCommerce beside them.
    private static async Task OperateAsync(IServiceProvider services, int number, int orderId, int discountId)
    {
        var payments = services.GetRequiredService<LockedPayments>();
        var claims = services.GetRequiredService<OrderPaymentClaims>();
        var refunds = services.GetRequiredService<RefundStore>();
        var cancellations = services.GetRequiredService<OrderCancellationStore>();
        var leases = services.GetRequiredService<PollerLeaseStore>();
        var node = $"node-{number}";
        var payment = ArchivedPayments.Expired(100_000 + number);
        payment.CheckoutKey = node;
        await services.GetRequiredService<PaymentStore>().InsertAsync(payment);
        await leases.AcquireAsync(payment.Id, node);
        for (var change = 1; change <= 3; change++)
        {
            var language = change;
            await payments.UpdateAsync(payment.Id, current => current.SetShopperContext(language, null));
        }

        Assert.That(await claims.TryClaimAsync(payment.Id, Guid.NewGuid(), isUnderLock: false), Is.True);
        await payments.RunAsync(payment.Id, async locked =>
        {
            var refund = await refunds.TryRecordAsync(payment.Id, 0, new RefundAmounts(1m));
            refund.RecordRefused(null, "refused");
            await refunds.UpdateAsync(locked, refund);
        });
        await claims.ReleaseAsync(payment.Id);
        Assert.That(await cancellations.TryBeginAsync(100_000 + number), Is.True);
        await cancellations.EndAsync(100_000 + number);
        await leases.ReleaseAsync([payment.Id], node);

        await services.GetRequiredService<IDiscountService>().InsertDiscountUsageHistoryAsync(
            new DiscountUsageHistory { DiscountId = discountId, OrderId = orderId, CreatedOnUtc = DateTime.UnixEpoch });
        await services.GetRequiredService<OrderNotes>().AddAsync(orderId, node);
        var customer = await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(payment.CustomerId)
            ?? await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(1);
        await services.GetRequiredService<IGenericAttributeService>().SaveAttributeAsync(customer, node, "value", 1);
        await services.GetRequiredService<IGenericAttributeService>().SaveAttributeAsync<string>(customer, node, null, 1);
    }

    private static async Task TryAsync(Func<Task> act, ConcurrentBag<Exception> failures)
    {
        try
        {
            await act();
        }
        catch (Exception exception)
        {
            failures.Add(exception);
        }
    }
}
