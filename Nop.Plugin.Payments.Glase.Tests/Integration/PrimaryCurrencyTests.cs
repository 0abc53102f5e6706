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
public class PrimaryCurrencyTests
{
    private const int Kronor = 2;

    private TestShop _world;
    private Shopper _shopper;

    [SetUp]
    public async Task OpenShop()
    {
        _world = await TestShop.StartAsync();
        _shopper = _world.NewShopper();
    }

    [TearDown]
    public async Task CloseShop()
    {
        _shopper.Dispose();
        await _world.DisposeAsync();
    }

    [Test]
    public async Task A_payment_in_the_old_currency_pays_no_order_of_the_same_number_in_the_new_one()
    {
        await _shopper.PutIntoCartAsync();
        var code = await _shopper.CheckOutAsync();
        _world.Glase.Pay(code.Reference);
        await _world.Glase.NotifyAsync(code.Reference);
        await ChangeCurrencyAsync();

        await _shopper.CompleteAsync(code);

        Assert.That(await _world.AllAsync<Order>(), Is.Empty);
        await _world.ChangeInvoicesAsync(invoice => invoice.PaidOnUtc -= GlaseDefaults.BrowserPatience);
        await _world.RunTaskAsync();
        var payment = await _world.LastInvoiceAsync();
        Assert.That(await _world.AllAsync<Order>(), Is.Empty);
        Assert.That(payment.Status, Is.EqualTo(GlaseInvoiceStatus.Refunded));
        Assert.That(payment.LastError, Does.Contain($"{payment.Amount:0.00} EUR").And.Contain($"{payment.Amount:0.00} SEK"));
        Assert.That(_world.Glase.Refunds.Single().Amount.Currency, Is.EqualTo("EUR"));
    }

    [Test]
    public async Task An_order_is_paid_in_the_currency_in_which_it_was_placed([Values] bool hadCode)
    {
        await _world.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _shopper.PutIntoCartAsync();
        await _shopper.CheckOutAsync();
        await _shopper.ContinueAndConfirmAsync();
        var order = await _world.OnlyOrderAsync();
        if (!hadCode)
            await _world.ChangeInvoicesAsync(invoice => (invoice.OrderId, invoice.OrderGuid, invoice.CheckoutKey) = (null, Guid.NewGuid(), invoice.Token));
        await ChangeCurrencyAsync();

        // A code that is over, or there was none: the next one asks for the same money.
        if (hadCode)
            await _world.ChangeInvoicesAsync(invoice => (invoice.Status, invoice.CheckoutKey) = (GlaseInvoiceStatus.Canceled, invoice.Token));
        await _shopper.GoAsync($"orderdetails/{order.Id}");
        await _shopper.PressAsync(_shopper.Page.QuerySelector(".repost-payment-button"));

        var asked = _world.Glase.Invoice(_shopper.Code.Reference).Content.TotalAmount;
        Assert.That(asked.Currency, Is.EqualTo("EUR"));
        Assert.That(asked.Value, Is.EqualTo(order.OrderTotal));
        _world.Glase.Pay(_shopper.Code.Reference);
        await _shopper.CompleteAsync(_shopper.Code);
        Assert.That((await _world.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Pages_show_the_payment_s_own_currency()
    {
        await _shopper.PutIntoCartAsync();
        var code = await _shopper.CheckOutAsync();
        await ChangeCurrencyAsync();

        await _shopper.GoAsync($"glase/{code.Token}");

        var amount = _shopper.Page.QuerySelector("[data-glase-amount]").TextContent;
        Assert.That(amount, Does.Contain("€").Or.Contain("EUR"));
        Assert.That(amount, Does.Not.Contain("kr").And.Not.Contain("SEK"));
    }

    private Task ChangeCurrencyAsync()
    {
        return _world.Shop.ChangeSettingsAsync<CurrencySettings>(settings => settings.PrimaryStoreCurrencyId = Kronor);
    }
}
