using Moq;
using NUnit.Framework;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Shipping;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Settling;

public class OrderPlacerTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task Many_at_once_place_one_order()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        PlacingSucceeds();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _world.Placer.PlaceAsync(invoice))));

        Assert.That(outcomes, Is.All.EqualTo(PaymentOutcome.Settled));
        Assert.That(_world.Orders, Has.Count.EqualTo(1));
        Assert.That(_world.Notes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_next_order_gets_a_GUID_of_its_own()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        PlacingSucceeds();

        await _world.Placer.PlaceAsync(invoice);

        _world.GenericAttributes.Verify(service => service.SaveAttributeAsync<string>(
            It.Is<Customer>(customer => customer.Id == PaymentWorld.CustomerId),
            NopCustomerDefaults.ProcessPaymentRequestAttribute, null, PaymentWorld.StoreId));
    }

    [Test]
    public async Task A_cart_that_cannot_be_ordered_leaves_the_reason()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .ThrowsAsync(new NopException("Cart is empty"));

        var outcome = await _world.Placer.PlaceAsync(invoice);

        Assert.That(outcome, Is.EqualTo(PaymentOutcome.Stuck));
        Assert.That(_world.Stored(invoice).LastError, Does.Contain("Cart is empty"));
        Assert.That(_world.Settlements.Rows, Is.Empty, "it may be tried again at once");
    }

    [Test]
    public async Task A_reason_that_the_database_refuses_is_left_in_plain_characters()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        _world.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .ThrowsAsync(new NopException("Choose \U0001F381 Geschenkpapier für Öl"));
        _world.Invoices.BeforeSave = row =>
        {
            if (row.LastError?.Any(char.IsSurrogate) == true)
                throw new InvalidOperationException("Incorrect string value: '\\xF0\\x9F\\x8E\\x81' for column LastError");
        };

        var outcome = await _world.Placer.PlaceAsync(invoice);

        Assert.That(outcome, Is.EqualTo(PaymentOutcome.Stuck), "so that it is refunded");
        Assert.That(_world.Stored(invoice).LastError, Does.EndWith("Choose ? Geschenkpapier f?r ?l"));
    }

    [Test]
    public void A_row_that_the_database_refuses_for_another_reason_is_told()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid, change: row => row.LastError = "\U0001F381");
        _world.Invoices.BeforeSave = _ => throw new InvalidOperationException("the disk is full");

        Assert.That(() => _world.InvoiceService.UpdateAsync(invoice), Throws.InvalidOperationException.With.Message.Contains("disk"));
    }

    [Test]
    public async Task A_cart_that_nobody_knows_how_to_send_is_not_ordered_until_it_is_chosen()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        PlacingSucceeds();
        _world.Carts.Setup(service => service.ShoppingCartRequiresShippingAsync(It.IsAny<IList<ShoppingCartItem>>()))
            .ReturnsAsync(true);

        var outcome = await _world.Placer.PlaceAsync(invoice);

        Assert.That(outcome, Is.EqualTo(PaymentOutcome.Stuck));
        Assert.That(_world.Orders, Is.Empty);
        Assert.That(_world.Stored(invoice).LastError, Does.Contain("is not chosen"));

        ShippingIsChosen();
        Assert.That(await _world.Placer.PlaceAsync(invoice), Is.EqualTo(PaymentOutcome.Settled));
        Assert.That(_world.Stored(invoice).LastError, Is.Null);
    }

    [Test]
    public async Task An_order_that_was_saved_before_something_failed_counts()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        PlacingSucceeds(() => throw new InvalidOperationException("mail server down"));

        Assert.That(await _world.Placer.PlaceAsync(invoice), Is.EqualTo(PaymentOutcome.Settled));
    }

    [Test]
    public async Task What_is_not_paid_places_nothing()
    {
        var invoice = _world.AddInvoice();

        Assert.That(await _world.Placer.PlaceAsync(invoice), Is.EqualTo(PaymentOutcome.NotPaid));
        _world.OrderProcessing.Verify(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()), Times.Never);
    }

    private void ShippingIsChosen()
    {
        _world.GenericAttributes.Setup(service => service.GetAttributeAsync<ShippingOption>(It.IsAny<Customer>(),
            NopCustomerDefaults.SelectedShippingOptionAttribute, PaymentWorld.StoreId, null)).ReturnsAsync(new ShippingOption());
        _world.GenericAttributes.Setup(service => service.GetAttributeAsync<string>(It.IsAny<Customer>(),
            NopCustomerDefaults.SelectedPickupPointAttribute, PaymentWorld.StoreId, null)).ReturnsAsync("at the corner");
    }

    // As nopCommerce does it: asks the payment method, saves the order, and only then does the rest.
    private void PlacingSucceeds(Action afterwards = null)
    {
        _world.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .Returns(async (ProcessPaymentRequest request) =>
            {
                request.OrderTotal = 125m;
                var payment = await _world.Taker.TakeAsync(request);
                if (!payment.Success)
                    return new PlaceOrderResult { Errors = [.. payment.Errors] };

                var order = new Order
                {
                    Id = _world.Orders.Count + 1,
                    OrderGuid = request.OrderGuid,
                    OrderTotal = request.OrderTotal,
                    PaymentMethodSystemName = GlaseDefaults.SystemName,
                    CaptureTransactionId = payment.CaptureTransactionId,
                    PaymentStatus = payment.NewPaymentStatus
                };
                _world.Orders.Add(order);
                afterwards?.Invoke();
                return new PlaceOrderResult { PlacedOrder = order };
            });
    }
}
