using Moq;
using NUnit.Framework;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Orders;

public class PaymentApplierTests
{
    private readonly PaymentFixture _fixture = new();

    private static IEnumerable<GlasePaymentStatus> NotPaid =>
        Enum.GetValues<GlasePaymentStatus>().Except([GlasePaymentStatus.Paid, GlasePaymentStatus.Reserved, GlasePaymentStatus.Refunded]);

    [Test]
    public async Task A_pending_order_is_paid_with_the_reference_and_noted()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = _fixture.AddOrder(payment);

        var outcome = await _fixture.Applier.ApplyAsync(payment);

        var values = new CustomValues();
        values.FillByXml(order.CustomValuesXml);
        Assert.Multiple(() =>
        {
            Assert.That(outcome, Is.EqualTo(ApplyOutcome.Applied));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.CaptureTransactionId, Is.EqualTo("ERS1"));
            Assert.That(values.Single().Value, Is.EqualTo("ERS1"));
            Assert.That(_fixture.Notes.Single().Note, Does.Contain("125.00 SEK").And.Contain("ERS1"));
            Assert.That(_fixture.Stored(payment).AppliedOnUtc, Is.EqualTo(_fixture.Now));
        });
    }

    [Test]
    public async Task Its_receipt_is_claimed_in_the_same_moment_and_asked_for_once_that_is_stored()
    {
        _fixture.Settings.SubmitReceipt = true;
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);
        DateTime? due = null;
        _fixture.ReceiptQueue.Setup(queue => queue.Add(It.Is<GlasePayment>(queued => queued.Id == payment.Id))).Callback(() => due = _fixture.Stored(payment).ReceiptDueOnUtc);

        await _fixture.Applier.ApplyAsync(payment);
        await _fixture.Applier.ApplyAsync(_fixture.Stored(payment));

        Assert.That(due, Is.EqualTo(_fixture.Now + ReceiptRetryPolicy.AttemptLease), "for the task, should this process end");
        Assert.That(_fixture.Stored(payment).ReceiptDueOnUtc, Is.EqualTo(due));
        _fixture.ReceiptQueue.Verify(queue => queue.Add(It.IsAny<GlasePayment>()), Times.Once);
    }

    [TestCase(GlasePaymentStatus.Paid, false)]
    [TestCase(GlasePaymentStatus.Reserved, true)]
    public async Task Without_a_payment_or_the_owner_s_wish_there_is_no_receipt(GlasePaymentStatus status, bool submitReceipt)
    {
        _fixture.Settings.SubmitReceipt = submitReceipt;
        var payment = _fixture.AddPayment(status);
        _fixture.AddOrder(payment);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.Applied));

        Assert.That(_fixture.Stored(payment).ReceiptDueOnUtc, Is.Null);
        _fixture.ReceiptQueue.VerifyNoOtherCalls();
    }

    [Test]
    public async Task Fifty_at_once_pay_the_order_once()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _fixture.Applier.ApplyAsync(payment))));

        _fixture.OrderProcessing.Verify(service => service.MarkOrderAsPaidAsync(It.IsAny<Order>()), Times.Once);
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1));
    }

    [TestCase(124.99)]
    [TestCase(250)]
    public async Task An_order_of_another_total_is_not_paid(decimal total)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = _fixture.AddOrder(payment, total: total);

        var outcome = await _fixture.Applier.ApplyAsync(payment);
        await _fixture.Applier.ApplyAsync(payment);

        Assert.That(outcome, Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1), "the owner is told once");
    }

    [Test]
    public async Task An_order_that_another_payment_with_its_guid_paid_leaves_this_one_to_be_refunded()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);
        await _fixture.OrderPaymentClaims.TryClaimAsync(payment.Id + 1, payment.OrderGuid, isUnderLock: false);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.InProgress));
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.NotApplicable));
    }

    [Test]
    public async Task An_order_placed_with_another_method_is_not_paid_with_it()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = _fixture.AddOrder(payment, method: "Payments.CheckMoneyOrder");

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.AwaitsOrder));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [TestCase(120, "SEK")]
    [TestCase(125, "EUR")]
    public async Task Another_sum_than_the_invoice_never_pays_an_order(decimal? paid, string currency)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid, change: row => (row.PaidAmount, row.PaidCurrencyCode) = (paid, currency));
        var order = _fixture.AddOrder(payment);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [TestCase(null, null, "ERS1")]
    [TestCase(125, null, "ERS1")]
    [TestCase(125, "SEK", null)]
    public async Task While_Glase_has_not_said_all_of_it_the_order_is_left_alone(decimal? paid, string currency, string reference)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid,
            change: row => (row.PaidAmount, row.PaidCurrencyCode, row.ErsReference) = (paid, currency, reference));
        var order = _fixture.AddOrder(payment);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.InProgress));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That(_fixture.Notes, Is.Empty);
    }

    [TestCase(PaymentStatus.Paid, ApplyOutcome.AwaitsDecision)]
    [TestCase(PaymentStatus.Refunded, ApplyOutcome.AwaitsDecision)]
    [TestCase(PaymentStatus.PartiallyRefunded, ApplyOutcome.AwaitsDecision)]
    [TestCase(PaymentStatus.Voided, ApplyOutcome.NotApplicable)]
    public async Task An_order_paid_or_refunded_otherwise_is_left_alone(PaymentStatus status, ApplyOutcome outcome)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = _fixture.AddOrder(payment, status);
        order.CaptureTransactionId = "somebody else's";

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(outcome));
        Assert.That(order.PaymentStatus, Is.EqualTo(status));
        _fixture.OrderProcessing.Verify(service => service.MarkOrderAsPaidAsync(It.IsAny<Order>()), Times.Never);
    }

    [Test]
    public async Task What_an_admin_is_asked_is_recorded_noted_and_logged_once()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment, PaymentStatus.Paid).CaptureTransactionId = "somebody else's";

        for (var time = 0; time < 3; time++)
            await _fixture.Applier.ApplyAsync(payment);

        Assert.That(_fixture.Stored(payment).AwaitsDecision, Is.True);
        Assert.That(_fixture.Notes.Single().Note, Does.Contain("until an admin decides"));
        Assert.That(_fixture.Warnings, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_Glase_never_said_in_full_is_no_paid_orders_payment()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid, 
            change: row => (row.ErsReference, row.PaidOnUtc) = (null, _fixture.Clock.GetUtcNow().UtcDateTime));
        _fixture.AddOrder(payment, PaymentStatus.Paid);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.InProgress));
        _fixture.Clock.Advance(GlaseDefaults.IncompletePaymentGracePeriod);
        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.AwaitsDecision));
    }

    [Test]
    public async Task A_cancelled_order_is_not_paid()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment).OrderStatus = OrderStatus.Cancelled;

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(_fixture.Stored(payment).LastError, Does.Contain("cancelled"));
    }

    [Test]
    public async Task A_partly_refunded_order_of_this_payment_is_applied_without_paying_it_again()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = _fixture.AddOrder(payment, PaymentStatus.PartiallyRefunded);
        order.CaptureTransactionId = "ERS1";

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.Applied));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.PartiallyRefunded));
    }

    [Test]
    public async Task After_a_crash_between_paying_and_recording_the_note_is_not_doubled()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);
        await _fixture.Applier.ApplyAsync(payment);
        var stored = _fixture.Stored(payment);
        stored.AppliedOnUtc = null;
        _fixture.Payments.Update(stored);

        Assert.That(await _fixture.Applier.ApplyAsync(stored), Is.EqualTo(ApplyOutcome.Applied));
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1));
    }

    [TestCase(GlaseRefundStatus.Requested, false)]
    [TestCase(GlaseRefundStatus.Requested, true)]
    [TestCase(GlaseRefundStatus.Unknown, false)]
    [TestCase(GlaseRefundStatus.Succeeded, true)]
    public async Task Money_that_went_back_or_may_have_pays_no_order(GlaseRefundStatus status, bool isOrdered)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = isOrdered ? _fixture.AddOrder(payment) : null;
        _fixture.Refunds.Insert(new GlaseRefund { PaymentId = payment.Id, Number = 1, Amount = 125m, Status = status });

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(order?.PaymentStatus, Is.Not.EqualTo(PaymentStatus.Paid));
        Assert.That((await _fixture.Processor.ProcessAsync(PaymentFixture.RequestFor(payment, 125m))).Success, Is.False);
    }

    [Test]
    public async Task An_order_that_another_caller_is_paying_is_skipped_until_its_claim_is_abandoned()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);
        await _fixture.OrderPaymentClaims.TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock: false);

        var meanwhile = await _fixture.Applier.ApplyAsync(payment);
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        Assert.That(meanwhile, Is.EqualTo(ApplyOutcome.InProgress));
        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.Applied));
    }

    // nopCommerce has saved the order as paid; the process that placed it may have died since, so that it is not complete.
    [Test]
    public async Task An_order_that_another_process_placed_is_not_told_as_done_before_it_is()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var another = new OrderPaymentClaims(_fixture.DataProvider, _fixture.OrderService.Object, _fixture.Claims, _fixture.Clock);
        await another.TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock: true);
        var order = _fixture.AddOrder(payment);
        (order.PaymentStatus, order.CaptureTransactionId) = (PaymentStatus.Paid, payment.ErsReference);
        _fixture.Clock.Advance(GlaseDefaults.LockedWorkGracePeriod - TimeSpan.FromSeconds(1));

        var meanwhile = await _fixture.Applier.ApplyAsync(payment);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(meanwhile, Is.EqualTo(ApplyOutcome.InProgress));
        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.Applied));
    }

    [Test]
    public async Task Without_an_order_the_payment_waits_for_the_shopper()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.AwaitsOrder));
    }

    [TestCaseSource(nameof(NotPaid))]
    public async Task An_unpaid_payment_is_not_applied(GlasePaymentStatus status)
    {
        var payment = _fixture.AddPayment(status);
        var order = _fixture.AddOrder(payment);

        Assert.That(await _fixture.Applier.ApplyAsync(payment), Is.EqualTo(ApplyOutcome.NotPaid));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }
}
