using Microsoft.Playwright;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class WithoutScriptTests
{
    private static BrowserNewContextOptions NoScript => new() { JavaScriptEnabled = false };

    [Test]
    public async Task The_payment_step_leads_to_a_page_that_refreshes_itself()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, NoScript);
        var reference = await browserShopper.GetCodeAsync();

        await browserShopper.Page.GetByRole(AriaRole.Link, new() { Name = "Go to the payment page" }).ClickAsync();
        await browserShopper.StateIsAsync("waiting");
        fixture.Glase.Pay(reference);
        await browserShopper.StateIsAsync("paid");
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "Complete the order" }).ClickAsync();

        Assert.That((await browserShopper.ArriveAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Going_on_without_paying_leads_to_the_same_code_after_the_order()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, NoScript);
        var reference = await browserShopper.GetCodeAsync();

        await browserShopper.PlaceOrderAsync();
        await browserShopper.Page.WaitForURLAsync("**/glase/*");
        Assert.That(await browserShopper.CodeAsync(), Is.EqualTo(reference));
        fixture.Glase.Pay(reference);

        Assert.That((await FinishAsync(browserShopper)).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Another_payment_method_is_a_link_away_and_choosing_it_cancels_the_code()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, NoScript);
        var reference = await browserShopper.GetCodeAsync();

        await browserShopper.Page.GetByRole(AriaRole.Link, new() { Name = "Pay another way" }).ClickAsync();
        await browserShopper.ChooseCheckAsync();

        Assert.That(fixture.Glase.Invoice(reference).Status, Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task A_new_code_can_be_had_after_the_order()
    {
        var fixture = await BrowserShops.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, NoScript);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.PlaceOrderAsync();

        fixture.Glase.Expire(await browserShopper.CodeAsync());
        await browserShopper.StateIsAsync("expired");
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        fixture.Glase.Pay(await browserShopper.CodeAsync());
        var order = await FinishAsync(browserShopper);

        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task No_button_is_shown_that_would_do_nothing()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, NoScript);
        await browserShopper.GetCodeAsync();

        await Assertions.Expect(browserShopper.Payment.Locator("button:visible")).ToHaveCountAsync(0);
    }

    // The order's own page may apply the payment before the shopper presses the button.
    private static async Task<Core.Domain.Orders.Order> FinishAsync(BrowserShopper browserShopper)
    {
        var button = browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "Complete the order" });
        var completed = browserShopper.Page.Locator(".order-completed-page");
        await Assertions.Expect(button.Or(completed)).ToBeVisibleAsync();
        if (await button.IsVisibleAsync())
            await button.ClickAsync();
        return await browserShopper.ArriveAsync();
    }
}
