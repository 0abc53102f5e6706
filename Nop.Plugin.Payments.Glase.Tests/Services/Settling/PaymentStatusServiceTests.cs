using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Settling;

public class PaymentStatusServiceTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task Paid_is_recorded_with_reference_amount_and_currency()
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 2, paid: 125m);

        var now = await _world.StatusService.AskAsync(invoice);

        Assert.Multiple(() =>
        {
            Assert.That(now.IsPaidInFull, Is.True);
            Assert.That(now.ErsReference, Is.EqualTo("ERS1"));
            Assert.That(_world.Stored(invoice).Version, Is.EqualTo(2));
            Assert.That(_world.Stored(invoice).LastError, Is.Null);
        });
    }

    [TestCase(124.99, "SEK")]
    [TestCase(125.01, "SEK")]
    [TestCase(125, "EUR")]
    public async Task Another_amount_or_currency_is_recorded_but_is_not_paid_in_full(decimal paid, string currency)
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Paid, paid: paid, currency: currency);

        var now = await _world.StatusService.AskAsync(invoice);

        Assert.Multiple(() =>
        {
            Assert.That(now.Status, Is.EqualTo(GlaseInvoiceStatus.Paid));
            Assert.That(now.IsPaidInFull, Is.False);
            Assert.That(now.LastError, Does.Contain("125.00 SEK"));
        });
    }

    [Test]
    public async Task Paid_without_an_amount_is_asked_about_again()
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Paid, paid: null);
        var first = await _world.StatusService.AskAsync(invoice);
        _world.GlaseAnswers(GlasePaymentStatus.Paid, version: 2, paid: 125m);

        var second = await _world.StatusService.AskAsync(first);

        Assert.That(first.IsPaidInFull, Is.False);
        Assert.That(second.IsPaidInFull, Is.True);
    }

    [TestCase(GlasePaymentStatus.Issued)]
    [TestCase(GlasePaymentStatus.Canceled)]
    [TestCase(GlasePaymentStatus.Expired)]
    public async Task A_late_answer_never_undoes_a_payment(GlasePaymentStatus late)
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);

        await _world.StatusService.RecordAsync(invoice, PaymentWorld.Answer(late, version: 99));

        Assert.That(_world.Stored(invoice).Status, Is.EqualTo(GlaseInvoiceStatus.Paid));
    }

    [Test]
    public async Task An_answer_older_than_the_last_one_changes_nothing()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.PendingIssuerAcknowledge, change: row => row.Version = 5);

        await _world.StatusService.RecordAsync(invoice, PaymentWorld.Answer(GlasePaymentStatus.Issued, version: 4));

        Assert.That(_world.Stored(invoice).Status, Is.EqualTo(GlaseInvoiceStatus.PendingIssuerAcknowledge));
    }

    [Test]
    public async Task Money_counts_even_on_an_invoice_that_was_taken_back()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Canceled);

        await _world.StatusService.RecordAsync(invoice, PaymentWorld.Answer(GlasePaymentStatus.Paid, 3, 125m));

        Assert.That(_world.Stored(invoice).IsPaidInFull, Is.True);
    }

    [TestCase(GlasePaymentStatus.Reserved)]
    [TestCase(GlasePaymentStatus.PendingIssuerAcknowledge)]
    [TestCase(GlasePaymentStatus.PartiallyPaid)]
    public async Task What_Glase_said_before_the_invoice_was_taken_back_does_not_revive_it(GlasePaymentStatus late)
    {
        var asked = _world.AddInvoice();
        await _world.StatusService.RecordEndAsync(asked.Id, GlaseInvoiceStatus.Canceled);

        var now = await _world.StatusService.RecordAsync(asked, PaymentWorld.Answer(late, version: 2));

        Assert.That(now.Status, Is.EqualTo(GlaseInvoiceStatus.Canceled));
        Assert.That(_world.Stored(asked).Status, Is.EqualTo(GlaseInvoiceStatus.Canceled));
    }

    [Test]
    public async Task What_Glase_says_of_one_that_was_over_before_it_was_asked_is_news()
    {
        var asked = _world.AddInvoice(GlaseInvoiceStatus.Canceled);

        await _world.StatusService.RecordAsync(asked, PaymentWorld.Answer(GlasePaymentStatus.Reserved, version: 2));

        Assert.That(_world.Stored(asked).Status, Is.EqualTo(GlaseInvoiceStatus.Reserved));
    }

    [TestCase(GlasePaymentStatus.Canceled)]
    [TestCase(GlasePaymentStatus.Failed)]
    [TestCase(GlasePaymentStatus.Expired)]
    public async Task An_invoice_that_is_over_gives_its_place_to_a_new_one(GlasePaymentStatus over)
    {
        var invoice = _world.AddInvoice();
        var key = invoice.CheckoutKey;
        _world.GlaseAnswers(over);

        await _world.StatusService.AskAsync(invoice);

        Assert.That(await _world.InvoiceService.GetOpenAsync(key), Is.Null);
    }

    [Test]
    public async Task A_word_that_nobody_knows_is_logged_once_and_asked_about_again()
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Unknown);

        var now = await _world.StatusService.AskAsync(invoice);
        await _world.StatusService.AskAsync(now);

        Assert.That(now.IsOpen, Is.True);
        _world.Logger.Verify(logger => logger.WarningAsync(It.IsAny<string>(), null, null), Times.Once);
    }

    [Test]
    public async Task No_news_touches_no_database()
    {
        var invoice = _world.AddInvoice(change: row => row.Version = 1);
        _world.GlaseAnswers(GlasePaymentStatus.Issued, version: 1);

        Assert.That(await _world.StatusService.AskAsync(invoice), Is.SameAs(invoice));
    }

    [Test]
    public async Task The_version_received_last_is_acknowledged()
    {
        var invoice = _world.AddInvoice(change: row => row.Version = 4);
        _world.GlaseAnswers(GlasePaymentStatus.Issued, version: 4);

        await _world.StatusService.AskAsync(invoice);

        _world.Client.Verify(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), "R1", 4, It.IsAny<CancellationToken>()));
    }
}
