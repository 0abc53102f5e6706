using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class RenewingTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_code_that_expired_is_replaced_in_place(bool onePage)
    {
        var shop = await TestShop.SharedAsync(onePage);
        await using var shopper = await Shopper.EnterAsync(shop);
        var expired = await shopper.GetCodeAsync();
        var address = shopper.Page.Url;

        shop.Glase.Expire(expired);
        await shopper.StateIsAsync("expired");
        Assert.That(await shopper.FocusedTextAsync(), Is.EqualTo("The time to pay has run out"));
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        var fresh = await shopper.CodeAsync();
        Assert.That(await shopper.FocusedTextAsync(), Is.EqualTo("Scan the code to pay"));
        Assert.That(fresh, Is.Not.EqualTo(expired));
        Assert.That(shopper.Page.Url, Is.EqualTo(address), "the checkout stays where it was");
        shop.Glase.Pay(fresh);
        await shopper.ArriveAsync();
    }

    [Test]
    public async Task After_a_cancel_the_shopper_can_try_again_or_pay_another_way()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        var cancelled = await shopper.GetCodeAsync();

        shop.Glase.Cancel(cancelled);
        await shopper.StateIsAsync("cancelled");
        Assert.That(await shopper.FocusedTextAsync(), Is.EqualTo("The payment was cancelled"));
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        var open = await shopper.CodeAsync();
        Assert.That(open, Is.Not.EqualTo(cancelled));

        await shopper.Page.GotoAsync("checkout/paymentmethod");
        await shopper.Page.CheckAsync("input[name=paymentmethod]:not([value='Payments.Glase'])");
        await shopper.Page.ClickAsync(".payment-method-next-step-button");
        await shopper.PlaceOrderAsync();
        await shopper.ArriveAsync();
        Assert.That(() => shop.Glase.Invoice(open).Status, Is.EqualTo("CANCELED").After(10).Seconds.PollEvery(100).MilliSeconds);
    }

    [Test]
    public async Task A_payment_that_failed_can_be_tried_again()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        var failed = await shopper.GetCodeAsync();

        shop.Glase.Fail(failed);
        await shopper.StateIsAsync("failed");
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        shop.Glase.Pay(await shopper.CodeAsync());
        await shopper.ArriveAsync();
    }
}
