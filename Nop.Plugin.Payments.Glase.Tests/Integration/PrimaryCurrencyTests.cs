using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The owner chooses another primary store currency while codes are open: nopCommerce changes no price, so that the same number
/// means another amount.
/// </summary>
public class PrimaryCurrencyTests : ShopTestBase
{
    private const int Kronor = 2;

    [Test]
    public async Task A_payment_in_the_old_currency_pays_no_order_of_the_same_number_in_the_new_one()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _fixture.Glase.NotifyAsync(code.Reference);
        await ChangeCurrencyAsync();

        await _httpShopper.CompleteAsync(code);

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        await _fixture.ChangePaymentsAsync(current => current.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        var payment = await _fixture.LastPaymentAsync();
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That(payment.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(payment.LastError, Does.Contain($"{payment.Amount:0.00} EUR").And.Contain($"{payment.Amount:0.00} SEK"));
        Assert.That(_fixture.Glase.Refunds.Single().Amount.Currency, Is.EqualTo("EUR"));
    }

    [Test]
    public async Task An_order_is_paid_in_the_currency_in_which_it_was_placed([Values] bool hadCode)
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        var order = await _fixture.OnlyOrderAsync();
        if (!hadCode)
            await _fixture.ChangePaymentsAsync(payment => (payment.OrderId, payment.OrderGuid, payment.CheckoutKey) = (null, Guid.NewGuid(), payment.Token));
        await ChangeCurrencyAsync();

        // A code that is over, or there was none: the next one asks for the same money.
        if (hadCode)
            await _fixture.ChangePaymentsAsync(payment => (payment.Status, payment.CheckoutKey) = (GlasePaymentStatus.Canceled, payment.Token));
        await _httpShopper.GoAsync($"orderdetails/{order.Id}");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector(".repost-payment-button"));

        var asked = _fixture.Glase.Invoice(_httpShopper.Code.Reference).Content.TotalAmount;
        Assert.That(asked.Currency, Is.EqualTo("EUR"));
        Assert.That(asked.Value, Is.EqualTo(order.OrderTotal));
        _fixture.Glase.Pay(_httpShopper.Code.Reference);
        await _httpShopper.CompleteAsync(_httpShopper.Code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Pages_show_the_payment_s_own_currency()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        await ChangeCurrencyAsync();

        await _httpShopper.GoAsync($"glase/{code.Token}");

        var amount = _httpShopper.Page.QuerySelector("[data-glase-amount]").TextContent;
        Assert.That(amount, Does.Contain("€").Or.Contain("EUR"));
        Assert.That(amount, Does.Not.Contain("kr").And.Not.Contain("SEK"));
    }

    private Task ChangeCurrencyAsync()
    {
        return _fixture.Shop.ChangeSettingsAsync<CurrencySettings>(settings => settings.PrimaryStoreCurrencyId = Kronor);
    }
}
