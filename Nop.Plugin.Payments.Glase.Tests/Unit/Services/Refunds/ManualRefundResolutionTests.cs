using Moq;
using NUnit.Framework;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Refunds;

public class ManualRefundResolutionTests
{
    private const string Admin = "admin@example.com";

    private readonly PaymentFixture _fixture = new();
    private ManualRefundResolution _refundResolution;
    private GlasePayment _payment;
    private Order _order;

    [SetUp]
    public void SetUp()
    {
        _refundResolution = new ManualRefundResolution(_fixture.LockedPayments, _fixture.RefundStore, _fixture.Logger.Object,
            _fixture.OrderNotes, _fixture.RefundSync, _fixture.Clock);
        _payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _order = _fixture.AddOrder(_payment, PaymentStatus.Paid);
        _order.CaptureTransactionId = _payment.ErsReference;
        _payment.OrderId = _order.Id;
        _payment.AppliedOnUtc = _fixture.Now;
        _fixture.Payments.Update(_payment);
    }

    [Test]
    public async Task A_partial_refund_is_recorded_on_the_order_with_a_note_of_who_decided()
    {
        var refund = Add(25m);

        Assert.That(await _refundResolution.MarkSucceededAsync(refund.Id, " REF7 ", Admin), Is.EqualTo(RefundResolutionResult.Recorded));

        Assert.Multiple(() =>
        {
            Assert.That(Stored(refund).Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
            Assert.That(Stored(refund).ErsReference, Is.EqualTo("REF7"));
            Assert.That(Stored(refund).DecidedBy, Is.EqualTo(Admin));
            Assert.That(Stored(refund).DecidedOnUtc, Is.EqualTo(_fixture.Now));
            Assert.That(_order.RefundedAmount, Is.EqualTo(25m));
            Assert.That(_order.PaymentStatus, Is.EqualTo(PaymentStatus.PartiallyRefunded));
            Assert.That(_fixture.Notes.Single().Note, Does.Contain(Admin).And.Contain("25.00 SEK").And.Contain("REF7"));
        });
    }

    private static IEnumerable<TestCaseData> UnusableReferences()
    {
        yield return new TestCaseData(new string('9', 129)).SetArgDisplayNames("too long");
        yield return new TestCaseData("REF\U0001F600").SetArgDisplayNames("an emoji");
        yield return new TestCaseData("REF\u0001").SetArgDisplayNames("a control character");
        yield return new TestCaseData("références").SetArgDisplayNames("not ASCII");
    }

    [TestCaseSource(nameof(UnusableReferences))]
    public async Task A_reference_that_cannot_be_one_decides_nothing_and_is_not_shortened(string reference)
    {
        var refund = Add(25m);

        Assert.That(await _refundResolution.MarkSucceededAsync(refund.Id, reference, Admin), Is.EqualTo(RefundResolutionResult.UnusableReference));
        Assert.That(Stored(refund).IsOutcomeUnknown, Is.True);
        Assert.That(await _refundResolution.MarkSucceededAsync(refund.Id, new string('9', 128), Admin), Is.EqualTo(RefundResolutionResult.Recorded));
        Assert.That(Stored(refund).ErsReference, Has.Length.EqualTo(128));
    }

    [TestCase(0)]
    [TestCase(25)]
    public async Task What_completes_the_refund_leaves_the_order_refunded(decimal before)
    {
        if (before > 0)
        {
            Add(before, GlaseRefundStatus.Succeeded);
            (_order.RefundedAmount, _order.PaymentStatus) = (before, PaymentStatus.PartiallyRefunded);
        }

        await _refundResolution.MarkSucceededAsync(Add(125m - before).Id, null, Admin);

        Assert.That(_order.RefundedAmount, Is.EqualTo(125m));
        Assert.That(_order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
    }

    [Test]
    public async Task A_total_with_fractions_of_a_cent_is_refunded_as_a_whole()
    {
        _order.OrderTotal = 124.996m;

        await _refundResolution.MarkSucceededAsync(Add(125m).Id, null, Admin);

        Assert.That(_order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
        Assert.That(_order.RefundedAmount, Is.EqualTo(124.996m));
    }

    [Test]
    public async Task What_was_not_refunded_can_be_refunded_again_and_the_order_does_not_change()
    {
        var refund = Add(25m);

        Assert.That(await _refundResolution.MarkNotMadeAsync(refund.Id, Admin), Is.EqualTo(RefundResolutionResult.Recorded));

        Assert.Multiple(() =>
        {
            Assert.That(Stored(refund).Status, Is.EqualTo(GlaseRefundStatus.Refused));
            Assert.That(_order.RefundedAmount, Is.Zero);
            Assert.That(_fixture.Notes.Single().Note, Does.Contain(Admin).And.Contain("was not made"));
        });
        _fixture.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RefundPaymentResponse { ErsReference = "REF2" });
        var again = await _fixture.RefundExecutor.RefundAsync(_payment, 25m, 0, "Refund");
        Assert.That(again.Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
    }

    [Test]
    public async Task Concurrent_decisions_record_the_refund_once()
    {
        var refund = Add(25m);

        var decisions = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => number % 2 == 0
            ? _refundResolution.MarkSucceededAsync(refund.Id, null, Admin)
            : _refundResolution.MarkNotMadeAsync(refund.Id, Admin))));

        var wasMade = Stored(refund).Status == GlaseRefundStatus.Succeeded;
        Assert.That(decisions.Count(decision => decision == RefundResolutionResult.Recorded), Is.EqualTo(1));
        Assert.That(decisions.Count(decision => decision == RefundResolutionResult.TooLate), Is.EqualTo(19));
        Assert.That(_order.RefundedAmount, Is.EqualTo(wasMade ? 25m : 0m));
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_was_just_recorded_may_be_on_its_way_and_is_left_alone()
    {
        var refund = Add(25m, GlaseRefundStatus.Requested);

        Assert.That(await _refundResolution.MarkNotMadeAsync(refund.Id, Admin), Is.EqualTo(RefundResolutionResult.TooEarly));
        _fixture.Clock.Advance(GlaseDefaults.RefundResponseGracePeriod);
        Assert.That(await _refundResolution.MarkNotMadeAsync(refund.Id, Admin), Is.EqualTo(RefundResolutionResult.TooEarly));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await _refundResolution.MarkNotMadeAsync(refund.Id, Admin), Is.EqualTo(RefundResolutionResult.Recorded));
    }

    [Test]
    public async Task What_Glase_answered_is_not_to_be_decided()
    {
        Assert.That(await _refundResolution.MarkSucceededAsync(Add(25m, GlaseRefundStatus.Refused).Id, null, Admin),
            Is.EqualTo(RefundResolutionResult.TooLate));
        Assert.That(await _refundResolution.MarkNotMadeAsync(Add(25m, GlaseRefundStatus.Succeeded).Id, Admin),
            Is.EqualTo(RefundResolutionResult.TooLate));
        Assert.That(await _refundResolution.MarkNotMadeAsync(99, Admin), Is.EqualTo(RefundResolutionResult.NoRefund));
        Assert.That(_order.RefundedAmount, Is.Zero);
    }

    [Test]
    public async Task What_was_already_recorded_by_hand_is_not_recorded_again()
    {
        (_order.RefundedAmount, _order.PaymentStatus) = (25m, PaymentStatus.PartiallyRefunded);

        await _refundResolution.MarkSucceededAsync(Add(25m).Id, null, Admin);

        Assert.That(_order.RefundedAmount, Is.EqualTo(25m));
    }

    [Test]
    public async Task A_refund_that_a_crash_kept_off_the_order_is_recorded_on_demand_and_once()
    {
        Add(25m, GlaseRefundStatus.Succeeded);

        Assert.That(await _fixture.RefundSync.SyncAsync(_payment.Id), Is.EqualTo(25m));
        Assert.That(await _fixture.RefundSync.SyncAsync(_payment.Id), Is.Zero);
        Assert.That(_order.RefundedAmount, Is.EqualTo(25m));
    }

    [Test]
    public async Task An_order_that_was_voided_meanwhile_gets_a_note()
    {
        _order.PaymentStatus = PaymentStatus.Voided;

        await _refundResolution.MarkSucceededAsync(Add(25m).Id, null, Admin);

        Assert.That(_order.RefundedAmount, Is.Zero);
        Assert.That(_fixture.Notes.Select(note => note.Note), Has.Some.Contains("cannot be recorded").And.Some.Contains(Admin));
    }

    [Test]
    public async Task A_cancelled_order_that_was_paid_is_refunded_like_any_other()
    {
        _order.OrderStatus = OrderStatus.Cancelled;

        await _refundResolution.MarkSucceededAsync(Add(125m).Id, null, Admin);

        Assert.That(_order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
    }

    [Test]
    public async Task A_payment_without_an_order_ends_when_all_of_it_was_refunded()
    {
        WithoutOrder();

        await _refundResolution.MarkSucceededAsync(Add(125m).Id, null, Admin);

        Assert.That(_fixture.Stored(_payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(_fixture.Stored(_payment).ReversedOnUtc, Is.EqualTo(_fixture.Now));
        Assert.That(_fixture.Stored(_payment).LastError, Does.Contain("125.00 SEK was refunded in full"));
        Assert.That(_fixture.Notes, Is.Empty);
    }

    [Test]
    public async Task A_payment_without_an_order_stays_open_while_a_part_is_left()
    {
        WithoutOrder();

        await _refundResolution.MarkSucceededAsync(Add(100m).Id, null, Admin);

        Assert.That(_fixture.Stored(_payment).Status, Is.EqualTo(GlasePaymentStatus.Paid));
        Assert.That(_fixture.Stored(_payment).AppliedOnUtc, Is.Null);
    }

    [TestCase(GlaseResultCode.ReceiverAccountDoesNotAllowRefunds, true)]
    [TestCase(GlaseResultCode.AuthenticationFailed, false)]
    public async Task A_permanently_refused_refund_can_be_made_outside_Glase(GlaseResultCode code, bool ends)
    {
        WithoutOrder();
        _fixture.AddRefund(_payment, 125m, GlaseRefundStatus.Refused, refund => refund.ResultCode = (int)code);
        // As the refund of a payment without an order does that is refused for good.
        if (ends)
            _payment.RequestDecision(orderId: null, "refused", _fixture.Now);
        _fixture.Payments.Update(_payment);

        Assert.That(await _fixture.ExternalRefunds.MarkRefundedOutsideGlaseAsync(_payment.Id, Admin), Is.EqualTo(ends));
        Assert.That(await _fixture.ExternalRefunds.MarkRefundedOutsideGlaseAsync(_payment.Id, Admin), Is.False, "a second click");

        var stored = _fixture.Stored(_payment);
        Assert.That(stored.Status, Is.EqualTo(ends ? GlasePaymentStatus.Refunded : GlasePaymentStatus.Paid));
        Assert.That(stored.LastError, ends ? Does.Contain(Admin).And.Contain("refunded outside Glase") : Is.Null);
    }

    [Test]
    public async Task What_pays_an_order_or_may_have_been_refunded_is_not_closed_by_an_admin()
    {
        Assert.That(await _fixture.ExternalRefunds.MarkRefundedOutsideGlaseAsync(_payment.Id, Admin), Is.False);

        WithoutOrder();
        Add(125m);
        Assert.That(await _fixture.ExternalRefunds.MarkRefundedOutsideGlaseAsync(_payment.Id, Admin), Is.False);
        Assert.That(_fixture.Stored(_payment).Status, Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task A_refund_of_a_late_payment_does_not_change_the_order()
    {
        (_order.PaymentStatus, _order.OrderStatus) = (PaymentStatus.Pending, OrderStatus.Cancelled);
        _order.CaptureTransactionId = null;
        _payment.AppliedOnUtc = null;
        _fixture.Payments.Update(_payment);

        await _refundResolution.MarkSucceededAsync(Add(125m).Id, null, Admin);

        Assert.That(_order.RefundedAmount, Is.Zero);
        Assert.That(_fixture.Stored(_payment).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1));
    }

    private void WithoutOrder()
    {
        _payment.OrderId = null;
        _payment.AppliedOnUtc = null;
        _fixture.Payments.Update(_payment);
    }

    private GlaseRefund Add(decimal amount, GlaseRefundStatus status = GlaseRefundStatus.Unknown)
    {
        return _fixture.AddRefund(_payment, amount, status);
    }

    private GlaseRefund Stored(GlaseRefund refund) => _fixture.Refunds.GetById(refund.Id);
}
