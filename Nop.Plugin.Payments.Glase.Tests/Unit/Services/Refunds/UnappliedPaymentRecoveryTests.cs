using Moq;
using NUnit.Framework;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Refunds;

public class UnappliedPaymentRecoveryTests
{
    private readonly PaymentFixture _fixture = new();
    private UnappliedPaymentRecovery _recovery;
    private ManualPaymentResolution _resolution;

    [SetUp]
    public void SetUp()
    {
        _recovery = new UnappliedPaymentRecovery(_fixture.PaymentStore, _fixture.LockedPayments, _fixture.RefundStore, _fixture.FailureLog,
            _fixture.Placer, _fixture.Reversal, _fixture.StatusRecorder, _fixture.Clock);
        _resolution = new ManualPaymentResolution(_fixture.LockedPayments, _fixture.Logger.Object, _fixture.OrderCurrency, _fixture.OrderNotes,
            _fixture.Applier, _fixture.EntityReader, _fixture.Clock, _recovery);
        _fixture.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .ThrowsAsync(new NopException("Cart is empty"));
        _fixture.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>())).ReturnsAsync(new RefundPaymentResponse { ErsReference = "REF1" });
    }

    [Test]
    public async Task The_shoppers_browser_comes_first()
    {
        var payment = AddPaid(agoMinutes: 1);

        await RunStepAsync();

        Assert.That(_fixture.Stored(payment).AppliedOnUtc, Is.Null);
        Assert.That(_fixture.Refunds.Rows, Is.Empty);
    }

    [Test]
    public async Task A_crash_after_the_order_was_saved_is_made_good()
    {
        var payment = AddPaid();
        _fixture.AddOrder(payment);

        await RunStepAsync();

        Assert.That(_fixture.Orders.Single().PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_fixture.Stored(payment).AppliedOnUtc, Is.Not.Null);
        Assert.That(_fixture.Refunds.Rows, Is.Empty);
    }

    [Test]
    public async Task What_cannot_be_ordered_is_refunded_in_full_once()
    {
        var payment = AddPaid();

        await RunStepAsync();
        await RunStepAsync();

        var stored = _fixture.Stored(payment);
        Assert.Multiple(() =>
        {
            Assert.That(_fixture.Refunds.Rows.Single().Amount, Is.EqualTo(125m));
            Assert.That(stored.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
            Assert.That(stored.LastError, Does.Contain("Cart is empty"));
            Assert.That(stored.CheckoutKey, Is.EqualTo(stored.Token), "the cart may have a new code");
        });
    }

    [Test]
    public async Task A_crash_after_the_refund_places_no_order_with_the_money()
    {
        var payment = AddPaid();
        await _fixture.Refunds.InsertAsync(new GlaseRefund { PaymentId = payment.Id, Amount = 125m, Status = GlaseRefundStatus.Succeeded });

        await RunStepAsync();

        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        _fixture.OrderProcessing.Verify(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()), Times.Never);
    }

    [TestCase(100, "SEK")]
    [TestCase(200, "SEK")]
    [TestCase(125, "EUR")]
    public async Task Another_sum_than_the_invoice_is_refunded_as_it_was_paid(decimal paid, string currency)
    {
        AddPaid(change: row => (row.PaidAmount, row.PaidCurrencyCode) = (paid, currency));

        await RunStepAsync();

        _fixture.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            new Amount(paid, currency), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_payment_for_a_cancelled_order_is_refunded_and_noted()
    {
        var payment = AddPaid();
        var order = _fixture.AddOrder(payment);
        order.OrderStatus = OrderStatus.Cancelled;
        payment.OrderId = order.Id;
        _fixture.Payments.Update(payment);

        await RunStepAsync();

        Assert.That(_fixture.Refunds.Rows.Single().Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
        Assert.That(_fixture.Notes.Select(note => note.Note), Has.Some.Contains("refunded in full"));
    }

    [Test]
    public async Task A_refund_with_a_lost_answer_is_left_to_a_person()
    {
        var payment = AddPaid();
        _fixture.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
                It.IsAny<Amount>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Timeout, true, "no answer"));

        await RunStepAsync();
        await RunStepAsync();

        _fixture.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>()), Times.Once);
        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [TestCase(GlaseResultCode.ResellerNotAllowedToDoRefund)]
    [TestCase(GlaseResultCode.SumOfRefundsCanNotBeMoreThanOriginalTransaction)]
    [TestCase(GlaseResultCode.ReceiverAccountDoesNotAllowRefunds)]
    [TestCase(GlaseResultCode.InvalidErsReference)]
    public async Task What_Glase_refuses_for_good_is_tried_again_only_when_somebody_wants_it(GlaseResultCode code)
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, code));
        await RunEachMinuteAsync(120);
        VerifyRefunds(Times.Once());

        Assert.That(await _resolution.RefundAsync(payment.Id, Admin), Is.True);
        Assert.That((_fixture.Stored(payment).Status, _fixture.Stored(payment).AwaitsDecision), Is.EqualTo((GlasePaymentStatus.Paid, true)));
        VerifyRefunds(Times.Exactly(2));

        GlaseRefunds();
        await _resolution.RefundAsync(payment.Id, Admin);
        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_Glase_refused_to_refund_pays_no_order_before_an_admin_decides(bool isRecorded)
    {
        var payment = AddPaid();
        var order = _fixture.AddOrder(payment);
        order.OrderTotal = 126m;
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseResultCode.ReceiverAccountDoesNotAllowRefunds));
        await RunStepAsync();
        if (!isRecorded)
        {
            var stored = _fixture.Stored(payment);
            stored.DecisionRequestedOnUtc = null;
            _fixture.Payments.Update(stored);
            await RunStepAsync();
        }

        Assert.That(_fixture.Stored(payment).AwaitsDecision, Is.True, "also after a process died before it recorded that");
        order.OrderTotal = 125m;
        await RunEachMinuteAsync(5);
        Assert.That(await _fixture.Applier.ApplyAsync(_fixture.Stored(payment)), Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        VerifyRefunds(Times.Once());

        Assert.That(await _resolution.ApplyToOrderAsync(payment.Id, Admin), Is.True);
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(await _fixture.ExternalRefunds.MarkRefundedOutsideGlaseAsync(payment.Id, Admin), Is.False);
    }

    [Test]
    public async Task What_Glase_said_too_late_pays_no_order_before_an_admin_decides()
    {
        var payment = AddPaid(change: row => (row.PaidAmount, row.PaidCurrencyCode) = (null, null));
        var order = _fixture.AddOrder(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 0, paid: null, currency: null);
        await RunEachMinuteAsync(65);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 0, paid: 125m);

        await RunEachMinuteAsync(5);

        var stored = _fixture.Stored(payment);
        Assert.That((stored.IsPaidInFull, stored.AwaitsDecision, order.PaymentStatus), Is.EqualTo((true, true, PaymentStatus.Pending)));
        VerifyRefunds(Times.Never());
        Assert.That(await _fixture.ExternalRefunds.MarkRefundedOutsideGlaseAsync(payment.Id, Admin), Is.True);
        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [Test]
    public async Task A_decision_after_a_refusal_is_carried_out_by_the_task()
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseResultCode.ReceiverAccountDoesNotAllowRefunds));
        await RunEachMinuteAsync(2);
        var stored = _fixture.Stored(payment);
        stored.Decide(PaymentDecision.Refund, Admin, _fixture.Now);
        _fixture.Payments.Update(stored);
        GlaseRefunds();

        await RunEachMinuteAsync(2);

        stored = _fixture.Stored(payment);
        Assert.That(stored.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(stored.LastError, Does.Contain(Admin).And.Not.Contain("was not refunded"), "nothing of the refusal that was decided on");
    }

    [Test]
    public async Task What_an_admin_decided_was_not_refunded_is_tried_again()
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Timeout, true, "no answer"));
        await RunStepAsync();
        var refund = _fixture.Refunds.Rows.Single();
        (refund.Status, refund.DecidedOnUtc) = (GlaseRefundStatus.Refused, _fixture.Now);
        _fixture.Refunds.Update(refund);
        GlaseRefunds();

        await RunStepAsync();

        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        VerifyRefunds(Times.Exactly(2));
    }

    [Test]
    public async Task Nobody_sends_another_refund_while_the_outcome_of_one_is_unknown()
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Timeout, true, "no answer"));
        await RunStepAsync();

        await _recovery.FinishNowAsync(payment.Id);

        VerifyRefunds(Times.Once());
    }

    [Test]
    public async Task A_refund_that_could_not_be_sent_is_retried_with_backoff_and_logged_once()
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Unreachable, false, "no connection"));

        await RunEachMinuteAsync(180);

        Assert.That(_fixture.Refunds.Rows, Has.Count.InRange(5, 10), "minutes 0, 1, 3, 7, 15, 31, 63, 123");
        Assert.That(_fixture.Errors.Where(error => error.Contains("no connection")), Has.Exactly(2).Items,
            "the refund that failed, and the payment that waits for it");
        Assert.That(_fixture.Errors, Has.Exactly(1).Contains("order could not be placed"));

        GlaseRefunds();
        await RunEachMinuteAsync(61);
        var stored = _fixture.Stored(payment);
        Assert.That(stored.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(stored.LastError, Does.Contain("Cart is empty").And.Not.Contain("no connection"));
    }

    [Test]
    public async Task An_unfinished_payment_is_logged_once_and_again_when_the_failure_changes()
    {
        void OrdersFail(string why) => _fixture.OrderService.Setup(service => service.GetOrderByGuidAsync(It.IsAny<Guid>()))
            .ThrowsAsync(new NopException(why));
        AddPaid();
        OrdersFail("no database");
        await RunEachMinuteAsync(10);
        var logged = _fixture.Errors.Count;
        OrdersFail("no such table");
        await RunEachMinuteAsync(10);

        Assert.That(logged, Is.EqualTo(1), string.Join('\n', _fixture.Errors));
        Assert.That(_fixture.Errors, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task One_bad_payment_does_not_stop_the_others()
    {
        var bad = AddPaid(change: row => (row.CustomerId, row.CheckoutKey, row.ErsReference) = (99, "cart-1-99", "ERS0"));
        var good = AddPaid();
        _fixture.AddOrder(good);

        await RunStepAsync();

        Assert.That(_fixture.Stored(good).AppliedOnUtc, Is.Not.Null);
        Assert.That(_fixture.Stored(bad).Status, Is.Not.EqualTo(GlasePaymentStatus.Refunded));
    }

    [Test]
    public async Task A_currency_that_never_comes_is_taken_to_be_the_invoices_after_an_hour()
    {
        var payment = AddPaid(change: row => row.PaidCurrencyCode = null);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 0, paid: 125m, currency: null);

        await RunEachMinuteAsync(55);
        VerifyRefunds(Times.Never());
        Assert.That(_fixture.Claims.Rows, Is.Empty, "nothing is in the way of an order");

        await RunEachMinuteAsync(10);
        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        VerifyRefundsOf(125m, "SEK", Times.Once());
    }

    [Test]
    public async Task Nothing_goes_back_while_Glase_may_still_say_the_currency()
    {
        var payment = AddPaid(change: row => row.PaidCurrencyCode = null);
        var order = _fixture.AddOrder(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 0, paid: 125m, currency: null);
        await RunEachMinuteAsync(30);
        Assert.That(_fixture.Notes, Is.Empty, "the order is told nothing that may be wrong a second later");
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 0, paid: 125m);

        await RunEachMinuteAsync(1);

        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_fixture.Refunds.Rows, Is.Empty);
    }

    [TestCase(100, null, "ERS1", "100.00")]
    [TestCase(125, "KRONOR", "ERS1", "KRONOR")]
    [TestCase(null, null, "ERS1", "how much")]
    [TestCase(125, "SEK", null, "reference")]
    public async Task What_cannot_be_refunded_by_itself_is_told_once_and_an_admin_decides(decimal? paid,
        string currency, string reference, string told)
    {
        var payment = AddPaid(change: row => (row.PaidAmount, row.PaidCurrencyCode, row.ErsReference) = (paid, currency, reference));
        var order = _fixture.AddOrder(payment);
        payment.OrderId = order.Id;
        _fixture.Payments.Update(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 0, paid, currency, reference);

        await RunEachMinuteAsync(180);

        Assert.Multiple(() =>
        {
            Assert.That(_fixture.Refunds.Rows, Is.Empty);
            Assert.That(_fixture.Stored(payment).LastError, Does.Contain(told).And.Contain("merchant portal"));
            Assert.That(_fixture.Errors, Has.One.Contains("merchant portal"));
            Assert.That(_fixture.Notes.Select(note => note.Note), Has.One.Contains("merchant portal"));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        });
        Assert.That(await _fixture.ExternalRefunds.MarkRefundedOutsideGlaseAsync(payment.Id, "admin@example.com"), Is.True);
        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [TestCase(100, null)]
    [TestCase(125, "KRONOR")]
    public async Task An_admin_who_looked_has_it_refunded_in_the_invoices_currency(decimal paid, string currency)
    {
        var payment = AddPaid(change: row => (row.PaidAmount, row.PaidCurrencyCode) = (paid, currency));
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 0, paid, currency);

        var finished = await _recovery.FinishNowAsync(payment.Id);

        Assert.That(finished.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        VerifyRefundsOf(paid, "SEK", Times.Once());
    }

    [Test]
    public async Task A_payment_that_Glase_answers_no_questions_about_is_refunded_all_the_same()
    {
        var payment = AddPaid(change: row => row.PaidCurrencyCode = null);
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<int>(),
            It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.InvalidInvoiceReference));

        await RunEachMinuteAsync(55);
        VerifyRefunds(Times.Never());
        await RunEachMinuteAsync(10);

        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        VerifyRefundsOf(125m, "SEK", Times.Once());
    }

    private const string Admin = "admin@example.com";

    private Task RunStepAsync()
    {
        return _fixture.RunStepAsync(new UnappliedPaymentSweep(_fixture.FailureLog, _fixture.WorkQueries, _fixture.Clock, _recovery));
    }

    private void GlaseFails(GlaseApiException failure)
    {
        _fixture.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>())).ThrowsAsync(failure);
    }

    private void GlaseRefunds()
    {
        _fixture.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>())).ReturnsAsync(new RefundPaymentResponse { ErsReference = "REF1" });
    }

    private void VerifyRefunds(Times times)
    {
        _fixture.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>()), times);
    }

    private void VerifyRefundsOf(decimal amount, string currency, Times times)
    {
        _fixture.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            new Amount(amount, currency), It.IsAny<CancellationToken>()), times);
        VerifyRefunds(times);
    }

    private async Task RunEachMinuteAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await RunStepAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private GlasePayment AddPaid(int agoMinutes = 3, Action<GlasePayment> change = null)
    {
        return _fixture.AddPayment(GlasePaymentStatus.Paid, change: row =>
        {
            row.PaidOnUtc = _fixture.Now.AddMinutes(-agoMinutes);
            change?.Invoke(row);
        });
    }
}
