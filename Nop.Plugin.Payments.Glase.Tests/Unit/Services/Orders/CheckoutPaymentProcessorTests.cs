using Moq;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Orders;

public class CheckoutPaymentProcessorTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task A_paid_cart_becomes_a_paid_order_with_the_reference()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var request = PaymentFixture.RequestFor(payment, 125m);

        var result = await _fixture.Processor.ProcessAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(result.Success, Is.True);
            Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(result.CaptureTransactionId, Is.EqualTo("ERS1"));
            Assert.That(request.CustomValues.Single().Value, Is.EqualTo("ERS1"));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_reservation_of_an_unknown_amount_authorizes_no_order(bool isAnswered)
    {
        var payment = _fixture.AddPayment();
        await _fixture.LockedPayments.UpdateAsync(payment.Id, row => row.BeginUpdate());
        _fixture.GlaseAnswers(GlaseInvoiceState.Reserved);
        await _fixture.StatusRecorder.PollAsync(payment);
        if (isAnswered)
            await _fixture.LockedPayments.UpdateAsync(payment.Id, row => row.RecordUpdated(
                new InvoiceTerms(10m, "SEK", "new", Costs: null, ReservationSeconds: null)));

        var result = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, isAnswered ? 10m : 125m));

        Assert.That(result.Success, Is.EqualTo(isAnswered));
        Assert.That(_fixture.Stored(payment).LastError, isAnswered ? Is.Null : Does.Contain("not known how much"));
    }

    [Test]
    public async Task A_payment_is_claimed_for_one_order_only()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);

        var results = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m)))));

        Assert.That(results.Count(result => result.NewPaymentStatus == PaymentStatus.Paid && result.Success), Is.EqualTo(1));
        Assert.That(results.Count(result => !result.Success), Is.EqualTo(19));
    }

    [Test]
    public async Task An_order_that_was_never_saved_frees_the_payment_after_a_while()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m));
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        var again = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m));

        Assert.That(again.Success, Is.True);
    }

    [Test]
    public async Task An_order_that_was_saved_keeps_the_payment()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m));
        _fixture.AddOrder(payment);
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        var again = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m));

        Assert.That(again.Success, Is.False);
    }

    [TestCase(125.01)]
    [TestCase(99)]
    public async Task A_cart_that_changed_after_the_payment_is_refused(decimal total)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);

        var result = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, total));

        Assert.That(result.Success, Is.False);
        Assert.That(_fixture.Stored(payment).LastError, Is.Not.Null);
    }

    [Test]
    public async Task While_Glase_has_not_said_all_of_it_no_order_is_placed_and_the_cart_is_not_blamed()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m, currency: null);

        var result = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m));

        Assert.That(result.Success, Is.False);
        Assert.That(_fixture.Stored(payment).LastError, Does.Contain("currency").And.Not.Contain("cart"));
    }

    [Test]
    public async Task Half_cents_of_an_unrounded_total_do_not_matter()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);

        var result = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 124.9951m));

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task An_unpaid_cart_becomes_a_pending_order_tied_to_the_same_code()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued);
        var request = PaymentFixture.RequestFor(payment, 125m);
        request.OrderGuid = Guid.NewGuid();

        var result = await _fixture.Processor.ProcessAsync(request);

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That(_fixture.Stored(payment).OrderGuid, Is.EqualTo(request.OrderGuid));
    }

    [Test]
    public async Task A_payment_of_the_very_last_second_counts()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m);

        var result = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m));

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Glase_being_down_does_not_keep_an_order_from_being_placed()
    {
        var payment = _fixture.AddPayment();
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
                It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseFailureKind.Unreachable, true, "down"));

        var result = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m));

        Assert.That(result.Success, Is.True);
        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [Test]
    public async Task Without_a_code_the_order_is_pending()
    {
        var result = await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(new() { CustomerId = 9, StoreId = 1 }, 10m));

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }
}
