using Moq;
using NUnit.Framework;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Recovery;

public class ExpiredInvoiceSweepTests
{
    private const int OrderId = 1;
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task An_unpaid_invoice_is_cancelled()
    {
        var payment = AddForOrder();
        _fixture.GlaseAnswers(GlaseInvoiceState.Issued);

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Expired));
    }

    [Test]
    public async Task What_can_still_be_paid_is_left_alone()
    {
        var payment = AddForOrder();

        await EndAfterAsync(TimeSpan.FromMinutes(9));

        Assert.That(_fixture.Stored(payment).IsOpen, Is.True);
    }

    [Test]
    public async Task What_turns_out_to_be_paid_pays_its_order()
    {
        AddForOrder();
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m);

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_fixture.Orders[0].PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task What_Glase_does_not_know_any_more_is_over()
    {
        var payment = AddForOrder();
        var unknown = new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.InvalidInvoiceReference);
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).ThrowsAsync(unknown);
        _fixture.Client.Setup(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>())).ThrowsAsync(unknown);

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Expired));
    }

    [Test]
    public async Task While_Glase_does_not_answer_the_log_says_so_once()
    {
        for (var number = 2; number <= 5; number++)
        {
            var key = $"cart-1-{number}";
            _fixture.AddPayment(change: payment => payment.CheckoutKey = key);
        }

        GlaseFails(GlaseFailureKind.Timeout);
        await EndAfterAsync(TimeSpan.FromMinutes(11));
        GlaseFails(GlaseFailureKind.CircuitOpen);
        await EndAfterAsync(TimeSpan.FromMinutes(1));
        Assert.That(_fixture.Warnings, Has.Count.EqualTo(1));

        _fixture.GlaseAnswers(GlaseInvoiceState.Issued);
        await EndAfterAsync(TimeSpan.FromMinutes(1));
        _fixture.AddPayment(change: payment => payment.CheckoutKey = "cart-1-6");
        GlaseFails(GlaseFailureKind.Timeout);
        await EndAfterAsync(TimeSpan.FromMinutes(11));
        Assert.That(_fixture.Warnings, Has.Count.EqualTo(2), "another outage is logged again");
    }

    [Test]
    public async Task An_invoice_that_cannot_be_ended_is_logged_once()
    {
        AddForOrder();
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
                It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.AccessDenied));

        for (var minute = 0; minute < 5; minute++)
            await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_fixture.Warnings, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Glase_is_asked_about_several_at_once_but_not_about_all()
    {
        AddMany(100);
        var (now, most) = (0, 0);
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).Returns(async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(5);
                Interlocked.Decrement(ref now);
                return PaymentFixture.Answer(GlaseInvoiceState.Issued);
            });

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(most, Is.InRange(2, 8));
        Assert.That(_fixture.Payments.Rows.Select(payment => payment.Status), Has.All.EqualTo(GlasePaymentStatus.Expired));
    }

    [Test]
    public async Task More_than_a_batch_that_cannot_be_ended_keep_the_others_from_nothing()
    {
        AddMany(450);
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync((GlaseConnection _, string reference, int _,
            CancellationToken _) => reference == "R450"
                ? PaymentFixture.Answer(GlaseInvoiceState.Issued)
                : throw new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.AccessDenied));

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_fixture.Payments.Rows.Count(payment => payment.Status == GlasePaymentStatus.Expired), Is.EqualTo(1));
    }

    [Test]
    public async Task When_the_time_of_the_run_is_over_the_rest_is_left_to_the_next()
    {
        AddMany(20);
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
            {
                _fixture.Clock.Advance(TimeSpan.FromSeconds(5));
                return PaymentFixture.Answer(GlaseInvoiceState.Issued);
            });

        await EndAfterAsync(TimeSpan.FromMinutes(11));
        var left = _fixture.Payments.Rows.Count(payment => payment.IsOpen);
        await EndAfterAsync(TimeSpan.FromMinutes(1));

        Assert.That(left, Is.EqualTo(12));
        Assert.That(_fixture.Payments.Rows.Count(payment => payment.IsOpen), Is.LessThan(left));
    }

    private void AddMany(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var (key, reference) = ($"cart-1-{number}", $"R{number}");
            _fixture.AddPayment(change: payment => (payment.CheckoutKey, payment.InvoiceReference) = (key, reference));
        }
    }

    private void GlaseFails(GlaseFailureKind kind)
    {
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
                It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, kind, true, $"no answer: {kind}"));
    }

    private GlasePayment AddForOrder()
    {
        var payment = _fixture.AddPayment(change: payment =>
        {
            payment.OrderId = OrderId;
            payment.CheckoutKey = CheckoutKeys.ForOrder(OrderId);
        });
        _fixture.AddOrder(payment);
        return payment;
    }

    private Task EndAfterAsync(TimeSpan time)
    {
        _fixture.Clock.Advance(time);
        var sweep = new ExpiredInvoiceSweep(_fixture.WorkQueries, _fixture.FailureLog, _fixture.Canceller, _fixture.Applier,
            _fixture.StatusRecorder, _fixture.Clock);
        return _fixture.RunStepAsync(sweep);
    }
}
