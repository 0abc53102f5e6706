using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Domain;

public class GlasePaymentTests
{
    private const int CustomerId = 7;
    private static readonly DateTime _now = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid _orderGuid = Guid.NewGuid();
    private static readonly InvoiceTerms _terms = new(125m, "SEK", "hash", Costs: null, ReservationSeconds: 3600);

    [Test]
    public void What_is_sent_cannot_be_changed_any_more()
    {
        var payment = Issued();

        Assert.That(() => payment.SetTerms(_terms), Throws.InvalidOperationException);
        Assert.That(() => payment.RecordIssued("other", "code"), Throws.InvalidOperationException);
        Assert.That(payment.RecordNotIssued("too late"), Is.False);
        Assert.That(() => payment.RecordUpdated(_terms with { CurrencyCode = "EUR" }), Throws.InvalidOperationException);
    }

    [Test]
    public void An_invoice_that_was_closed_while_it_was_issued_stays_closed()
    {
        var payment = New();
        payment.Close(GlasePaymentStatus.Canceled, error: null, _now);

        payment.RecordIssued("INV1", "code");

        Assert.That((payment.Status, payment.InvoiceReference), Is.EqualTo((GlasePaymentStatus.Canceled, "INV1")));
    }

    [TestCase(GlasePaymentStatus.Canceled)]
    [TestCase(GlasePaymentStatus.Expired)]
    [TestCase(GlasePaymentStatus.Failed)]
    [TestCase(GlasePaymentStatus.Refused)]
    public void What_has_ended_leaves_its_cart_to_another_payment(GlasePaymentStatus status)
    {
        var payment = Issued();

        Assert.That(payment.Close(status, "why", _now), Is.True);
        Assert.That(payment.Close(GlasePaymentStatus.Failed, "again", _now), Is.False);

        Assert.That((payment.Status, payment.LastError, payment.CheckoutKey), Is.EqualTo((status, "why", payment.Token)));
        payment.BindToOrder(5, _orderGuid, CustomerId);
        Assert.That(payment.CheckoutKey, Is.EqualTo(payment.Token), "also once it is tied to an order");
    }

    [Test]
    public void A_payment_belongs_to_the_customer_of_its_order_wherever_the_cart_went()
    {
        var payment = Issued();
        payment.MoveToCustomer(CustomerId + 1);

        payment.BindToOrder(5, _orderGuid, CustomerId);

        Assert.That((payment.CustomerId, payment.OrderId), Is.EqualTo((CustomerId, 5)));
    }

    [Test]
    public void An_update_ends_what_is_outdated()
    {
        var payment = Issued();
        payment.MarkAmountOutdated();
        Assert.That((payment.IsAmountOutdated, payment.DraftHash), Is.EqualTo((true, "hash")));

        payment.RecordUpdated(_terms with { Amount = 250m, DraftHash = "new" });

        Assert.That((payment.IsAmountOutdated, payment.Amount, payment.DraftHash), Is.EqualTo((false, 250m, "new")));
    }

    [Test]
    public void What_is_reserved_while_an_update_has_no_answer_is_known_when_Glase_answers()
    {
        var (updated, refused) = (Issued(), Issued());
        foreach (var payment in new[] { updated, refused })
        {
            payment.BeginUpdate();
            payment.RecordStatus(GlasePaymentStatus.Reserved, version: 2, wasClosed: false, _now);
            Assert.That((payment.IsHeldAmountUnknown, payment.IsFullyPaidOrReserved), Is.EqualTo((true, false)));
            Assert.That(payment.DescribeHeldMismatch(), Does.Contain("not known how much"));
        }

        updated.RecordUpdated(_terms with { Amount = 10m });
        refused.RecordUpdateRefused();

        foreach (var (payment, held) in new[] { (updated, 10m), (refused, 125m) })
            Assert.That((payment.ReservedAmount, payment.Amount, payment.IsFullyPaidOrReserved, payment.DescribeHeldMismatch()),
                Is.EqualTo(((decimal?)held, held, true, (string)null)));
    }

    [TestCase(125, true)]
    [TestCase(10, false)]
    public void What_Glase_says_that_it_holds_counts(int held, bool isFull)
    {
        var payment = Issued();
        payment.BeginUpdate();

        payment.RecordStatus(GlasePaymentStatus.Reserved, version: 2, wasClosed: false, _now, held);

        Assert.That((payment.HeldAmount, payment.IsFullyPaidOrReserved), Is.EqualTo(((decimal)held, isFull)));
    }

    [Test]
    public void An_older_status_or_one_from_before_the_end_changes_nothing()
    {
        var payment = Issued();
        payment.RecordStatus(GlasePaymentStatus.PendingIssuerAcknowledge, version: 3, wasClosed: false, _now);

        Assert.That(payment.RecordStatus(GlasePaymentStatus.Issued, version: 2, wasClosed: false, _now), Is.False);
        Assert.That(payment.RecordStatus(GlasePaymentStatus.Reserved, version: 4, wasClosed: false, _now), Is.True);
        payment.Close(GlasePaymentStatus.Canceled, error: null, _now);
        Assert.That(payment.RecordStatus(GlasePaymentStatus.Reserved, version: 5, wasClosed: false, _now), Is.False);
        Assert.That(payment.RecordStatus(GlasePaymentStatus.Reserved, version: 5, wasClosed: true, _now), Is.True);
        Assert.That(payment.InvoiceVersion, Is.EqualTo(5));
    }

    [Test]
    public void PAID_with_all_its_details_is_final()
    {
        var payment = Paid();

        Assert.That((payment.IsFinal, payment.IsPaidInFull, payment.PaidOnUtc), Is.EqualTo((true, true, _now)));
        Assert.That(payment.RecordStatus(GlasePaymentStatus.Canceled, version: 9, wasClosed: true, _now), Is.False);
        Assert.That(payment.Close(GlasePaymentStatus.Canceled, error: null, _now), Is.False);
        Assert.That(() => payment.RecordPaid(new PaidDetails("ERS2", 125m, "SEK"), version: 9, _now), Throws.InvalidOperationException);
        Assert.That(() => payment.RecordStatus(GlasePaymentStatus.Paid, version: 9, wasClosed: false, _now), Throws.InvalidOperationException);
    }

    [Test]
    public void What_PAID_lacked_is_recorded_later_and_the_time_stays()
    {
        var payment = Issued();
        Assert.That(payment.RecordPaid(new PaidDetails("ERS1", 125m, null), version: 2, _now), Is.True);
        Assert.That(payment.RecordPaid(new PaidDetails("ERS1", 125m, null), version: 2, _now.AddMinutes(1)), Is.False);

        Assert.That(payment.RecordPaid(new PaidDetails("ERS1", 125m, "SEK"), version: 2, _now.AddMinutes(2)), Is.True);

        Assert.That((payment.IsIncomplete, payment.PaidOnUtc), Is.EqualTo((false, _now)));
    }

    [Test]
    public void An_authorized_order_is_still_to_be_paid_when_the_reservation_is_captured()
    {
        var payment = Reserved();
        payment.BindToOrder(5, _orderGuid, CustomerId);
        payment.RecordApplied(_now);
        Assert.That((payment.IsApplied, payment.AuthorizedOnUtc, payment.AppliedOnUtc), Is.EqualTo((true, (DateTime?)_now, (DateTime?)null)));

        payment.RecordPaid(new PaidDetails("ERS1", 125m, "SEK"), version: 3, _now.AddDays(1));
        Assert.That((payment.IsUnapplied, payment.AuthorizedOnUtc), Is.EqualTo((true, (DateTime?)_now)));

        payment.RecordApplied(_now.AddDays(2));
        Assert.That((payment.IsApplied, payment.AppliedOnUtc), Is.EqualTo((true, (DateTime?)_now.AddDays(2))));
    }

    [Test]
    public void A_reservation_being_released_is_unapplied_until_its_order_wants_it_again()
    {
        var payment = Reserved();
        payment.BindToOrder(5, _orderGuid, CustomerId);
        payment.RecordApplied(_now);

        payment.RequestCancellation(_now);
        Assert.That((payment.IsUnapplied, payment.ReleaseRequestedOnUtc, payment.ExpiresOnUtc),
            Is.EqualTo((true, (DateTime?)_now, _now.AddMinutes(10))));

        payment.RecordApplied(_now.AddMinutes(1));
        Assert.That((payment.IsApplied, payment.ReleaseRequestedOnUtc), Is.EqualTo((true, (DateTime?)null)));
    }

    [Test]
    public void A_cancellation_that_is_put_off_ends_the_time_of_an_open_invoice_only()
    {
        var (open, paid) = (Issued(), Paid());

        open.RequestCancellation(_now.AddMinutes(1));
        paid.RequestCancellation(_now.AddMinutes(1));

        Assert.That((open.ExpiresOnUtc, open.DeadlineOnUtc), Is.EqualTo((_now.AddMinutes(1), _now.AddMinutes(10))));
        Assert.That((paid.ExpiresOnUtc, paid.ReleaseRequestedOnUtc), Is.EqualTo((_now.AddMinutes(10), (DateTime?)null)));
        Assert.That(paid.TryRequestRelease(_now), Is.False);
    }

    [Test]
    public void A_refund_in_full_does_not_say_that_its_order_was_paid()
    {
        var payment = Paid();

        payment.MarkRefunded(_now.AddHours(1));

        Assert.That((payment.Status, payment.ReversedOnUtc, payment.AppliedOnUtc, payment.CheckoutKey),
            Is.EqualTo((GlasePaymentStatus.Refunded, (DateTime?)_now.AddHours(1), (DateTime?)null, payment.Token)));
        Assert.That(payment.IsUnapplied, Is.False);
        Assert.That(() => payment.MarkRefunded(_now), Throws.InvalidOperationException);
        Assert.That(() => payment.RecordApplied(_now), Throws.InvalidOperationException);
    }

    [Test]
    public void An_order_keeps_its_payment()
    {
        var payment = Paid();
        Assert.That(() => payment.RecordApplied(_now), Throws.InvalidOperationException, "it has no order");
        payment.BindToOrder(5, _orderGuid, CustomerId);

        Assert.That(payment.CheckoutKey, Is.EqualTo(CheckoutKeys.ForOrder(5)));
        Assert.That(() => payment.BindToOrder(6, Guid.NewGuid(), CustomerId), Throws.InvalidOperationException);
        Assert.That(() => payment.ReserveOrderGuid(Guid.NewGuid()), Throws.InvalidOperationException);
        Assert.That(() => payment.MoveToCustomer(8), Throws.InvalidOperationException);
        Assert.That(() => payment.RecordPlacementFailure(true, _now, "error", null), Throws.InvalidOperationException);
        Assert.That(() => payment.RecordMismatch("error", null), Throws.InvalidOperationException);
    }

    [Test]
    public void A_decision_is_made_once_and_can_be_requested_again()
    {
        var payment = Paid();
        Assert.That(() => payment.Decide(PaymentDecision.Refund, "admin@example.com", _now), Throws.InvalidOperationException);
        payment.RequestDecision(5, "paid in another way", _now);
        payment.RequestDecision(5, "still paid in another way", _now.AddMinutes(1));
        Assert.That((payment.AwaitsDecision, payment.DecisionRequestedOnUtc), Is.EqualTo((true, (DateTime?)_now)));

        payment.Decide(PaymentDecision.Refund, "admin@example.com", _now.AddMinutes(2));
        Assert.That(() => payment.Decide(PaymentDecision.ApplyToOrder, "other@example.com", _now), Throws.InvalidOperationException);

        payment.RequestDecision(5, "again", _now.AddMinutes(3));
        Assert.That((payment.AwaitsDecision, payment.DecidedBy, payment.DecidedOnUtc), Is.EqualTo((true, (string)null, (DateTime?)null)));
    }

    [Test]
    public void A_capture_of_less_counts_as_paid_in_full_and_a_refused_one_leaves_all_reserved()
    {
        var payment = Reserved();
        Assert.That(() => Issued().BeginCapture(1m, _now), Throws.InvalidOperationException);

        payment.BeginCapture(100m, _now);
        payment.RecordCaptureRefused();
        Assert.That((payment.Amount, payment.CaptureSentOnUtc), Is.EqualTo((125m, (DateTime?)null)));

        payment.BeginCapture(100m, _now);
        payment.RecordPaid(new PaidDetails("ERS1", 100m, "SEK"), version: 3, _now);
        Assert.That((payment.IsPaidInFull, payment.HeldAmount), Is.EqualTo((true, 125m)));
    }

    [Test]
    public void A_reservation_is_looked_at_after_its_order_had_time_and_before_it_ends()
    {
        var payment = Reserved();

        Assert.That(payment.ReservationEndsOnUtc, Is.EqualTo(_now.AddHours(1)));
        Assert.That(payment.ReservationCheckOnUtc, Is.EqualTo(_now.AddHours(1)));
        Assert.That(payment.IsExpiring(_now), Is.True, "less than the warning period is left");
        Assert.That(() => payment.EndReservationChecks(), Throws.InvalidOperationException);
        payment.Close(GlasePaymentStatus.Expired, error: null, _now.AddHours(1));
        Assert.That(payment.ReservationCheckOnUtc, Is.EqualTo(_now.AddHours(1) + GlaseDefaults.PlacementGracePeriod));
        payment.EndReservationChecks();
        Assert.That(payment.ReservationCheckOnUtc, Is.Null);
    }

    [Test]
    public void A_receipt_is_sent_for_what_is_applied_and_accepted_once()
    {
        var payment = Paid();
        Assert.That(() => payment.ScheduleReceipt(TimeSpan.Zero), Throws.InvalidOperationException);
        payment.BindToOrder(5, _orderGuid, CustomerId);
        payment.RecordApplied(_now);
        payment.ScheduleReceipt(TimeSpan.Zero);

        Assert.That(payment.TryClaimReceiptAttempt(isWanted: true, _now, TimeSpan.FromMinutes(5)), Is.True);
        Assert.That(() => payment.TryClaimReceiptAttempt(isWanted: true, _now, TimeSpan.FromMinutes(5)), Throws.InvalidOperationException);
        payment.RecordReceiptAccepted(_now);
        payment.RecordReceiptFailure(_now.AddMinutes(9), "the other attempt's answer");

        Assert.That((payment.ReceiptSubmittedOnUtc, payment.ReceiptDueOnUtc, payment.ReceiptError), Is.EqualTo(((DateTime?)_now, (DateTime?)null, (string)null)));
        Assert.That(() => payment.ScheduleReceipt(TimeSpan.Zero), Throws.InvalidOperationException);
    }

    [Test]
    public void A_receipt_that_is_not_wanted_any_more_is_not_due()
    {
        var payment = Paid();
        payment.BindToOrder(5, _orderGuid, CustomerId);
        payment.RecordApplied(_now);
        payment.ScheduleReceipt(TimeSpan.Zero);

        Assert.That(payment.TryClaimReceiptAttempt(isWanted: false, _now, TimeSpan.FromMinutes(5)), Is.False);
        Assert.That(payment.ReceiptDueOnUtc, Is.Null);
    }

    [Test]
    public void An_order_counts_on_the_payment_whose_reference_it_has()
    {
        var (paid, reserved) = (Paid(), Reserved());

        Assert.That(paid.IsPaymentOf(new Order { CaptureTransactionId = "ERS1", PaymentStatus = PaymentStatus.Paid }), Is.True);
        Assert.That(paid.IsPaymentOf(new Order { CaptureTransactionId = "ERS1", PaymentStatus = PaymentStatus.Pending }), Is.False);
        Assert.That(paid.IsPaymentOf(new Order { CaptureTransactionId = "ERS2", PaymentStatus = PaymentStatus.Paid }), Is.False);
        Assert.That(reserved.IsPaymentOf(new Order { AuthorizationTransactionId = "INV1", PaymentStatus = PaymentStatus.Authorized }), Is.True);
        Assert.That(reserved.IsPaymentOf(new Order { AuthorizationTransactionId = "INV2", PaymentStatus = PaymentStatus.Authorized }), Is.False);
    }

    private static GlasePayment New()
    {
        var payment = GlasePayment.Create(new CheckoutTarget(CheckoutKeys.ForCart(7, 1), _orderGuid, OrderId: null, CustomerId: 7, StoreId: 1,
            LanguageId: 1, DisplayCurrencyId: 1), "token", _now, TimeSpan.FromMinutes(10));
        payment.SetTerms(_terms);
        return payment;
    }

    private static GlasePayment Issued()
    {
        var payment = New();
        payment.RecordIssued("INV1", "code");
        return payment;
    }

    private static GlasePayment Reserved()
    {
        var payment = Issued();
        payment.RecordStatus(GlasePaymentStatus.Reserved, version: 2, wasClosed: false, _now);
        return payment;
    }

    private static GlasePayment Paid()
    {
        var payment = Issued();
        payment.RecordPaid(new PaidDetails("ERS1", 125m, "SEK"), version: 2, _now);
        return payment;
    }
}
