using Moq;
using NUnit.Framework;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Shipping;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Orders;

public class OrderPlacerTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task Many_at_once_place_one_order()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        PlacingSucceeds();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _fixture.Placer.PlaceAsync(payment))));

        Assert.That(outcomes, Is.All.EqualTo(ApplyOutcome.Applied));
        Assert.That(_fixture.Orders, Has.Count.EqualTo(1));
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_next_order_gets_a_GUID_of_its_own()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        PlacingSucceeds();
        _fixture.GenericAttributes.Setup(service => service.GetAttributeAsync<string>(It.IsAny<Customer>(),
            NopCustomerDefaults.ProcessPaymentRequestAttribute, PaymentFixture.StoreId, null)).ReturnsAsync("{}");

        await _fixture.Placer.PlaceAsync(payment);

        _fixture.GenericAttributes.Verify(service => service.SaveAttributeAsync<string>(
            It.Is<Customer>(customer => customer.Id == PaymentFixture.CustomerId),
            NopCustomerDefaults.ProcessPaymentRequestAttribute, null, PaymentFixture.StoreId));
    }

    [Test]
    public async Task A_cart_that_cannot_be_ordered_leaves_the_reason()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .ThrowsAsync(new NopException("Cart is empty"));

        var outcome = await _fixture.Placer.PlaceAsync(payment);

        Assert.That(outcome, Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(_fixture.Stored(payment).LastError, Does.Contain("Cart is empty"));
        Assert.That(_fixture.Claims.Rows, Is.Empty, "it may be tried again at once");
    }

    [Test]
    public async Task A_reason_that_the_database_refuses_is_left_in_plain_characters()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .ThrowsAsync(new NopException("Choose \U0001F381 Geschenkpapier für Öl"));
        _fixture.Payments.BeforeSave = row =>
        {
            if (row.LastError?.Any(char.IsSurrogate) == true)
                throw new InvalidOperationException("Incorrect string value: '\\xF0\\x9F\\x8E\\x81' for column LastError");
        };

        var outcome = await _fixture.Placer.PlaceAsync(payment);

        Assert.That(outcome, Is.EqualTo(ApplyOutcome.NotApplicable), "so that it is refunded");
        Assert.That(_fixture.Stored(payment).LastError, Does.EndWith("Choose ? Geschenkpapier f?r ?l"));
    }

    [Test]
    public void A_row_that_the_database_refuses_for_another_reason_is_told()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.Payments.BeforeSave = _ => throw new InvalidOperationException("the disk is full");

        Assert.That(() => _fixture.LockedPayments.UpdateAsync(payment.Id, row => row.RecordError("\U0001F381")), Throws.InvalidOperationException.With.Message.Contains("disk"));
    }

    [Test]
    public async Task A_cart_that_nobody_knows_how_to_send_is_not_ordered_until_it_is_chosen()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        PlacingSucceeds();
        _fixture.Carts.Setup(service => service.ShoppingCartRequiresShippingAsync(It.IsAny<IList<ShoppingCartItem>>()))
            .ReturnsAsync(true);

        var outcome = await _fixture.Placer.PlaceAsync(payment);

        Assert.That(outcome, Is.EqualTo(ApplyOutcome.NotApplicable));
        Assert.That(_fixture.Orders, Is.Empty);
        Assert.That(_fixture.Stored(payment).LastError, Does.Contain("is not chosen"));

        ShippingIsChosen();
        Assert.That(await _fixture.Placer.PlaceAsync(payment), Is.EqualTo(ApplyOutcome.Applied));
        Assert.That(_fixture.Stored(payment).LastError, Is.Null);
    }

    [TestCase(2, null, true)]
    [TestCase(3, null, false)]
    [TestCase(2, 6, false)]
    [TestCase(2, null, false, 120)]
    public async Task A_cart_is_sent_as_it_was_paid_while_items_prices_and_address_are_the_same(int quantity, int? addressId, bool isOrdered, decimal price = 125)
    {
        var costs = CartCosts.Of([new InvoiceLine("A", 2, price, Article: new ItemCost(1, 2, price, 0m, 0m))], new CartDelivery("by boat", null, addressId));
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid, change: row => row.Costs = costs.Write());
        PlacingSucceeds();
        _fixture.Carts.Setup(service => service.ShoppingCartRequiresShippingAsync(It.IsAny<IList<ShoppingCartItem>>())).ReturnsAsync(true);
        _fixture.Carts.Setup(service => service.GetShoppingCartAsync(It.IsAny<Customer>(), It.IsAny<ShoppingCartType?>(), It.IsAny<int>(),
            It.IsAny<int?>(), It.IsAny<DateTime?>(), It.IsAny<DateTime?>(), It.IsAny<int?>())).ReturnsAsync([new ShoppingCartItem { ProductId = 1, Quantity = quantity }]);
        _fixture.GenericAttributes.Setup(service => service.SaveAttributeAsync(It.IsAny<Customer>(), NopCustomerDefaults.SelectedShippingOptionAttribute,
            "by boat", PaymentFixture.StoreId)).Callback(ShippingIsChosen).Returns(Task.CompletedTask);

        Assert.That(await _fixture.Placer.PlaceAsync(payment), Is.EqualTo(isOrdered ? ApplyOutcome.Applied : ApplyOutcome.NotApplicable));
    }

    [Test]
    public async Task An_order_that_was_saved_before_something_failed_counts()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        PlacingSucceeds(() => throw new InvalidOperationException("mail server down"));

        Assert.That(await _fixture.Placer.PlaceAsync(payment), Is.EqualTo(ApplyOutcome.Applied));
    }

    [Test]
    public async Task What_is_not_paid_places_nothing()
    {
        var payment = _fixture.AddPayment();

        Assert.That(await _fixture.Placer.PlaceAsync(payment), Is.EqualTo(ApplyOutcome.NotPaid));
        _fixture.OrderProcessing.Verify(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()), Times.Never);
    }

    private void ShippingIsChosen()
    {
        _fixture.GenericAttributes.Setup(service => service.GetAttributeAsync<ShippingOption>(It.IsAny<Customer>(),
            NopCustomerDefaults.SelectedShippingOptionAttribute, PaymentFixture.StoreId, null)).ReturnsAsync(new ShippingOption());
        _fixture.GenericAttributes.Setup(service => service.GetAttributeAsync<string>(It.IsAny<Customer>(),
            NopCustomerDefaults.SelectedPickupPointAttribute, PaymentFixture.StoreId, null)).ReturnsAsync("at the corner");
    }

    // As nopCommerce does it: asks the payment method, saves the order, and only then does the rest.
    private void PlacingSucceeds(Action afterwards = null)
    {
        _fixture.OrderProcessing.Setup(service => service.PlaceOrderAsync(It.IsAny<ProcessPaymentRequest>()))
            .Returns(async (ProcessPaymentRequest request) =>
            {
                request.OrderTotal = 125m;
                var payment = await _fixture.Processor.ProcessAsync(request);
                if (!payment.Success)
                    return new PlaceOrderResult { Errors = [.. payment.Errors] };

                var order = new Order
                {
                    Id = _fixture.Orders.Count + 1,
                    StoreId = PaymentFixture.StoreId,
                    OrderGuid = request.OrderGuid,
                    OrderTotal = request.OrderTotal,
                    PaymentMethodSystemName = GlaseDefaults.SystemName,
                    CaptureTransactionId = payment.CaptureTransactionId,
                    PaymentStatus = payment.NewPaymentStatus
                };
                _fixture.Orders.Add(order);
                afterwards?.Invoke();
                return new PlaceOrderResult { PlacedOrder = order };
            });
    }
}
