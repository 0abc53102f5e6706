using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Money that Glase holds for the shop: the order is authorized by it, and then captured or voided.
/// </summary>
public class ReservationTests
{
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync();
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _httpShopper = _fixture.NewShopper();
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Reserve(_code.Reference);
    }

    [TearDown]
    public async Task TearDown()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    private string AtGlase => _fixture.Glase.Invoice(_code.Reference).Status;

    [Test]
    public async Task The_shopper_reads_that_the_amount_is_reserved_and_gets_the_order()
    {
        await _httpShopper.GoAsync($"glase/{_code.Token}");
        Assert.That(_httpShopper.Code.State, Is.EqualTo("reserved"));

        await _httpShopper.CompleteAsync(_httpShopper.Code);

        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(() =>
        {
            Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
            Assert.That(order.AuthorizationTransactionId, Is.EqualTo(_code.Reference));
        });
    }

    [Test]
    public async Task A_placed_order_is_authorized_once()
    {
        var code = await PlaceThenReserveAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _httpShopper.Http.GetAsync(code.StatusUrl)));
        await _httpShopper.CompleteAsync(code);

        Assert.That((await _fixture.AllAsync<Order>())[^1].PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains($"reserved, invoice {code.Reference}"));
    }

    [Test]
    public async Task Capturing_makes_it_a_payment_with_a_reference()
    {
        await _httpShopper.CompleteAsync(_code);

        var errors = await WithOrderAsync((processing, order) => processing.CaptureAsync(order));

        var order = await _fixture.OnlyOrderAsync();
        var payment = await _fixture.LastPaymentAsync();
        Assert.Multiple(() =>
        {
            Assert.That(errors, Is.Empty);
            Assert.That(AtGlase, Is.EqualTo("PAID"));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.CaptureTransactionId, Is.EqualTo(payment.ErsReference));
            Assert.That(order.CustomValuesXml, Does.Contain(payment.ErsReference));
            Assert.That(payment.AppliedOnUtc, Is.Not.Null);
            Assert.That(_fixture.Glase.Refunds, Is.Empty);
        });
    }

    [Test]
    public async Task Capturing_an_order_that_costs_less_now_takes_less()
    {
        await _httpShopper.CompleteAsync(_code);

        var errors = await CaptureAtAsync(8m);

        Assert.That(errors, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).PaidAmount, Is.EqualTo(8m));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Capturing_more_than_is_reserved_is_refused_before_Glase_is_asked()
    {
        await _httpShopper.CompleteAsync(_code);

        var errors = await CaptureAtAsync(100m);

        Assert.That(errors.Single(), Does.Contain("100.00").And.Contain("10.45"));
        Assert.That(_fixture.Glase.Calls("commitReservation"), Is.Empty);
    }

    [Test]
    public async Task A_capture_whose_answer_was_lost_counts_when_Glase_says_paid()
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("commitReservation").Forever());

        var errors = await WithOrderAsync((processing, order) => processing.CaptureAsync(order));

        Assert.That(errors, Is.Empty);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task A_capture_that_Glase_makes_after_the_last_question_is_found_by_the_task()
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.ResetBefore().On("commitReservation"));
        await WithOrderAsync((processing, order) => processing.CaptureAsync(order));
        var before = (await _fixture.OnlyOrderAsync()).PaymentStatus;
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IGlaseClient>().CommitReservationAsync(
            await services.GetRequiredService<GlaseConnectionProvider>().GetAsync(1), _code.Reference, new(10.45m, "EUR")));

        await LetTheTaskFinishAsync();

        Assert.That(before, Is.EqualTo(PaymentStatus.Authorized));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task A_capture_that_Glase_refuses_leaves_all_of_it_reserved()
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.Result(11).On("commitReservation"));
        await CaptureAtAsync(8m);

        var errors = await CaptureAtAsync(10.45m);

        Assert.That(errors, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).PaidAmount, Is.EqualTo(10.45m));
    }

    [Test]
    public async Task A_lower_capture_that_Glase_never_made_does_not_lower_what_is_held()
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.ResetBefore().On("commitReservation").Forever());
        await CaptureAtAsync(8m);
        _fixture.Glase.Faults.Clear();
        await LetTheTaskFinishAsync();

        var errors = await CaptureAtAsync(10m);

        Assert.That(errors, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).PaidAmount, Is.EqualTo(10m));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task A_process_that_dies_after_the_capture_leaves_the_order_to_the_task()
    {
        await _httpShopper.CompleteAsync(_code);
        await WithOrderAsync((processing, order) => processing.CaptureAsync(order));
        await _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IOrderService>();
            var order = await orders.GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            (order.PaymentStatus, order.CaptureTransactionId) = (PaymentStatus.Authorized, null);
            await orders.UpdateOrderAsync(order);
        });

        await _fixture.ChangePaymentsAsync(payment => payment.AppliedOnUtc = null);
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= GlaseDefaults.PlacementGracePeriod);
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task The_last_page_says_that_the_amount_is_only_reserved()
    {
        await _httpShopper.CompleteAsync(_code);

        Assert.That(_httpShopper.Page.QuerySelector(".glase-reference").TextContent, Does.Contain("reserved and not charged yet"));
    }

    [Test]
    public async Task Voiding_gives_the_reservation_back()
    {
        await _httpShopper.CompleteAsync(_code);

        var errors = await WithOrderAsync((processing, order) => processing.VoidAsync(order));

        Assert.That(errors, Is.Empty);
        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    [Test]
    public async Task While_Glase_cannot_be_reached_nothing_is_voided_and_the_admin_reads_why()
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());

        var errors = await WithOrderAsync((processing, order) => processing.VoidAsync(order));

        Assert.That(errors, Is.Not.Empty);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    [Test]
    public async Task Cancelling_the_order_gives_the_reservation_back()
    {
        await _httpShopper.CompleteAsync(_code);

        await WithOrderAsync(async (processing, order) =>
        {
            await processing.CancelOrderAsync(order, true);
            return [];
        });

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_process_that_dies_while_cancelling_leaves_the_reservation_to_the_task(bool isDeleted)
    {
        await _httpShopper.CompleteAsync(_code);
        await _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IRepository<Order>>();
            var order = await orders.GetByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            (order.Deleted, order.OrderStatus) = (isDeleted, isDeleted ? order.OrderStatus : OrderStatus.Cancelled);
            await orders.UpdateAsync(order, publishEvent: false);
        });

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task A_reservation_only_marked_as_voided_is_released_by_the_task()
    {
        await _httpShopper.CompleteAsync(_code);
        await WithOrderAsync(async (processing, order) =>
        {
            await processing.VoidOfflineAsync(order);
            return [];
        });
        Assert.That(AtGlase, Is.EqualTo("RESERVED"), "nopCommerce asks nobody for that");

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("released").And.Contains("payment is voided"));
        await _fixture.UninstallAsync();
    }

    [Test]
    public async Task Releasing_a_cancelled_order_s_reservation_is_no_failure()
    {
        await _httpShopper.CompleteAsync(_code);
        await _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IRepository<Order>>();
            var order = await orders.GetByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            order.OrderStatus = OrderStatus.Cancelled;
            await orders.UpdateAsync(order, publishEvent: false);
        });

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.AllAsync<Log>()).Where(entry => entry.LogLevel == LogLevel.Error), Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Is.Null);
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("released").And.Contains("the order is cancelled"));
    }

    [TestCase(48)]
    [TestCase(90)]
    public async Task A_reservation_that_cannot_be_released_at_once_is_released_by_the_task(int code)
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.Result(code).On("cancelInvoice").Forever());
        await WithOrderAsync(async (processing, order) =>
        {
            await processing.CancelOrderAsync(order, true);
            return [];
        });
        _fixture.Glase.Faults.Clear();

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
    }

    [Test]
    public async Task A_reservation_that_is_over_cannot_be_captured_but_voided()
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.SetStatus(_code.Reference, "CANCELED");

        var capture = await WithOrderAsync((processing, order) => processing.CaptureAsync(order));
        var @void = await WithOrderAsync((processing, order) => processing.VoidAsync(order));

        Assert.That(capture.Single(), Does.Contain("over"));
        Assert.That(@void, Is.Empty);
    }

    [Test]
    public async Task When_the_browser_is_gone_the_task_places_the_order()
    {
        await LetTheTaskFinishAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    [Test]
    public async Task A_payment_no_order_can_be_placed_for_is_refunded()
    {
        await _httpShopper.PutIntoCartAsync(2);

        await LetTheTaskFinishAsync();

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
    }

    private async Task<PaymentElement> PlaceThenReserveAsync()
    {
        await _httpShopper.CompleteAsync(_code);
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _fixture.Glase.Reserve(_httpShopper.Code.Reference);
        return _httpShopper.Code;
    }

    private async Task LetTheTaskFinishAsync()
    {
        await _httpShopper.Http.GetAsync(_code.StatusUrl);
        await _fixture.ChangePaymentsAsync(payment =>
        {
            payment.ReservedOnUtc -= GlaseDefaults.BrowserGracePeriod;
            payment.CaptureSentOnUtc -= GlaseDefaults.PlacementGracePeriod;
        });
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= GlaseDefaults.PlacementGracePeriod);
        await _fixture.RunTaskAsync();
    }

    // The admin saves another total and captures the order then.
    private async Task<IList<string>> CaptureAtAsync(decimal total)
    {
        await _fixture.ChangeAllAsync<Order>(order => order.OrderTotal = total);
        return await WithOrderAsync((processing, order) => processing.CaptureAsync(order));
    }

    private async Task<IList<string>> WithOrderAsync(Func<IOrderProcessingService, Order, Task<IList<string>>> act)
    {
        return await _fixture.Shop.RunAsync(async services =>
        {
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            return await act(services.GetRequiredService<IOrderProcessingService>(), order);
        });
    }
}
