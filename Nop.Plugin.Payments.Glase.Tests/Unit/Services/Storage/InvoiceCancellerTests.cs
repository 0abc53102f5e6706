using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class InvoiceCancellerTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task A_cancelled_invoice_is_over()
    {
        var now = await _fixture.Canceller.CancelAsync(_fixture.AddPayment(), GlasePaymentStatus.Expired);

        Assert.That(now.Status, Is.EqualTo(GlasePaymentStatus.Expired));
    }

    [Test]
    public async Task A_code_that_came_after_the_caller_looked_is_cancelled_at_Glase()
    {
        var before = _fixture.AddPayment(GlasePaymentStatus.Sending, change: row => row.InvoiceReference = null);
        var issued = _fixture.Stored(before);
        (issued.Status, issued.InvoiceReference) = (GlasePaymentStatus.Issued, "R4711");
        _fixture.Payments.Update(issued);

        var now = await _fixture.Canceller.CancelAsync(before, GlasePaymentStatus.Refused);

        Assert.That(now.Status, Is.EqualTo(GlasePaymentStatus.Canceled));
        _fixture.Client.Verify(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), "R4711", It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task Code_50_means_that_it_is_paid()
    {
        var payment = _fixture.AddPayment();
        GlaseRefuses(GlaseResultCode.CannotCancelPaidInvoice);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m);

        var now = await _fixture.Canceller.CancelAsync(payment, GlasePaymentStatus.Canceled);

        Assert.That(now.IsPaidInFull, Is.True);
    }

    [TestCase(GlaseResultCode.PaymentInProgress)]
    [TestCase(GlaseResultCode.CannotCancelInvoiceInProgress)]
    public async Task Codes_48_and_51_leave_it_open(GlaseResultCode code)
    {
        var payment = _fixture.AddPayment();
        GlaseRefuses(code);
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued);

        Assert.That((await _fixture.Canceller.CancelAsync(payment, GlasePaymentStatus.Canceled)).IsOpen, Is.True);
    }

    [TestCase(GlaseResultCode.InvoiceAlreadyCanceled, GlasePaymentStatus.Canceled)]
    [TestCase(GlaseResultCode.PaymentAlreadyCancelled, GlasePaymentStatus.Canceled)]
    [TestCase(GlaseResultCode.PaymentExpired, GlasePaymentStatus.Expired)]
    public async Task Codes_95_55_and_58_mean_that_it_was_over_before(GlaseResultCode code, GlasePaymentStatus expected)
    {
        var payment = _fixture.AddPayment();
        GlaseRefuses(code);

        Assert.That((await _fixture.Canceller.CancelAsync(payment, GlasePaymentStatus.Canceled)).Status, Is.EqualTo(expected));
    }

    [Test]
    public void Any_other_code_is_reported_and_leaves_it_open()
    {
        var payment = _fixture.AddPayment();
        GlaseRefuses(GlaseResultCode.AuthenticationFailed);

        Assert.ThrowsAsync<GlaseApiException>(() => _fixture.Canceller.CancelAsync(payment, GlasePaymentStatus.Canceled));
        Assert.That(_fixture.Stored(payment).IsOpen, Is.True);
    }

    [Test]
    public async Task What_is_reserved_since_the_caller_looked_is_not_released_as_an_open_invoice()
    {
        var open = _fixture.AddPayment();
        var reserved = _fixture.Stored(open);
        (reserved.Status, reserved.ReservedAmount) = (GlasePaymentStatus.Reserved, reserved.Amount);
        _fixture.Payments.Update(reserved);
        open.Status = GlasePaymentStatus.Issued;

        Assert.That((await _fixture.Canceller.CancelAsync(open, GlasePaymentStatus.Canceled)).Status, Is.EqualTo(GlasePaymentStatus.Reserved));
        _fixture.Client.VerifyNoOtherCalls();

        Assert.That((await _fixture.Canceller.ReleaseAsync(reserved)).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
    }

    [Test]
    public async Task An_invoice_that_Glase_never_confirmed_is_ended_without_asking()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Sending, change: row => row.InvoiceReference = null);

        var now = await _fixture.Canceller.CancelAsync(payment, GlasePaymentStatus.Canceled);

        Assert.That(now.Status, Is.EqualTo(GlasePaymentStatus.Refused));
        _fixture.Client.VerifyNoOtherCalls();
    }

    private void GlaseRefuses(GlaseResultCode code)
    {
        _fixture.Client.Setup(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), "R1", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.CancelInvoice, code));
    }
}
