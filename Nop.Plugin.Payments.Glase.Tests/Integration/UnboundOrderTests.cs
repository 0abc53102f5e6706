using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Customers;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An order is placed unpaid and whole, but the event that says so did not tie the cart's code to it.
/// </summary>
public class UnboundOrderTests : PartialOrderTestBase
{
    private PaymentElement _code;

    [SetUp]
    public async Task PlaceAsync()
    {
        await _httpShopper.PutIntoCartAsync(Article);
        _code = await _httpShopper.CheckOutAsync();
        _isPlacedEventLost = true;
        await _httpShopper.ContinueAndConfirmAsync();
        _isPlacedEventLost = false;
    }

    [Test]
    public async Task It_gets_no_second_code()
    {
        Assert.That(_httpShopper.Code.Reference, Is.EqualTo(_code.Reference));
        Assert.That(_fixture.Glase.CallCount("sendInvoice"), Is.EqualTo(1));

        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);

        await IsPaidOnceAsync();
    }

    [Test]
    public async Task It_is_not_completed_as_if_it_were_partial()
    {
        await _fixture.ChangePaymentsAsync(payment =>
            (payment.OrderId, payment.CheckoutKey) = (null, CheckoutKeys.ForCart(payment.CustomerId, payment.StoreId)));
        _failing = nameof(ICustomerService.ResetCheckoutDataAsync);
        _fixture.Glase.Pay(_code.Reference);
        await _fixture.Glase.NotifyAsync(_code.Reference);

        await PassAsync();
        await _fixture.RunTaskAsync();

        await IsPaidOnceAsync();
        Assert.That(_failing, Is.Not.Null, "the shopper's next checkout is not reset");
    }

    private async Task IsPaidOnceAsync()
    {
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_events, Is.EqualTo(new[] { nameof(OrderPlacedEvent), nameof(OrderPaidEvent) }));
        Assert.That(await NotesAsync(), Has.None.StartsWith("Glase: the shop stopped"));
    }
}
