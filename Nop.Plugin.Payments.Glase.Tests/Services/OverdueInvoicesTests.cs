using Moq;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services;

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
