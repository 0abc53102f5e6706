using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What is reserved is captured, once and never more than it.
/// </summary>
public class CaptureTests : ReservationTestBase
{
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
    public async Task Capturing_is_refused_where_the_order_got_another_status_since_it_was_read()
    {
        await _httpShopper.CompleteAsync(_code);
        var errors = await WithOrderAsync(async (processing, order) =>
        {
            await _fixture.ChangeAllAsync<Order>(row => row.OrderStatus = OrderStatus.Complete);
            return await processing.CaptureAsync(order);
        });

        Assert.That(errors.Single(), Does.Contain("changed meanwhile").And.Contains("nothing was captured"));
        Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Complete));
        Assert.That(_fixture.Glase.Calls("commitReservation"), Is.Empty);
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
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).ReceiptSubmittedOnUtc is not null, "the receipt");
        await _fixture.ChangePaymentsAsync(payment =>
        {
            (payment.AppliedOnUtc, payment.ReceiptSubmittedOnUtc) = (null, null);
            payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod;
        });
        await _fixture.ChangeAllAsync<Order>(order => (order.PaymentStatus, order.CaptureTransactionId) = (PaymentStatus.Authorized, null));
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= GlaseDefaults.PlacementGracePeriod);
        _fixture.Glase.ClearRecords();
        // A second one would be sent beside it.
        _fixture.Glase.Faults.Add(Fault.DelayAfter(TimeSpan.FromMilliseconds(500)).On("submitPaymentReceipt").Forever());

        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).ReceiptSubmittedOnUtc is not null, "the receipt");
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.CallCount("submitPaymentReceipt"), Is.EqualTo(1));
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

    // The admin saves another total and captures the order then.
    private async Task<IList<string>> CaptureAtAsync(decimal total)
    {
        await _fixture.ChangeAllAsync<Order>(order => order.OrderTotal = total);
        return await WithOrderAsync((processing, order) => processing.CaptureAsync(order));
    }
}
