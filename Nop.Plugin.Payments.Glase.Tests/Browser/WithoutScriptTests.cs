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
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop, NoScript);
        var reference = await shopper.GetCodeAsync();

        await shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Go to the page to pay on" }).ClickAsync();
        await shopper.StateIsAsync("waiting");
        shop.Glase.Pay(reference);
        await shopper.StateIsAsync("paid");
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Complete the order" }).ClickAsync();

        Assert.That((await shopper.ArriveAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task A_new_code_can_be_had_after_the_order()
    {
        var shop = await TestShop.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var shopper = await Shopper.EnterAsync(shop, NoScript);
        await shopper.FillCartAsync();
        await shopper.GoToPaymentStepAsync();
        await shopper.PlaceOrderAsync();

        shop.Glase.Expire(await shopper.CodeAsync());
        await shopper.StateIsAsync("expired");
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        shop.Glase.Pay(await shopper.CodeAsync());
        var order = await FinishAsync(shopper);

        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task No_button_is_shown_that_would_do_nothing()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop, NoScript);
        await shopper.GetCodeAsync();

        await Assertions.Expect(shopper.Payment.Locator("button:visible")).ToHaveCountAsync(0);
    }

    // The order's own page may settle the payment before the shopper presses the button.
    private static async Task<Core.Domain.Orders.Order> FinishAsync(Shopper shopper)
    {
        var button = shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Complete the order" });
        var completed = shopper.Page.Locator(".order-completed-page");
        await Assertions.Expect(button.Or(completed)).ToBeVisibleAsync();
        if (await button.IsVisibleAsync())
            await button.ClickAsync();
        return await shopper.ArriveAsync();
    }
}
