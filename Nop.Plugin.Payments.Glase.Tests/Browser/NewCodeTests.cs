using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class NewCodeTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_code_that_expired_is_replaced_in_place(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var expired = await browserShopper.GetCodeAsync();
        var address = browserShopper.Page.Url;

        fixture.Glase.Expire(expired);
        await browserShopper.StateIsAsync("expired");
        Assert.That(await browserShopper.FocusedTextAsync(), Is.EqualTo("The time to pay has run out"));
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        var fresh = await browserShopper.CodeAsync();
        Assert.That(await browserShopper.FocusedTextAsync(), Is.EqualTo("Scan the code to pay"));
        Assert.That(fresh, Is.Not.EqualTo(expired));
        Assert.That(browserShopper.Page.Url, Is.EqualTo(address), "the checkout stays where it was");
        fixture.Glase.Pay(fresh);
        await browserShopper.ArriveAsync();
    }

    [Test]
    public async Task After_a_cancel_the_shopper_can_try_again_or_pay_another_way()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var cancelled = await browserShopper.GetCodeAsync();

        fixture.Glase.Cancel(cancelled);
        await browserShopper.StateIsAsync("cancelled");
        Assert.That(await browserShopper.FocusedTextAsync(), Is.EqualTo("The payment was cancelled"));
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        var open = await browserShopper.CodeAsync();
        Assert.That(open, Is.Not.EqualTo(cancelled));

        await browserShopper.Page.GotoAsync("checkout/paymentmethod");
        await browserShopper.Page.CheckAsync("input[name=paymentmethod]:not([value='Payments.Glase'])");
        await browserShopper.Page.ClickAsync(".payment-method-next-step-button");
        await browserShopper.PlaceOrderAsync();
        await browserShopper.ArriveAsync();
        Assert.That(() => fixture.Glase.Invoice(open).Status, Is.EqualTo("CANCELED").After(10).Seconds.PollEvery(100).MilliSeconds);
    }

    [Test]
    public async Task A_payment_that_failed_can_be_tried_again()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var failed = await browserShopper.GetCodeAsync();

        fixture.Glase.Fail(failed);
        await browserShopper.StateIsAsync("failed");
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        fixture.Glase.Pay(await browserShopper.CodeAsync());
        await browserShopper.ArriveAsync();
    }
}
