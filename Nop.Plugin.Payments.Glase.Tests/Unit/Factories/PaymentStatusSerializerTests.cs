using Microsoft.AspNetCore.Http;
using Moq;
using Nop.Core;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Customers;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

public class PaymentStatusSerializerTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task Serializing_a_paid_payment_leaves_it_and_its_order_as_they_are()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = _fixture.AddOrder(payment);
        _fixture.Payments.BeforeSave = _ => Assert.Fail("Nothing is to be saved.");

        var state = await Serializer().SerializeAsync(new PaymentProgressResult(payment, IsPollFailing: false));

        Assert.Multiple(() =>
        {
            Assert.That(state, Is.EqualTo("""{"state":"paid","secondsLeft":0,"amount":null,"charge":null,"arrived":null,"refunded":null,"reason":null,"closed":null,"openStep":null,"trouble":false}"""));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
            Assert.That(_fixture.Notes, Is.Empty);
            Assert.That(_fixture.Stored(payment).AppliedOnUtc, Is.Null);
        });
        _fixture.OrderProcessing.VerifyNoOtherCalls();
    }

    [Test]
    public async Task A_failing_poll_shows_in_what_is_told()
    {
        var payment = _fixture.AddPayment();

        Assert.That(await Serializer().SerializeAsync(new PaymentProgressResult(payment, IsPollFailing: true)),
            Is.EqualTo("""{"state":"waiting","secondsLeft":600,"amount":null,"charge":null,"arrived":null,"refunded":null,"reason":null,"closed":null,"openStep":null,"trouble":true}"""));
    }

    // Outside of a request, so that nobody owns the payment.
    private PaymentStatusSerializer Serializer()
    {
        var modelFactory = new PaymentModelFactory(antiforgery: null, httpContextAccessor: null, userAgentHelper: null, texts: null,
            otherMethods: null, orderFacts: null, urls: null, _fixture.Clock);
        return new PaymentStatusSerializer(modelFactory, texts: null, withdrawnReason: null, readiness: null,
            new ShopperSession(Mock.Of<ICustomerService>(), Mock.Of<IHttpContextAccessor>(), Mock.Of<IWorkContext>(),
                _fixture.OrderLinks), closedReason: null);
    }
}
