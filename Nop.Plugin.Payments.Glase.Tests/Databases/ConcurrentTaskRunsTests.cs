using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Customers;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;

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
internal sealed class ConcurrentTaskRunsTests(DatabaseKind kind) : ConcurrentShopTestBase(kind)
{
    [Test, RecoveryStep<ExpiredInvoiceSweep>]
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

    [Test, RecoveryStep<UnpaidOrderSweep>]
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

    [Test, RecoveryStep<UnappliedPaymentSweep>]
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

    [Test, RecoveryStep<DueReceiptSweep>]
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

    [Test, RecoveryStep<UnknownCaptureSweep>]
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

    [Test, RecoveryStep<UnsyncedRefundSweep>]
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

    [Test, RecoveryStep<UnwantedReservationSweep>]
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

    [Test, RecoveryStep<ReservationExpirySweep>]
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

    [Test, RecoveryStep<LeakedLockSweep>]
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

    private Task<int> RedeemPointsAsync(Order order)
    {
        return _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IRewardPointService>().AddRewardPointsHistoryEntryAsync(
            await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(order.CustomerId), -5, order.StoreId, "Redeemed", order, 0.05m));
    }
}
