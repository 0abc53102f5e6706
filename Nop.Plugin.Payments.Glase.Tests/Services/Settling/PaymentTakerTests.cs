using Moq;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Settling;

public class PaymentTakerTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task A_paid_cart_becomes_a_paid_order_with_the_reference()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        var request = PaymentWorld.RequestFor(invoice, 125m);

        var result = await _world.Taker.TakeAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(result.Success, Is.True);
            Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(result.CaptureTransactionId, Is.EqualTo("ERS1"));
            Assert.That(request.CustomValues.Single().Value, Is.EqualTo("ERS1"));
        });
    }

    [Test]
    public async Task A_payment_is_handed_to_one_order_only()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);

        var results = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m)))));

        Assert.That(results.Count(result => result.NewPaymentStatus == PaymentStatus.Paid && result.Success), Is.EqualTo(1));
        Assert.That(results.Count(result => !result.Success), Is.EqualTo(19));
    }

    [Test]
    public async Task An_order_that_was_never_saved_frees_the_payment_after_a_while()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m));
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        var again = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m));

        Assert.That(again.Success, Is.True);
    }

    [Test]
    public async Task An_order_that_was_saved_keeps_the_payment()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m));
        _world.AddOrder(invoice);
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        var again = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m));

        Assert.That(again.Success, Is.False);
    }

    [TestCase(125.01)]
    [TestCase(99)]
    public async Task A_cart_that_changed_after_the_payment_is_refused(decimal total)
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);

        var result = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, total));

        Assert.That(result.Success, Is.False);
        Assert.That(_world.Stored(invoice).LastError, Is.Not.Null);
    }

    [Test]
    public async Task While_Glase_has_not_said_all_of_it_no_order_is_placed_and_the_cart_is_not_blamed()
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Paid, paid: 125m, currency: null);

        var result = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m));

        Assert.That(result.Success, Is.False);
        Assert.That(_world.Stored(invoice).LastError, Does.Contain("currency").And.Not.Contain("cart"));
    }

    [Test]
    public async Task Half_cents_of_an_unrounded_total_do_not_matter()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);

        var result = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 124.9951m));

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task An_unpaid_cart_becomes_a_pending_order_tied_to_the_same_code()
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Issued);
        var request = PaymentWorld.RequestFor(invoice, 125m);
        request.OrderGuid = Guid.NewGuid();

        var result = await _world.Taker.TakeAsync(request);

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That(_world.Stored(invoice).OrderGuid, Is.EqualTo(request.OrderGuid));
    }

    [Test]
    public async Task A_payment_of_the_very_last_second_counts()
    {
        var invoice = _world.AddInvoice();
        _world.GlaseAnswers(GlasePaymentStatus.Paid, paid: 125m);

        var result = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m));

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Glase_being_down_does_not_keep_an_order_from_being_placed()
    {
        var invoice = _world.AddInvoice();
        _world.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
                It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseFailureKind.Unreachable, true, "down"));

        var result = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(invoice, 125m));

        Assert.That(result.Success, Is.True);
        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [Test]
    public async Task Without_a_code_the_order_is_pending()
    {
        var result = await _world.Taker.TakeAsync(PaymentWorld.RequestFor(new() { CustomerId = 9, StoreId = 1 }, 10m));

        Assert.That(result.NewPaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }
}
