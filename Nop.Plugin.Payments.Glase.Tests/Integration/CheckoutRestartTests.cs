using Glase.Simulator.Rules;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A code stays when its checkout is restarted. What is paid with it is sent as was chosen, or waits for the choices that an order needs.
/// </summary>
public class CheckoutRestartTests : CartInvoiceUpdateTestBase
{
    [Test]
    public async Task Starting_the_checkout_all_over_leaves_the_code_as_it_is()
    {
        await ShowCodeAsync(Coffee);

        await _httpShopper.GoAsync("checkout");
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.That(await StateAsync(), Is.EqualTo("waiting"));
        Assert.That(Payable, Is.EqualTo(new[] { _tab.Reference }));
        Assert.That(_fixture.Glase.CallCount("updateInvoice"), Is.Zero);
    }

    [Test]
    public async Task A_code_paid_while_the_checkout_restarts_is_sent_as_it_was_chosen()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeAsync(Candle);

        await PayAfterAnewStartAsync();

        var order = (await OrdersAsync()).Single();
        Assert.That((order.PaymentStatus, order.ShippingMethod), Is.EqualTo((PaymentStatus.Paid, "Post")));
    }

    [Test]
    public async Task A_code_paid_while_the_checkout_restarts_waits_for_the_shipping_choice()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeWithoutCostsAsync();
        await PayAfterAnewStartAsync();
        Assert.That(await OrdersAsync(), Is.Empty);

        await ChooseShippingAsync("Post");
        await _httpShopper.CompleteAsync(_tab);

        var order = (await OrdersAsync()).Single();
        Assert.That((order.PaymentStatus, order.ShippingMethod), Is.EqualTo((PaymentStatus.Paid, "Post")));
    }

    [Test]
    public async Task A_code_paid_while_the_checkout_restarts_is_refunded_without_a_shipping_choice()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeWithoutCostsAsync();
        await PayAfterAnewStartAsync();
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Refunds, Is.Empty, "the shopper may still choose");

        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await OrdersAsync(), Is.Empty);
        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Refunds.Single().Amount.Value, Is.EqualTo(payment.Amount));
    }

    [Test]
    public async Task A_hidden_code_paid_when_its_amount_fits_again_places_no_order_without_shipping()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeWithoutCostsAsync();
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        await SetQuantityAsync(0, 1);

        await PayAsync();
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(await OrdersAsync(), Is.Empty);
        await ChooseShippingAsync("Post");
        await _httpShopper.CompleteAsync(_tab);
        Assert.That((await OrdersAsync()).Single().ShippingMethod, Is.EqualTo("Post"));
    }

    [Test]
    public async Task Completing_when_the_amount_fits_again_places_no_order_without_shipping()
    {
        await MakeCandleAsync(candle => (candle.IsShipEnabled, candle.IsFreeShipping) = (true, true));
        await ShowCodeWithoutCostsAsync();
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        await PayAsync();
        await _httpShopper.CompleteAsync(_tab);
        Assert.That(await OrdersAsync(), Is.Empty, "it costs twice as much");

        await SetQuantityAsync(0, 1);
        await _httpShopper.CompleteAsync(_tab);

        Assert.That(await OrdersAsync(), Is.Empty);
        await ChooseShippingAsync("Post");
        await _httpShopper.CompleteAsync(_tab);
        Assert.That((await OrdersAsync()).Single().ShippingMethod, Is.EqualTo("Post"));
    }

    // As of a cart with more items than are kept with a payment: how it was sent is not known afterwards.
    private async Task ShowCodeWithoutCostsAsync()
    {
        await ShowCodeAsync(Candle);
        await _fixture.ChangePaymentsAsync(payment => payment.Costs = null);
    }

    // In another tab; what was chosen there is forgotten by it.
    private async Task PayAfterAnewStartAsync()
    {
        await _httpShopper.GoAsync("checkout");
        await PayAsync();
        await _httpShopper.CompleteAsync(_tab);
    }

    private async Task PayAsync()
    {
        _fixture.Glase.Pay(_tab.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the payment");
    }
}
