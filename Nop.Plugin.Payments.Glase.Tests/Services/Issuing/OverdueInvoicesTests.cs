using Moq;
using NUnit.Framework;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Issuing;

public class OverdueInvoicesTests
{
    private const int OrderId = 1;
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task What_nobody_paid_is_taken_back()
    {
        var invoice = AddForOrder();
        _world.GlaseAnswers(GlasePaymentStatus.Issued);

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_world.Stored(invoice).Status, Is.EqualTo(GlaseInvoiceStatus.Expired));
    }

    [Test]
    public async Task What_can_still_be_paid_is_left_alone()
    {
        var invoice = AddForOrder();

        await EndAfterAsync(TimeSpan.FromMinutes(9));

        Assert.That(_world.Stored(invoice).IsOpen, Is.True);
    }

    [Test]
    public async Task What_turns_out_to_be_paid_pays_its_order()
    {
        AddForOrder();
        _world.GlaseAnswers(GlasePaymentStatus.Paid, paid: 125m);

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_world.Orders[0].PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task What_Glase_does_not_know_any_more_is_over()
    {
        var invoice = AddForOrder();
        var unknown = new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.InvalidInvoiceReference);
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).ThrowsAsync(unknown);
        _world.Client.Setup(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>())).ThrowsAsync(unknown);

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_world.Stored(invoice).Status, Is.EqualTo(GlaseInvoiceStatus.Expired));
    }

    [Test]
    public async Task While_Glase_does_not_answer_the_log_says_so_once()
    {
        for (var number = 2; number <= 5; number++)
        {
            var key = $"cart-1-{number}";
            _world.AddInvoice(change: invoice => invoice.CheckoutKey = key);
        }

        GlaseFails(GlaseFailureKind.Timeout);
        await EndAfterAsync(TimeSpan.FromMinutes(11));
        GlaseFails(GlaseFailureKind.CircuitOpen);
        await EndAfterAsync(TimeSpan.FromMinutes(1));
        Assert.That(_world.Warnings, Has.Count.EqualTo(1));

        _world.GlaseAnswers(GlasePaymentStatus.Issued);
        await EndAfterAsync(TimeSpan.FromMinutes(1));
        _world.AddInvoice(change: invoice => invoice.CheckoutKey = "cart-1-6");
        GlaseFails(GlaseFailureKind.Timeout);
        await EndAfterAsync(TimeSpan.FromMinutes(11));
        Assert.That(_world.Warnings, Has.Count.EqualTo(2), "another outage is news");
    }

    [Test]
    public async Task An_invoice_that_cannot_be_ended_is_logged_once()
    {
        AddForOrder();
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
                It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.AccessDenied));

        for (var minute = 0; minute < 5; minute++)
            await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_world.Warnings, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Glase_is_asked_about_several_at_once_but_not_about_all()
    {
        AddMany(100);
        var (now, most) = (0, 0);
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).Returns(async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(5);
                Interlocked.Decrement(ref now);
                return PaymentWorld.Answer(GlasePaymentStatus.Issued);
            });

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(most, Is.InRange(2, 8));
        Assert.That(_world.Invoices.Rows.Select(invoice => invoice.Status), Has.All.EqualTo(GlaseInvoiceStatus.Expired));
    }

    [Test]
    public async Task More_than_a_batch_that_cannot_be_ended_keep_the_others_from_nothing()
    {
        AddMany(450);
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync((GlaseConnection _, string reference, int _,
            CancellationToken _) => reference == "R450"
                ? PaymentWorld.Answer(GlasePaymentStatus.Issued)
                : throw new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.AccessDenied));

        await EndAfterAsync(TimeSpan.FromMinutes(11));

        Assert.That(_world.Invoices.Rows.Count(invoice => invoice.Status == GlaseInvoiceStatus.Expired), Is.EqualTo(1));
    }

    [Test]
    public async Task When_the_time_of_the_run_is_over_the_rest_is_left_to_the_next()
    {
        AddMany(20);
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
            {
                _world.Clock.Advance(TimeSpan.FromSeconds(5));
                return PaymentWorld.Answer(GlasePaymentStatus.Issued);
            });

        await EndAfterAsync(TimeSpan.FromMinutes(11));
        var left = _world.Invoices.Rows.Count(invoice => invoice.IsOpen);
        await EndAfterAsync(TimeSpan.FromMinutes(1));

        Assert.That(left, Is.EqualTo(12));
        Assert.That(_world.Invoices.Rows.Count(invoice => invoice.IsOpen), Is.LessThan(left));
    }

    private void AddMany(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var (key, reference) = ($"cart-1-{number}", $"R{number}");
            _world.AddInvoice(change: invoice => (invoice.CheckoutKey, invoice.InvoiceReference) = (key, reference));
        }
    }

    private void GlaseFails(GlaseFailureKind kind)
    {
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
                It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, kind, true, $"no answer: {kind}"));
    }

    private GlaseInvoice AddForOrder()
    {
        var invoice = _world.AddInvoice(change: invoice =>
        {
            invoice.OrderId = OrderId;
            invoice.CheckoutKey = GlaseInvoiceService.OrderKey(OrderId);
        });
        _world.AddOrder(invoice);
        return invoice;
    }

    private Task EndAfterAsync(TimeSpan time)
    {
        _world.Clock.Advance(time);
        return new OverdueInvoices(_world.InvoiceService, _world.Logger.Object, _world.Canceller, _world.Troubles, _world.Settler,
            _world.StatusService, _world.Clock).EndAsync();
    }
}
