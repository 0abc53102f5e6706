using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// While a request has read an order, somebody else changes it: what was stored counts, not what the request read.
/// </summary>
public class StaleOrderCopyTests
{
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private Func<Task> _afterSearch;
    private Func<Task> _afterUpdate;
    private Func<Task> _afterCancellation;

    [SetUp]
    public async Task OpenShop()
    {
        (_afterSearch, _afterUpdate, _afterCancellation) = (null, null, null);
        _fixture = await ShopFixture.StartAsync(options => options.ConfigureServices = services =>
        {
            services.Intercept<IOrderService>((method, _, call) =>
            {
                var result = call();
                if (method.Name == nameof(IOrderService.SearchOrdersAsync) && _afterSearch is not null)
                    return ThenAsync((Task<IPagedList<Order>>)result);
                return method.Name == nameof(IOrderService.UpdateOrderAsync) ? ThenAsync((Task)result) : result;
            });
            services.Intercept<IGlaseClient>((method, _, call) => method.Name == nameof(IGlaseClient.CancelInvoiceAsync) && _afterCancellation is { } act
                ? AfterAsync((Task)call(), act)
                : call());
        });
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task CloseShop()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task An_order_that_an_admin_marks_as_paid_meanwhile_is_not_cancelled()
    {
        var order = await OrderAsync();
        await EndCodeAsync();
        await _fixture.ChangeAllAsync<Order>(row => row.CreatedOnUtc -= TimeSpan.FromHours(1));
        _afterSearch = () => InAnotherRequestAsync(order.Id, (processing, row) => processing.MarkOrderAsPaidAsync(row));

        await _fixture.RunTaskAsync();

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That(stored.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(stored.OrderStatus, Is.Not.EqualTo(OrderStatus.Cancelled));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.None.Contains("not paid in time"));
    }

    [Test]
    public async Task An_order_that_is_cancelled_meanwhile_gets_no_code()
    {
        var placed = await OrderAsync();
        await EndCodeAsync();

        GlasePayment shown = null;
        await _fixture.Shop.RunAsync(async services =>
        {
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(placed.Id);
            await InAnotherRequestAsync(placed.Id, (processing, row) => processing.CancelOrderAsync(row, false));
            shown = await services.GetRequiredService<OrderPaymentService>().GetPayableAsync(order);
        });

        Assert.That(shown.IsClosed, Is.True);
        Assert.That(_fixture.Glase.Invoices, Has.Count.EqualTo(1), "no second code was asked for");
    }

    [Test]
    public async Task An_order_that_is_cancelled_meanwhile_is_not_marked_as_paid()
    {
        var placed = await OrderAsync();
        // The money arrives in the moment in which an admin cancels the order.
        await _fixture.ChangePaymentsAsync(payment =>
        {
            payment.Status = GlasePaymentStatus.Paid;
            payment.ErsReference = "ERS1";
            payment.PaidAmount = payment.Amount;
            payment.PaidCurrencyCode = payment.CurrencyCode;
            payment.PaidOnUtc = payment.CreatedOnUtc;
        });

        var outcome = ApplyOutcome.NotPaid;
        await _fixture.Shop.RunAsync(async services =>
        {
            await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(placed.Id);
            await InAnotherRequestAsync(placed.Id, (processing, row) => processing.CancelOrderAsync(row, false));
            outcome = await services.GetRequiredService<PaymentApplier>().ApplyAsync(await _fixture.LastPaymentAsync());
        });

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That(outcome, Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(stored.OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
        Assert.That(stored.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [Test]
    public async Task A_refund_that_another_request_takes_off_the_order_is_recorded_again()
    {
        var read = await PayAsync();
        // Who applies the payment a second time, because a process ended in the middle of it, saves the order as it was read.
        _afterUpdate = () => _fixture.SaveOrderAsync(read);

        await RefundAsync(4m);
        var overwritten = await _fixture.OnlyOrderAsync();
        await RunTaskLaterAsync();

        Assert.That(overwritten.RefundedAmount, Is.Zero);
        await AssertRecordedAsync(4m);
    }

    [Test]
    public async Task A_refund_that_is_taken_off_again_while_the_task_records_it_is_recorded_by_the_next_run()
    {
        var read = await PayAsync();
        _afterUpdate = () => _fixture.SaveOrderAsync(read);
        await RefundAsync(4m);

        _afterUpdate = () => _fixture.SaveOrderAsync(read);
        await RunTaskLaterAsync();
        var overwritten = await _fixture.OnlyOrderAsync();
        await RunTaskLaterAsync();

        Assert.That(overwritten.RefundedAmount, Is.Zero);
        await AssertRecordedAsync(4m);
    }

    [Test]
    public async Task A_refund_of_an_order_that_was_made_to_forget_its_payment_is_recorded_when_it_knows_it_again()
    {
        var read = await PayAsync();
        var (authorization, capture) = (read.AuthorizationTransactionId, read.CaptureTransactionId);
        (read.AuthorizationTransactionId, read.CaptureTransactionId) = (null, null);
        // Its event, which restores the reference, comes after the refund's.
        _afterUpdate = () => _fixture.SaveOrderAsync(read, isAnnounced: false);

        await RefundAsync(4m);
        (read.AuthorizationTransactionId, read.CaptureTransactionId) = (authorization, capture);
        await _fixture.SaveOrderAsync(read);
        await RunTaskLaterAsync();

        await AssertRecordedAsync(4m);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_free_order_that_somebody_marks_as_paid_while_its_reservation_is_released_stays_paid(bool isPaid)
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        await OrderAsync();
        var code = _httpShopper.Code;
        _fixture.Glase.Reserve(code.Reference);
        await _httpShopper.CompleteAsync(code);
        await _fixture.ChangeAllAsync<Order>(row => row.OrderTotal = 0);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        if (isPaid)
            _afterCancellation = () => _fixture.ChangeAllAsync<Order>(row => row.PaymentStatus = PaymentStatus.Paid);

        await _fixture.Shop.RunAsync(async services => Assert.That(
            await services.GetRequiredService<OrderVoidService>().ReleaseAsync((await _fixture.LastPaymentAsync()).Id), Is.Empty));

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(isPaid ? PaymentStatus.Paid : PaymentStatus.Voided));
        Assert.That(_fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task An_order_that_is_overwritten_while_its_capture_is_announced_is_paid_once()
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        await OrderAsync();
        var code = _httpShopper.Code;
        _fixture.Glase.Reserve(code.Reference);
        await _httpShopper.CompleteAsync(code);
        var read = await _fixture.OnlyOrderAsync();
        _afterUpdate = () => _fixture.SaveOrderAsync(read);

        await _fixture.Shop.RunAsync(async services => Assert.That(
            await services.GetRequiredService<IOrderProcessingService>().CaptureAsync(await _fixture.OnlyOrderAsync()), Is.Empty));

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.PaymentStatus, stored.CaptureTransactionId), Is.EqualTo((PaymentStatus.Paid, (await _fixture.LastPaymentAsync()).ErsReference)));
        Assert.That((await _fixture.LastPaymentAsync()).AppliedOnUtc, Is.Not.Null);
        Assert.That((await _fixture.AllAsync<OrderNote>()).Count(note => note.Note.Contains("\"Order paid\" email (to customer)", StringComparison.Ordinal)),
            Is.EqualTo(1));
    }

    private static async Task AfterAsync(Task call, Func<Task> act)
    {
        await call;
        await act();
    }

    private async Task ThenAsync(Task update)
    {
        await update;
        if (Interlocked.Exchange(ref _afterUpdate, null) is { } act)
            await act();
    }

    private async Task<IPagedList<Order>> ThenAsync(Task<IPagedList<Order>> search)
    {
        var found = await search;
        if (found.Count > 0 && _afterSearch is { } act)
        {
            (_afterSearch, _afterUpdate) = (null, null);
            await act();
        }

        return found;
    }

    private async Task<Order> OrderAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        return await _fixture.OnlyOrderAsync();
    }

    private async Task<Order> PayAsync()
    {
        await OrderAsync();
        return await _fixture.PayLastAsync();
    }

    private async Task RefundAsync(decimal amount)
    {
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .PartiallyRefundAsync(await _fixture.OnlyOrderAsync(), amount));
    }

    private async Task RunTaskLaterAsync()
    {
        await _fixture.ChangeAllAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod);
        await _fixture.RunTaskAsync();
    }

    private async Task AssertRecordedAsync(decimal amount)
    {
        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.RefundedAmount, stored.PaymentStatus), Is.EqualTo((amount, PaymentStatus.PartiallyRefunded)));
        Assert.That((await _fixture.AllAsync<GlaseRefund>()).Single().SyncedToOrderOnUtc, Is.Not.Null);
    }

    private Task EndCodeAsync()
    {
        return _fixture.ChangePaymentsAsync(payment =>
        {
            payment.Status = GlasePaymentStatus.Canceled;
            payment.CheckoutKey = payment.Token;
            payment.DeadlineOnUtc = payment.ExpiresOnUtc -= TimeSpan.FromHours(1);
        });
    }

    private Task InAnotherRequestAsync(int orderId, Func<IOrderProcessingService, Order, Task> act)
    {
        return _fixture.Shop.RunAsync(async services => await act(services.GetRequiredService<IOrderProcessingService>(),
            await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId)));
    }
}
