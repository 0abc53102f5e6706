using Moq;
using NUnit.Framework;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Settling;

public class PaymentSettlerTests
{
    private readonly PaymentWorld _world = new();

    private static IEnumerable<GlaseInvoiceStatus> NotPaid =>
        Enum.GetValues<GlaseInvoiceStatus>().Except([GlaseInvoiceStatus.Paid, GlaseInvoiceStatus.Reserved, GlaseInvoiceStatus.Refunded]);

    [Test]
    public async Task A_pending_order_is_paid_with_the_reference_and_noted()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        var order = _world.AddOrder(invoice);

        var outcome = await _world.Settler.SettleAsync(invoice);

        var values = new CustomValues();
        values.FillByXml(order.CustomValuesXml);
        Assert.Multiple(() =>
        {
            Assert.That(outcome, Is.EqualTo(PaymentOutcome.Settled));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.CaptureTransactionId, Is.EqualTo("ERS1"));
            Assert.That(values.Single().Value, Is.EqualTo("ERS1"));
            Assert.That(_world.Notes.Single().Note, Does.Contain("125.00 SEK").And.Contain("ERS1"));
            Assert.That(_world.Stored(invoice).SettledOnUtc, Is.EqualTo(_world.Now));
        });
    }

    [Test]
    public async Task Its_receipt_is_due_in_the_same_moment_and_asked_for_once_that_is_stored()
    {
        _world.Settings.SubmitReceipt = true;
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice);
        DateTime? due = null;
        _world.ReceiptQueue.Setup(queue => queue.Add(invoice.Id)).Callback(() => due = _world.Stored(invoice).ReceiptDueOnUtc);

        await _world.Settler.SettleAsync(invoice);
        await _world.Settler.SettleAsync(_world.Stored(invoice));

        Assert.That(due, Is.EqualTo(_world.Now));
        Assert.That(_world.Stored(invoice).ReceiptDueOnUtc, Is.EqualTo(_world.Stored(invoice).SettledOnUtc));
        _world.ReceiptQueue.Verify(queue => queue.Add(It.IsAny<int>()), Times.Once);
    }

    [TestCase(GlaseInvoiceStatus.Paid, false)]
    [TestCase(GlaseInvoiceStatus.Reserved, true)]
    public async Task Without_a_payment_or_the_owner_s_wish_there_is_no_receipt(GlaseInvoiceStatus status, bool submitReceipt)
    {
        _world.Settings.SubmitReceipt = submitReceipt;
        var invoice = _world.AddInvoice(status);
        _world.AddOrder(invoice);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.Settled));

        Assert.That(_world.Stored(invoice).ReceiptDueOnUtc, Is.Null);
        _world.ReceiptQueue.VerifyNoOtherCalls();
    }

    [Test]
    public async Task Fifty_at_once_pay_the_order_once()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _world.Settler.SettleAsync(invoice))));

        _world.OrderProcessing.Verify(service => service.MarkOrderAsPaidAsync(It.IsAny<Order>()), Times.Once);
        Assert.That(_world.Notes, Has.Count.EqualTo(1));
    }

    [TestCase(124.99)]
    [TestCase(250)]
    public async Task An_order_of_another_total_is_not_paid(decimal total)
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        var order = _world.AddOrder(invoice, total: total);

        var outcome = await _world.Settler.SettleAsync(invoice);
        await _world.Settler.SettleAsync(invoice);

        Assert.That(outcome, Is.EqualTo(PaymentOutcome.Stuck));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That(_world.Notes, Has.Count.EqualTo(1), "the owner is told once");
    }

    [Test]
    public async Task An_order_that_another_payment_with_its_guid_paid_leaves_this_one_to_be_given_back()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice);
        await _world.SettlementService.TryHandOverAsync(invoice.Id + 1, invoice.OrderGuid);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.InProgress));
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.Stuck));
    }

    [Test]
    public async Task An_order_placed_with_another_method_is_not_paid_with_it()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        var order = _world.AddOrder(invoice, method: "Payments.CheckMoneyOrder");

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.AwaitsOrder));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [TestCase(120, "SEK")]
    [TestCase(125, "EUR")]
    public async Task Another_sum_than_the_bill_never_pays_an_order(decimal? paid, string currency)
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid, change: row => (row.PaidAmount, row.PaidCurrencyCode) = (paid, currency));
        var order = _world.AddOrder(invoice);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.Stuck));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [TestCase(null, null, "ERS1")]
    [TestCase(125, null, "ERS1")]
    [TestCase(125, "SEK", null)]
    public async Task While_Glase_has_not_said_all_of_it_the_order_is_left_alone(decimal? paid, string currency, string reference)
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid,
            change: row => (row.PaidAmount, row.PaidCurrencyCode, row.ErsReference) = (paid, currency, reference));
        var order = _world.AddOrder(invoice);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.InProgress));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That(_world.Notes, Is.Empty);
    }

    [TestCase(PaymentStatus.Paid, PaymentOutcome.AwaitsDecision)]
    [TestCase(PaymentStatus.Refunded, PaymentOutcome.AwaitsDecision)]
    [TestCase(PaymentStatus.PartiallyRefunded, PaymentOutcome.AwaitsDecision)]
    [TestCase(PaymentStatus.Voided, PaymentOutcome.Stuck)]
    public async Task An_order_paid_or_refunded_otherwise_is_left_alone(PaymentStatus status, PaymentOutcome outcome)
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        var order = _world.AddOrder(invoice, status);
        order.CaptureTransactionId = "somebody else's";

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(outcome));
        Assert.That(order.PaymentStatus, Is.EqualTo(status));
        _world.OrderProcessing.Verify(service => service.MarkOrderAsPaidAsync(It.IsAny<Order>()), Times.Never);
    }

    [Test]
    public async Task What_an_admin_is_asked_is_recorded_noted_and_logged_once()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice, PaymentStatus.Paid).CaptureTransactionId = "somebody else's";

        for (var time = 0; time < 3; time++)
            await _world.Settler.SettleAsync(invoice);

        Assert.That(_world.Stored(invoice).AwaitsDecision, Is.True);
        Assert.That(_world.Notes.Single().Note, Does.Contain("before an admin decides"));
        Assert.That(_world.Warnings, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_Glase_never_said_in_full_is_no_paid_orders_payment()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid, 
            change: row => (row.ErsReference, row.PaidOnUtc) = (null, _world.Clock.GetUtcNow().UtcDateTime));
        _world.AddOrder(invoice, PaymentStatus.Paid);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.InProgress));
        _world.Clock.Advance(GlaseDefaults.IncompletePaymentGracePeriod);
        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.AwaitsDecision));
    }

    [Test]
    public async Task A_cancelled_order_is_not_paid()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice).OrderStatus = OrderStatus.Cancelled;

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.Stuck));
        Assert.That(_world.Stored(invoice).LastError, Does.Contain("cancelled"));
    }

    [Test]
    public async Task A_partly_refunded_order_of_this_payment_is_settled_without_paying_it_again()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        var order = _world.AddOrder(invoice, PaymentStatus.PartiallyRefunded);
        order.CaptureTransactionId = "ERS1";

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.Settled));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.PartiallyRefunded));
    }

    [Test]
    public async Task After_a_crash_between_paying_and_recording_the_note_is_not_doubled()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice);
        await _world.Settler.SettleAsync(invoice);
        var stored = _world.Stored(invoice);
        stored.SettledOnUtc = null;
        _world.Invoices.Update(stored);

        Assert.That(await _world.Settler.SettleAsync(stored), Is.EqualTo(PaymentOutcome.Settled));
        Assert.That(_world.Notes, Has.Count.EqualTo(1));
    }

    [TestCase(GlaseRefundStatus.Requested, false)]
    [TestCase(GlaseRefundStatus.Requested, true)]
    [TestCase(GlaseRefundStatus.Unknown, false)]
    [TestCase(GlaseRefundStatus.Succeeded, true)]
    public async Task Money_that_went_back_or_may_have_pays_no_order(GlaseRefundStatus status, bool isOrdered)
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        var order = isOrdered ? _world.AddOrder(invoice) : null;
        _world.Refunds.Insert(new GlaseRefund { InvoiceId = invoice.Id, Number = 1, Amount = 125m, Status = status });

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.Stuck));
        Assert.That(order?.PaymentStatus, Is.Not.EqualTo(PaymentStatus.Paid));
        Assert.That((await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m))).Success, Is.False);
    }

    [Test]
    public async Task While_somebody_else_pays_the_order_it_is_left_alone_until_he_is_taken_for_lost()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.AddOrder(invoice);
        await _world.SettlementService.TryHandOverAsync(invoice.Id, invoice.OrderGuid);

        var meanwhile = await _world.Settler.SettleAsync(invoice);
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        Assert.That(meanwhile, Is.EqualTo(PaymentOutcome.InProgress));
        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.Settled));
    }

    [Test]
    public async Task Without_an_order_the_payment_waits_for_the_shopper()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.AwaitsOrder));
    }

    [TestCaseSource(nameof(NotPaid))]
    public async Task What_is_not_paid_settles_nothing(GlaseInvoiceStatus status)
    {
        var invoice = _world.AddInvoice(status);
        var order = _world.AddOrder(invoice);

        Assert.That(await _world.Settler.SettleAsync(invoice), Is.EqualTo(PaymentOutcome.NotPaid));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }
}
