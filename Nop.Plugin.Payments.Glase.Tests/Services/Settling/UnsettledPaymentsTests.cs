using Moq;
using NUnit.Framework;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Settling;

public class UnsettledPaymentsTests
{
    private readonly PaymentWorld _world = new();
    private UnsettledPayments _unsettled;

    [SetUp]
    public void SetUp()
    {
        _unsettled = new UnsettledPayments(_world.InvoiceService, _world.LockService, _world.RefundService,
            _world.Logger.Object, _world.Troubles, _world.OrderService.Object, _world.Placer, _world.Returner, _world.StatusService, _world.Clock);
        _world.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .ThrowsAsync(new NopException("Cart is empty"));
        _world.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>())).ReturnsAsync(new RefundPaymentResponse { ErsReference = "REF1" });
    }

    [Test]
    public async Task The_shoppers_browser_comes_first()
    {
        var payment = AddPaid(agoMinutes: 1);

        await _unsettled.FinishAsync();

        Assert.That(_world.Stored(payment).SettledOnUtc, Is.Null);
        Assert.That(_world.Refunds.Rows, Is.Empty);
    }

    [Test]
    public async Task A_crash_after_the_order_was_saved_is_made_good()
    {
        var payment = AddPaid();
        _world.AddOrder(payment);

        await _unsettled.FinishAsync();

        Assert.That(_world.Orders.Single().PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_world.Stored(payment).SettledOnUtc, Is.Not.Null);
        Assert.That(_world.Refunds.Rows, Is.Empty);
    }

    [Test]
    public async Task What_cannot_be_ordered_is_given_back_in_full_once()
    {
        var payment = AddPaid();

        await _unsettled.FinishAsync();
        await _unsettled.FinishAsync();

        var stored = _world.Stored(payment);
        Assert.Multiple(() =>
        {
            Assert.That(_world.Refunds.Rows.Single().Amount, Is.EqualTo(125m));
            Assert.That(stored.Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
            Assert.That(stored.LastError, Does.Contain("Cart is empty"));
            Assert.That(stored.CheckoutKey, Is.EqualTo(stored.Token), "the cart may have a new code");
        });
    }

    [Test]
    public async Task A_crash_after_the_refund_places_no_order_with_the_money()
    {
        var payment = AddPaid();
        await _world.Refunds.InsertAsync(new GlaseRefund { InvoiceId = payment.Id, Amount = 125m, Status = GlaseRefundStatus.Succeeded });

        await _unsettled.FinishAsync();

        Assert.That(_world.Stored(payment).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
        _world.OrderProcessing.Verify(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()), Times.Never);
    }

    [TestCase(100, "SEK")]
    [TestCase(200, "SEK")]
    [TestCase(125, "EUR")]
    public async Task Another_sum_than_the_bill_is_given_back_as_it_was_paid(decimal paid, string currency)
    {
        AddPaid(change: row => (row.PaidAmount, row.PaidCurrencyCode) = (paid, currency));

        await _unsettled.FinishAsync();

        _world.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            new Amount(paid, currency), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_payment_for_a_cancelled_order_is_given_back_and_noted()
    {
        var payment = AddPaid();
        var order = _world.AddOrder(payment);
        order.OrderStatus = OrderStatus.Cancelled;
        payment.OrderId = order.Id;
        _world.Invoices.Update(payment);

        await _unsettled.FinishAsync();

        Assert.That(_world.Refunds.Rows.Single().Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
        Assert.That(_world.Notes.Select(note => note.Note), Has.Some.Contains("refunded in full"));
    }

    [Test]
    public async Task A_refund_with_a_lost_answer_is_left_to_a_person()
    {
        var payment = AddPaid();
        _world.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
                It.IsAny<Amount>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Timeout, true, "no answer"));

        await _unsettled.FinishAsync();
        await _unsettled.FinishAsync();

        _world.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>()), Times.Once);
        Assert.That(_world.Stored(payment).Status, Is.EqualTo(GlaseInvoiceStatus.Paid));
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

        var again = await _unsettled.FinishNowAsync(payment.Id);
        Assert.That(again.Status, Is.EqualTo(GlaseInvoiceStatus.Paid));
        VerifyRefunds(Times.Exactly(2));

        GlaseRefunds();
        Assert.That((await _unsettled.FinishNowAsync(payment.Id)).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
    }

    [Test]
    public async Task What_an_admin_decided_was_not_refunded_is_tried_again()
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Timeout, true, "no answer"));
        await _unsettled.FinishAsync();
        var refund = _world.Refunds.Rows.Single();
        (refund.Status, refund.DecidedOnUtc) = (GlaseRefundStatus.Refused, _world.Now);
        _world.Refunds.Update(refund);
        GlaseRefunds();

        await _unsettled.FinishAsync();

        Assert.That(_world.Stored(payment).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
        VerifyRefunds(Times.Exactly(2));
    }

    [Test]
    public async Task Nobody_sends_another_refund_while_the_outcome_of_one_is_unknown()
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Timeout, true, "no answer"));
        await _unsettled.FinishAsync();

        await _unsettled.FinishNowAsync(payment.Id);

        VerifyRefunds(Times.Once());
    }

    [Test]
    public async Task A_refund_that_could_not_be_sent_is_tried_again_after_growing_pauses_and_told_once()
    {
        var payment = AddPaid();
        GlaseFails(new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Unreachable, false, "no connection"));

        await RunEachMinuteAsync(180);

        Assert.That(_world.Refunds.Rows, Has.Count.InRange(5, 10), "minutes 0, 1, 3, 7, 15, 31, 63, 123");
        Assert.That(_world.Errors.Where(error => error.Contains("no connection")), Has.Exactly(2).Items,
            "the refund that failed, and the payment that waits for it");
        Assert.That(_world.Errors, Has.Exactly(1).Contains("order could not be placed"));

        GlaseRefunds();
        await RunEachMinuteAsync(61);
        Assert.That(_world.Stored(payment).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
    }

    [Test]
    public async Task A_payment_that_cannot_be_finished_is_logged_once_and_again_when_the_trouble_changes()
    {
        void OrdersFail(string why) => _world.OrderService.Setup(service => service.GetOrderByGuidAsync(It.IsAny<Guid>()))
            .ThrowsAsync(new NopException(why));
        AddPaid();
        OrdersFail("no database");
        await RunEachMinuteAsync(10);
        var logged = _world.Errors.Count;
        OrdersFail("no such table");
        await RunEachMinuteAsync(10);

        Assert.That(logged, Is.EqualTo(1), string.Join('\n', _world.Errors));
        Assert.That(_world.Errors, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task One_bad_payment_does_not_stop_the_others()
    {
        var bad = AddPaid(change: row => (row.CustomerId, row.CheckoutKey, row.ErsReference) = (99, "cart-1-99", "ERS0"));
        var good = AddPaid();
        _world.AddOrder(good);

        await _unsettled.FinishAsync();

        Assert.That(_world.Stored(good).SettledOnUtc, Is.Not.Null);
        Assert.That(_world.Stored(bad).Status, Is.Not.EqualTo(GlaseInvoiceStatus.Refunded));
    }

    [Test]
    public async Task A_currency_that_never_comes_is_taken_to_be_the_invoices_after_an_hour()
    {
        var payment = AddPaid(change: row => row.PaidCurrencyCode = null);
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 0, paid: 125m, currency: null);

        await RunEachMinuteAsync(55);
        VerifyRefunds(Times.Never());
        Assert.That(_world.Settlements.Rows, Is.Empty, "nothing is in the way of an order");

        await RunEachMinuteAsync(10);
        Assert.That(_world.Stored(payment).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
        VerifyRefundsOf(125m, "SEK", Times.Once());
    }

    [Test]
    public async Task Nothing_goes_back_while_Glase_may_still_say_the_currency()
    {
        var payment = AddPaid(change: row => row.PaidCurrencyCode = null);
        var order = _world.AddOrder(payment);
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 0, paid: 125m, currency: null);
        await RunEachMinuteAsync(30);
        Assert.That(_world.Notes, Is.Empty, "the order is told nothing that may be wrong a second later");
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 0, paid: 125m);

        await RunEachMinuteAsync(1);

        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_world.Refunds.Rows, Is.Empty);
    }

    [TestCase(100, null, "ERS1", "100.00")]
    [TestCase(125, "KRONOR", "ERS1", "KRONOR")]
    [TestCase(null, null, "ERS1", "how much")]
    [TestCase(125, "SEK", null, "reference")]
    public async Task What_cannot_be_refunded_by_itself_is_told_once_and_an_admin_decides(decimal? paid,
        string currency, string reference, string told)
    {
        var payment = AddPaid(change: row => (row.PaidAmount, row.PaidCurrencyCode, row.ErsReference) = (paid, currency, reference));
        var order = _world.AddOrder(payment);
        payment.OrderId = order.Id;
        _world.Invoices.Update(payment);
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 0, paid, currency, reference);

        await RunEachMinuteAsync(180);

        Assert.Multiple(() =>
        {
            Assert.That(_world.Refunds.Rows, Is.Empty);
            Assert.That(_world.Stored(payment).LastError, Does.Contain(told).And.Contain("merchant portal"));
            Assert.That(_world.Errors, Has.One.Contains("merchant portal"));
            Assert.That(_world.Notes.Select(note => note.Note), Has.One.Contains("merchant portal"));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        });
        Assert.That(await _world.Bookkeeper.GivenBackOtherwiseAsync(payment.Id, "admin@example.com"), Is.True);
        Assert.That(_world.Stored(payment).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
    }

    [TestCase(100, null)]
    [TestCase(125, "KRONOR")]
    public async Task An_admin_who_looked_has_it_refunded_in_the_invoices_currency(decimal paid, string currency)
    {
        var payment = AddPaid(change: row => (row.PaidAmount, row.PaidCurrencyCode) = (paid, currency));
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 0, paid, currency);

        var finished = await _unsettled.FinishNowAsync(payment.Id);

        Assert.That(finished.Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
        VerifyRefundsOf(paid, "SEK", Times.Once());
    }

    [Test]
    public async Task A_payment_that_Glase_answers_no_questions_about_is_refunded_all_the_same()
    {
        var payment = AddPaid(change: row => row.PaidCurrencyCode = null);
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<int>(),
            It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.InvalidInvoiceReference));

        await RunEachMinuteAsync(55);
        VerifyRefunds(Times.Never());
        await RunEachMinuteAsync(10);

        Assert.That(_world.Stored(payment).Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
        VerifyRefundsOf(125m, "SEK", Times.Once());
    }

    private void GlaseFails(GlaseApiException failure)
    {
        _world.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>())).ThrowsAsync(failure);
    }

    private void GlaseRefunds()
    {
        _world.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>())).ReturnsAsync(new RefundPaymentResponse { ErsReference = "REF1" });
    }

    private void VerifyRefunds(Times times)
    {
        _world.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>()), times);
    }

    private void VerifyRefundsOf(decimal amount, string currency, Times times)
    {
        _world.Client.Verify(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            new Amount(amount, currency), It.IsAny<CancellationToken>()), times);
        VerifyRefunds(times);
    }

    private async Task RunEachMinuteAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await _unsettled.FinishAsync();
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private GlaseInvoice AddPaid(int agoMinutes = 3, Action<GlaseInvoice> change = null)
    {
        return _world.AddInvoice(GlaseInvoiceStatus.Paid, change: row =>
        {
            row.PaidOnUtc = _world.Now.AddMinutes(-agoMinutes);
            change?.Invoke(row);
        });
    }
}
