using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Discounts;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The scheduled task runs four times at once, twice on each of two nodes: nopCommerce's scheduler does not prevent that. Whatever a step
/// finds is done once.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ConcurrentTaskRunsTests(DatabaseKind kind)
{
    private const int Runs = 4;
    private const int Operations = 60;
    private const decimal Total = 10.45m;

    private static readonly string[] _written =
    [
        nameof(GlasePayment), nameof(GlaseLock), nameof(GlaseOrderPaymentClaim), nameof(GlaseRefund), nameof(GlaseOrderCancellation),
        nameof(DiscountUsageHistory), nameof(OrderNote), nameof(GenericAttribute)
    ];

    private ShopFixture _fixture;
    private SandboxShop _other;
    private int _logged;

    [OneTimeSetUp]
    public async Task OpenShop()
    {
        _fixture = await ShopFixture.StartAsync(options => options.EnterShopCredentials = true, kind: kind);
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _fixture.ChangeAllAsync<Product>(product =>
        {
            product.ManageInventoryMethod = ManageInventoryMethod.ManageStock;
            product.StockQuantity = 1000;
        });
        _other = await _fixture.StartNodeAsync();
    }

    [OneTimeTearDown]
    public async Task CloseShop()
    {
        if (_other is not null)
            await _other.DisposeAsync();
        if (_fixture is not null)
            await _fixture.DisposeAsync();
    }

    [SetUp]
    public void SetUp() => _fixture.Glase.Faults.Clear();

    [Test]
    public async Task Expired_invoices_are_cancelled_and_what_was_paid_stays_paid()
    {
        var (open, paid) = (await CheckOutAsync(), await CheckOutAsync());
        _fixture.Glase.Pay(paid.Reference);
        await ChangeAsync([open, paid], payment => payment.ExpiresOnUtc -= TimeSpan.FromDays(1));

        await RunAtOnceAsync();

        Assert.That((await PaymentAsync(open)).Status, Is.EqualTo(GlasePaymentStatus.Expired).Or.EqualTo(GlasePaymentStatus.Canceled));
        Assert.That(_fixture.Glase.Invoice(open.Reference).Status, Is.EqualTo("CANCELED"));
        Assert.That((await PaymentAsync(paid)).Status, Is.EqualTo(GlasePaymentStatus.Paid));
        Assert.That(_fixture.Glase.Invoice(paid.Reference).Refunds, Is.Empty);
        await NoFailureIsLoggedAsync();
    }

    [Test]
    public async Task Unpaid_orders_are_cancelled_once()
    {
        var orders = new List<Order>();
        for (var number = 0; number < 3; number++)
        {
            using var shopper = _fixture.NewShopper();
            var code = await CheckOutAsync(shopper, article: 1);
            await shopper.ContinueAndConfirmAsync();
            var payment = await PaymentAsync(code);
            orders.Add(await _fixture.OrderAsync(payment.OrderId.Value));
            await RedeemPointsAsync(orders[^1]);
            await ChangeAsync([code], one => one.DeadlineOnUtc = one.ExpiresOnUtc -= TimeSpan.FromDays(1));
        }

        await ChangeOrdersAsync(orders, order => order.CreatedOnUtc -= TimeSpan.FromDays(1));

        await RunAtOnceAsync();

        foreach (var order in orders)
        {
            var notes = await NotesAsync(order.Id);
            Assert.Multiple(async () =>
            {
                Assert.That((await _fixture.OrderAsync(order.Id)).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
                Assert.That(notes.Count(note => note.Contains("not paid in time", StringComparison.Ordinal)), Is.EqualTo(1));
                Assert.That(notes.Count(note => note == "Order has been cancelled"), Is.EqualTo(1));
                Assert.That((await _fixture.AllAsync<RewardPointsHistory>()).Count(entry => entry.CustomerId == order.CustomerId && entry.Points > 0),
                    Is.EqualTo(1), "the points come back once");
                Assert.That((await _fixture.AllAsync<StockQuantityHistory>()).Count(entry => entry.QuantityAdjustment > 0
                    && entry.Message.Contains($" {order.CustomOrderNumber} ", StringComparison.Ordinal)), Is.EqualTo(1), "and the stock");
            });
        }

        await NoFailureIsLoggedAsync();
    }

    [Test]
    public async Task Paid_carts_become_one_order_each_and_what_cannot_is_refunded_once()
    {
        var (cart, emptied) = (await PayAsync(), await PayAsync());
        var customerId = (await PaymentAsync(emptied)).CustomerId;
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<ShoppingCartItem>>()
            .DeleteAsync(item => item.CustomerId == customerId));

        await RunAtOnceAsync();

        var placed = await PaymentAsync(cart);
        var notes = await NotesAsync(placed.OrderId.Value);
        Assert.Multiple(async () =>
        {
            Assert.That(await _fixture.OrdersOfAsync(placed.CustomerId), Has.Count.EqualTo(1));
            Assert.That((await _fixture.OrderAsync(placed.OrderId.Value)).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(notes.Count(note => note.StartsWith("Glase:", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(notes.Count(note => note.StartsWith("\"Order paid\" email", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(await _fixture.OrdersOfAsync(customerId), Is.Empty);
            Assert.That(_fixture.Glase.Invoice(emptied.Reference).Refunds.Select(refund => refund.Amount.Value), Is.EqualTo(new[] { Total }));
            Assert.That((await PaymentAsync(emptied)).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        });
    }

    [Test]
    public async Task Receipts_are_submitted_once()
    {
        _fixture.Glase.Faults.Add(Fault.Http(503).On("submitPaymentReceipt").Forever());
        var codes = new[] { await BuyAsync(), await BuyAsync() };
        await ShopFixture.UntilAsync(async () => (await Task.WhenAll(codes.Select(PaymentAsync))).All(payment => payment.ReceiptError is not null),
            "the first tries to fail");
        _fixture.Glase.Faults.Clear();
        await ChangeAsync(codes, payment => payment.ReceiptDueOnUtc = payment.AppliedOnUtc);
        var calls = _fixture.Glase.CallCount("submitPaymentReceipt");

        await RunAtOnceAsync();

        Assert.That(_fixture.Glase.CallCount("submitPaymentReceipt") - calls, Is.EqualTo(codes.Length));
        foreach (var code in codes)
        {
            Assert.That((await PaymentAsync(code)).ReceiptSubmittedOnUtc, Is.Not.Null);
            Assert.That(_fixture.Glase.Invoice(code.Reference).Receipts, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_capture_whose_answer_was_lost_pays_its_order_once()
    {
        var code = await ReserveAsync();
        var orderId = (await PaymentAsync(code)).OrderId.Value;
        _fixture.Glase.Faults.Add(Fault.ResetBefore().On("commitReservation"));
        await WithOrderAsync(_fixture.Shop, orderId, (processing, order) => processing.CaptureAsync(order));
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IGlaseClient>().CommitReservationAsync(
            await services.GetRequiredService<GlaseConnectionProvider>().GetAsync(1), code.Reference, new(Total, "EUR")));
        await ChangeAsync([code], payment => payment.CaptureSentOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);

        await RunAtOnceAsync();

        var notes = await NotesAsync(orderId);
        Assert.That((await _fixture.OrderAsync(orderId)).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(notes.Count(note => note.StartsWith("\"Order paid\" email", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(notes.Count(note => note.Contains(" paid, reference", StringComparison.Ordinal)), Is.EqualTo(1));
        await NoFailureIsLoggedAsync();
    }

    [Test]
    public async Task A_refund_that_its_order_does_not_show_is_recorded_once()
    {
        var code = await BuyAsync();
        var payment = await PaymentAsync(code);
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<RefundExecutor>().RefundAsync(payment, 4m, 0, "Refund"));
        await _fixture.ChangeAllAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);

        await RunAtOnceAsync();

        Assert.That((await _fixture.OrderAsync(payment.OrderId.Value)).RefundedAmount, Is.EqualTo(4m));
        Assert.That(_fixture.Glase.Invoice(code.Reference).Refunds, Has.Count.EqualTo(1));
        Assert.That((await NotesAsync(payment.OrderId.Value)).Count(note => note.Contains("refunded", StringComparison.Ordinal)), Is.EqualTo(1));
        await NoFailureIsLoggedAsync();
    }

    [Test]
    public async Task A_reservation_that_its_order_does_not_want_is_released_once()
    {
        var code = await ReserveAsync();
        var orderId = (await PaymentAsync(code)).OrderId.Value;
        await ChangeOrdersAsync([await _fixture.OrderAsync(orderId)], order => order.OrderStatus = OrderStatus.Cancelled);
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);

        await RunAtOnceAsync();

        Assert.That(_fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
        Assert.That(_fixture.Glase.Calls("cancelInvoice", code.Reference), Has.Count.EqualTo(1));
        Assert.That((await NotesAsync(orderId)).Count(note => note.Contains("was released", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That((await PaymentAsync(code)).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
        await NoFailureIsLoggedAsync();
    }

    [Test]
    public async Task An_order_whose_reservation_is_over_is_voided_once()
    {
        var code = await ReserveAsync();
        var orderId = (await PaymentAsync(code)).OrderId.Value;
        _fixture.Glase.SetStatus(code.Reference, "EXPIRED");
        await ChangeAsync([code], payment => payment.ReservationCheckOnUtc = payment.CreatedOnUtc - TimeSpan.FromDays(1));

        await RunAtOnceAsync();

        var notes = await NotesAsync(orderId);
        Assert.That((await _fixture.OrderAsync(orderId)).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
        Assert.That(notes.Count(note => note.Contains("does not hold the money", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(notes.Count(note => note == "Order has been voided"), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task Leaked_locks_are_deleted_and_those_that_are_held_are_not()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await _fixture.Shop.RunAsync(async services =>
        {
            var locks = services.GetRequiredService<IRepository<GlaseLock>>();
            await locks.InsertAsync(new GlaseLock { Name = "leaked", Owner = "dead", ExpiresOnUtc = now - TimeSpan.FromHours(1) });
            await locks.InsertAsync(new GlaseLock { Name = "held", Owner = "other", ExpiresOnUtc = now + TimeSpan.FromHours(1) });
        });

        await RunAtOnceAsync();

        Assert.That((await _fixture.AllAsync<GlaseLock>()).Select(row => row.Name), Does.Contain("held").And.Not.Contain("leaked"));
        await NoFailureIsLoggedAsync();
    }

    [Test]
    public async Task The_period_of_a_day_is_closed_once()
    {
        await _fixture.ChangeAsync(settings =>
        {
            settings.ClosePeriodDaily = true;
            settings.ClosePeriodHour = 0;
        });

        await AtOnceAsync(services => services.GetRequiredService<DailyPeriodCloser>().CloseAsync());

        Assert.That(_fixture.Glase.CallCount("markTransactionPeriod"), Is.EqualTo(1));
        Assert.That((await _fixture.AllAsync<GlasePeriod>()).Single().Status, Is.EqualTo(GlasePeriodStatus.Marked));
    }

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
        var rollbacks = new ConcurrentDictionary<Exception, bool>(ReferenceEqualityComparer.Instance);
        var taskRuns = 0;
        using var isOver = new CancellationTokenSource();
        AppDomain.CurrentDomain.FirstChanceException += Count;

        var tasks = Enumerable.Range(0, 2).Select(run => Task.Run(async () =>
        {
            while (!isOver.IsCancellationRequested)
            {
                await RunTaskAsync(Node(run));
                Interlocked.Increment(ref taskRuns);
            }
        })).ToList();
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
        await Task.WhenAll(tasks);
        AppDomain.CurrentDomain.FirstChanceException -= Count;

        TestContext.Out.WriteLine($"{kind}: {Operations} operations in {time.TotalSeconds:0.0} s beside {taskRuns} runs of the task: " +
            $"{failures.Count} failed, {rollbacks.Count} statements were rolled back and run again");
        Assert.That(failures, Is.Empty);
        // nopCommerce empties the cart in a serializable transaction of its own; the order is completed all the same.
        var logged = (await _fixture.AllAsync<Log>()).Select(entry => entry.FullMessage ?? "")
            .Where(message => !message.Contains("ClearShoppingCartAsync", StringComparison.Ordinal));
        Assert.That(logged, Has.None.Contains("40001").And.None.Contains("40P01").And.None.Contains("Deadlock found"));

        void Count(object sender, FirstChanceExceptionEventArgs thrown)
        {
            if (DatabaseErrors.IsRollback(thrown.Exception))
                rollbacks[thrown.Exception] = true;
        }
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

        TestContext.Out.WriteLine($"{kind}: {codes.Count} orders placed at once, {interrupted} of which nopCommerce left half-way");
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

    private static Task RunTaskAsync(SandboxShop node)
    {
        return node.RunAsync(services => ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync());
    }

    private async Task RunAtOnceAsync()
    {
        _logged = (await _fixture.AllAsync<Log>()).Select(entry => entry.Id).DefaultIfEmpty().Max();
        await AtOnceAsync(services => ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync());
    }

    private Task AtOnceAsync(Func<IServiceProvider, Task> act)
    {
        return Task.WhenAll(Enumerable.Range(0, Runs).Select(run => Task.Run(() => Node(run).RunAsync(act))));
    }

    private SandboxShop Node(int run) => run % 2 == 0 ? _fixture.Shop : _other;

    private async Task<PaymentElement> CheckOutAsync()
    {
        using var shopper = _fixture.NewShopper();
        return await CheckOutAsync(shopper);
    }

    private static async Task<PaymentElement> CheckOutAsync(HttpShopper shopper, int article = 0)
    {
        await shopper.PutIntoCartAsync(article);
        return await shopper.GetCodeAsync();
    }

    // Paid in the payment step, where nobody is left.
    private async Task<PaymentElement> PayAsync()
    {
        using var shopper = _fixture.NewShopper();
        var code = await CheckOutAsync(shopper);
        _fixture.Glase.Pay(code.Reference);
        await shopper.Http.GetAsync(code.StatusUrl);
        await ShopFixture.UntilAsync(async () => (await PaymentAsync(code)).IsPaidOrReserved, "the payment");
        await ChangeAsync([code], payment => payment.PaidOnUtc -= 2 * GlaseDefaults.BrowserGracePeriod);
        return code;
    }

    private async Task<PaymentElement> BuyAsync()
    {
        using var shopper = _fixture.NewShopper();
        var code = await CheckOutAsync(shopper);
        _fixture.Glase.Pay(code.Reference);
        await shopper.CompleteAsync(code);
        Assert.That((await PaymentAsync(code)).IsApplied, Is.True);
        return code;
    }

    private async Task<PaymentElement> ReserveAsync()
    {
        using var shopper = _fixture.NewShopper();
        var code = await CheckOutAsync(shopper);
        _fixture.Glase.Reserve(code.Reference);
        await shopper.CompleteAsync(code);
        Assert.That((await PaymentAsync(code)).AuthorizedOnUtc, Is.Not.Null);
        return code;
    }

    private async Task<GlasePayment> PaymentAsync(PaymentElement code)
    {
        return (await _fixture.AllAsync<GlasePayment>()).Single(payment => payment.Token == code.Token);
    }

    private Task ChangeAsync(IEnumerable<PaymentElement> codes, Action<GlasePayment> change)
    {
        var tokens = codes.Select(code => code.Token).ToList();
        return _fixture.ChangePaymentsAsync(payment =>
        {
            if (tokens.Contains(payment.Token))
                change(payment);
        });
    }

    private Task ChangeOrdersAsync(IEnumerable<Order> orders, Action<Order> change)
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<Order>>();
            foreach (var id in orders.Select(order => order.Id))
            {
                var order = await repository.GetByIdAsync(id);
                change(order);
                await repository.UpdateAsync(order, publishEvent: false);
            }
        });
    }

    private Task<int> RedeemPointsAsync(Order order)
    {
        return _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IRewardPointService>().AddRewardPointsHistoryEntryAsync(
            await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(order.CustomerId), -5, order.StoreId, "Redeemed", order, 0.05m));
    }

    private static Task<IList<string>> WithOrderAsync(SandboxShop node, int orderId,
        Func<IOrderProcessingService, Order, Task<IList<string>>> act)
    {
        return node.RunAsync(async services =>
        {
            // As nopCommerce's page does: what cannot be done is not offered.
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
            try
            {
                return await act(services.GetRequiredService<IOrderProcessingService>(), order);
            }
            catch (NopException exception)
            {
                return [exception.Message];
            }
        });
    }

    private async Task<IList<string>> NotesAsync(int orderId)
    {
        return [.. (await _fixture.AllAsync<OrderNote>()).Where(note => note.OrderId == orderId).Select(note => note.Note)];
    }

    private async Task NoFailureIsLoggedAsync()
    {
        var failures = (await _fixture.AllAsync<Log>()).Where(entry => entry.Id > _logged && entry.LogLevel == LogLevel.Error);
        Assert.That(failures.Select(entry => entry.ShortMessage), Is.Empty);
    }
}
