using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Issuing;

public class InvoiceCancellerTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task A_cancelled_invoice_is_over()
    {
        var now = await _world.Canceller.CancelAsync(_world.AddInvoice(), GlaseInvoiceStatus.Expired);

        Assert.That(now.Status, Is.EqualTo(GlaseInvoiceStatus.Expired));
    }

    [Test]
    public async Task A_code_that_came_after_the_caller_looked_is_cancelled_at_Glase()
    {
        var before = _world.AddInvoice(GlaseInvoiceStatus.Sending, change: row => row.InvoiceReference = null);
        var issued = _world.Stored(before);
        (issued.Status, issued.InvoiceReference) = (GlaseInvoiceStatus.Issued, "R4711");
        _world.Invoices.Update(issued);

        var now = await _world.Canceller.CancelAsync(before, GlaseInvoiceStatus.Refused);

        Assert.That(now.Status, Is.EqualTo(GlaseInvoiceStatus.Canceled));
        _world.Client.Verify(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), "R4711", It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task Code_50_means_that_it_is_paid()
    {
        var invoice = _world.AddInvoice();
        GlaseRefuses(GlaseResultCode.CannotCancelPaidInvoice);
        _world.GlaseAnswers(GlasePaymentStatus.Paid, paid: 125m);

        var now = await _world.Canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled);

        Assert.That(now.IsPaidInFull, Is.True);
    }

    [TestCase(GlaseResultCode.PaymentInProgress)]
    [TestCase(GlaseResultCode.CannotCancelInvoiceInProgress)]
    public async Task Codes_48_and_51_leave_it_open(GlaseResultCode code)
    {
        var invoice = _world.AddInvoice();
        GlaseRefuses(code);
        _world.GlaseAnswers(GlasePaymentStatus.Issued);

        Assert.That((await _world.Canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled)).IsOpen, Is.True);
    }

    [TestCase(GlaseResultCode.InvoiceAlreadyCanceled, GlaseInvoiceStatus.Canceled)]
    [TestCase(GlaseResultCode.PaymentAlreadyCancelled, GlaseInvoiceStatus.Canceled)]
    [TestCase(GlaseResultCode.PaymentExpired, GlaseInvoiceStatus.Expired)]
    public async Task Codes_95_55_and_58_mean_that_it_was_over_before(GlaseResultCode code, GlaseInvoiceStatus expected)
    {
        var invoice = _world.AddInvoice();
        GlaseRefuses(code);

        Assert.That((await _world.Canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled)).Status, Is.EqualTo(expected));
    }

    [Test]
    public void Any_other_code_is_reported_and_leaves_it_open()
    {
        var invoice = _world.AddInvoice();
        GlaseRefuses(GlaseResultCode.AuthenticationFailed);

        Assert.ThrowsAsync<GlaseApiException>(() => _world.Canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled));
        Assert.That(_world.Stored(invoice).IsOpen, Is.True);
    }

    [Test]
    public async Task An_invoice_that_Glase_never_confirmed_is_ended_without_asking()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Sending, change: row => row.InvoiceReference = null);

        var now = await _world.Canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled);

        Assert.That(now.Status, Is.EqualTo(GlaseInvoiceStatus.Refused));
        _world.Client.VerifyNoOtherCalls();
    }

    private void GlaseRefuses(GlaseResultCode code)
    {
        _world.Client.Setup(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), "R1", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.CancelInvoice, code));
    }
}
