using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class PaymentStatusRecorderTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task Paid_is_recorded_with_reference_amount_and_currency()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 2, paid: 125m);

        var now = await _fixture.StatusRecorder.PollAsync(payment);

        Assert.Multiple(() =>
        {
            Assert.That(now.IsPaidInFull, Is.True);
            Assert.That(now.ErsReference, Is.EqualTo("ERS1"));
            Assert.That(_fixture.Stored(payment).InvoiceVersion, Is.EqualTo(2));
            Assert.That(_fixture.Stored(payment).LastError, Is.Null);
        });
    }

    [TestCase(124.99, "SEK")]
    [TestCase(125.01, "SEK")]
    [TestCase(125, "EUR")]
    public async Task Another_amount_or_currency_is_recorded_but_is_not_paid_in_full(decimal paid, string currency)
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: paid, currency: currency);

        var now = await _fixture.StatusRecorder.PollAsync(payment);

        Assert.Multiple(() =>
        {
            Assert.That(now.Status, Is.EqualTo(GlasePaymentStatus.Paid));
            Assert.That(now.IsPaidInFull, Is.False);
            Assert.That(now.LastError, Does.Contain("125.00 SEK"));
        });
    }

    [Test]
    public async Task Paid_without_an_amount_is_asked_about_again()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: null);
        var first = await _fixture.StatusRecorder.PollAsync(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 2, paid: 125m);

        var second = await _fixture.StatusRecorder.PollAsync(first);

        Assert.That(first.IsPaidInFull, Is.False);
        Assert.That(second.IsPaidInFull, Is.True);
    }

    [TestCase(null, "SEK", "ERS1")]
    [TestCase(125, null, "ERS1")]
    [TestCase(125, " ", "ERS1")]
    [TestCase(125, "SEK", null)]
    [TestCase(125, "SEK", "")]
    public async Task What_PAID_lacks_is_asked_for_again_and_recorded_at_the_same_version(decimal? paid, string currency,
        string reference)
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 2, paid, currency, reference);
        var first = await _fixture.StatusRecorder.PollAsync(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, version: 2, paid: 125m);

        await _fixture.StatusRecorder.PollAsync(first);

        Assert.Multiple(() =>
        {
            Assert.That(first.Status, Is.EqualTo(GlasePaymentStatus.Paid));
            Assert.That(first.IsPaidInFull, Is.False);
            Assert.That(_fixture.Stored(payment).IsPaidInFull, Is.True);
            Assert.That(_fixture.Stored(payment).LastError, Is.Null, "nothing is wrong with it any more");
        });
    }

    [Test]
    public async Task What_is_known_is_not_erased_by_an_answer_that_lacks_it()
    {
        var payment = _fixture.AddPayment();
        await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Paid, 2, 125m, ersReference: null));

        var now = await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Paid, 2, paid: null));

        Assert.That((now.ErsReference, now.PaidAmount, now.PaidCurrencyCode), Is.EqualTo(("ERS1", 125m, "SEK")));
    }

    [Test]
    public async Task A_complete_record_is_not_changed_by_another_answer()
    {
        var payment = _fixture.AddPayment();
        await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Paid, 2, 125m));

        var now = await _fixture.StatusRecorder.RecordAsync(payment,
            PaymentFixture.Answer(GlaseInvoiceState.Paid, 3, 100m, "EUR", "ERS2"));

        Assert.That((now.ErsReference, now.PaidAmount, now.PaidCurrencyCode), Is.EqualTo(("ERS1", 125m, "SEK")));
    }

    [Test]
    public async Task Of_two_answers_that_differ_the_complete_one_counts_as_a_whole()
    {
        var payment = _fixture.AddPayment();
        await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Paid, 2, 125m, currency: null));

        var now = await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Paid, 2, 100m));

        Assert.That((now.PaidAmount, now.PaidCurrencyCode, now.IsPaidInFull), Is.EqualTo((100m, "SEK", false)));
    }

    [Test]
    public async Task Two_incomplete_answers_that_differ_are_not_put_together()
    {
        var payment = _fixture.AddPayment();
        await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Paid, 2, 125m, currency: null));

        var now = await _fixture.StatusRecorder.RecordAsync(payment,
            PaymentFixture.Answer(GlaseInvoiceState.Paid, 2, 100m, ersReference: null));

        Assert.That((now.PaidAmount, now.PaidCurrencyCode, now.ErsReference), Is.EqualTo((125m, (string)null, "ERS1")));
    }

    private static IEnumerable<TestCaseData> UnusableReferences()
    {
        yield return new TestCaseData(new string('9', 300)).SetArgDisplayNames("too long");
        yield return new TestCaseData("ERS\r1").SetArgDisplayNames("a control character");
        yield return new TestCaseData("ERS\U0001F600").SetArgDisplayNames("not ASCII");
    }

    [TestCaseSource(nameof(UnusableReferences))]
    public async Task A_reference_that_no_refund_can_name_does_not_stop_PAID_from_being_recorded(string reference)
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m, ersReference: reference);

        await _fixture.StatusRecorder.PollAsync(payment);

        var stored = _fixture.Stored(payment);
        Assert.Multiple(() =>
        {
            Assert.That((stored.Status, stored.PaidAmount, stored.ErsReference), Is.EqualTo((GlasePaymentStatus.Paid, 125m, (string)null)));
            Assert.That(stored.LastError, Does.Contain("reference").And.Contain("merchant portal"));
            Assert.That(_fixture.Errors, Has.One.Contains("merchant portal"));
        });
    }

    [Test]
    public async Task A_reference_that_another_payment_has_does_not_stop_PAID_from_being_recorded()
    {
        var other = _fixture.AddPayment(GlasePaymentStatus.Paid, change: row => row.CheckoutKey = row.Token);
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m);

        await _fixture.StatusRecorder.PollAsync(payment);
        await _fixture.StatusRecorder.PollAsync(_fixture.Stored(payment));

        var stored = _fixture.Stored(payment);
        Assert.That((stored.Status, stored.PaidAmount, stored.ErsReference), Is.EqualTo((GlasePaymentStatus.Paid, 125m, (string)null)));
        Assert.That(stored.LastError, Does.Contain($"#{other.Id}"));
        Assert.That(_fixture.Errors, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_currency_that_is_none_does_not_stop_PAID_from_being_recorded()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m, currency: "Swedish kronor and some öre");

        await _fixture.StatusRecorder.PollAsync(payment);

        var stored = _fixture.Stored(payment);
        Assert.That((stored.Status, stored.PaidAmount, stored.IsPaidInFull), Is.EqualTo((GlasePaymentStatus.Paid, 125m, false)));
        Assert.That(stored.PaidCurrencyCode, Has.Length.AtMost(16).And.StartsWith("Swedish"));
        Assert.That(stored.LastError, Does.Contain("Swedish"));
    }

    [Test]
    public void PAID_is_recorded_before_anything_is_logged()
    {
        var payment = _fixture.AddPayment();
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), null))
            .ThrowsAsync(new InvalidOperationException("the log is full"));
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 100m);

        Assert.That(() => _fixture.StatusRecorder.PollAsync(payment), Throws.InvalidOperationException);
        Assert.That(_fixture.Stored(payment).PaidAmount, Is.EqualTo(100m));
    }

    [TestCase(GlaseInvoiceState.Issued)]
    [TestCase(GlaseInvoiceState.Canceled)]
    [TestCase(GlaseInvoiceState.Expired)]
    public async Task A_late_answer_never_undoes_a_payment(GlaseInvoiceState late)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);

        await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(late, version: 99));

        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task An_answer_older_than_the_last_one_changes_nothing()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.PendingIssuerAcknowledge, change: row => row.InvoiceVersion = 5);

        await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Issued, version: 4));

        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.PendingIssuerAcknowledge));
    }

    [Test]
    public async Task Money_counts_even_on_an_invoice_that_was_cancelled()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Canceled);

        await _fixture.StatusRecorder.RecordAsync(payment, PaymentFixture.Answer(GlaseInvoiceState.Paid, 3, 125m));

        Assert.That(_fixture.Stored(payment).IsPaidInFull, Is.True);
    }

    [TestCase(GlaseInvoiceState.Reserved)]
    [TestCase(GlaseInvoiceState.PendingIssuerAcknowledge)]
    [TestCase(GlaseInvoiceState.PartiallyPaid)]
    public async Task What_Glase_said_before_the_invoice_was_cancelled_does_not_revive_it(GlaseInvoiceState late)
    {
        var asked = _fixture.AddPayment();
        await _fixture.StatusRecorder.RecordClosedAsync(asked.Id, GlasePaymentStatus.Canceled);

        var now = await _fixture.StatusRecorder.RecordAsync(asked, PaymentFixture.Answer(late, version: 2));

        Assert.That(now.Status, Is.EqualTo(GlasePaymentStatus.Canceled));
        Assert.That(_fixture.Stored(asked).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
    }

    [Test]
    public async Task What_Glase_says_of_one_that_was_over_before_it_was_asked_is_new()
    {
        var asked = _fixture.AddPayment(GlasePaymentStatus.Canceled);

        await _fixture.StatusRecorder.RecordAsync(asked, PaymentFixture.Answer(GlaseInvoiceState.Reserved, version: 2));

        Assert.That(_fixture.Stored(asked).Status, Is.EqualTo(GlasePaymentStatus.Reserved));
    }

    [TestCase(GlaseInvoiceState.Canceled)]
    [TestCase(GlaseInvoiceState.Failed)]
    [TestCase(GlaseInvoiceState.Expired)]
    public async Task An_invoice_that_is_over_gives_its_place_to_a_new_one(GlaseInvoiceState over)
    {
        var payment = _fixture.AddPayment();
        var key = payment.CheckoutKey;
        _fixture.GlaseAnswers(over);

        await _fixture.StatusRecorder.PollAsync(payment);

        Assert.That(await _fixture.PaymentStore.GetOpenAsync(key), Is.Null);
    }

    [Test]
    public async Task A_word_that_nobody_knows_is_logged_once_and_asked_about_again()
    {
        var payment = _fixture.AddPayment();
        _fixture.GlaseAnswers(GlaseInvoiceState.Unknown);

        var now = await _fixture.StatusRecorder.PollAsync(payment);
        await _fixture.StatusRecorder.PollAsync(now);

        Assert.That(now.IsOpen, Is.True);
        _fixture.Logger.Verify(logger => logger.WarningAsync(It.IsAny<string>(), null, null), Times.Once);
    }

    [Test]
    public async Task An_unchanged_status_touches_no_database()
    {
        var payment = _fixture.AddPayment(change: row => row.InvoiceVersion = 1);
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued, version: 1);

        Assert.That(await _fixture.StatusRecorder.PollAsync(payment), Is.SameAs(payment));
    }

    [Test]
    public async Task The_version_received_last_is_acknowledged()
    {
        var payment = _fixture.AddPayment(change: row => row.InvoiceVersion = 4);
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued, version: 4);

        await _fixture.StatusRecorder.PollAsync(payment);

        _fixture.Client.Verify(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), "R1", 4, It.IsAny<CancellationToken>()));
    }
}
