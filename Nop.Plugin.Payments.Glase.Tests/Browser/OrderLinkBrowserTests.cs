using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class OrderLinkBrowserTests
{
    [Test]
    public async Task A_guest_on_another_device_pays_by_the_link_of_the_order_page()
    {
        var fixture = await BrowserShops.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { BypassCSP = true });
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.PlaceOrderAsync();
        await browserShopper.CodeAsync();
        await browserShopper.Page.GotoAsync("order/history");
        await browserShopper.Page.Locator("a[href*='orderdetails']").First.ClickAsync();
        var link = browserShopper.Page.Locator(".glase-order-link").GetByRole(AriaRole.Link, new() { Name = "Pay with Glase" });
        await Axe.AssertNoViolationsAsync(browserShopper, ".glase-order-link");
        await CopyAsAdminAsync(fixture, browserShopper.Page.Url.Split('/')[^1]);
        var phone = BrowserShopper.Phone;
        phone.BypassCSP = true;
        await using var payer = await BrowserShopper.EnterAsync(fixture, phone);

        await payer.Page.GotoAsync(await link.GetAttributeAsync("href"));
        var reference = await payer.CodeAsync();
        await Assertions.Expect(payer.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€10.45");
        await AccessibilityTests.AssertAccessibleAsync(payer, "waiting");
        fixture.Glase.Pay(reference);

        await Assertions.Expect(payer.Page.Locator(".glase-receipt .glase-number"))
            .ToHaveTextAsync(fixture.Glase.Invoice(reference).ErsReference);
        await browserShopper.Page.ReloadAsync();
        await Assertions.Expect(link).ToHaveCountAsync(0);
    }

    // Under a policy that lets no inline script through.
    private static async Task CopyAsAdminAsync(ShopFixture fixture, string orderId)
    {
        await using var admin = await BrowserShopper.EnterAsync(fixture);
        await SettingsPageTests.OpenAsync(admin);
        admin.ForgetProblems();
        await admin.Page.GotoAsync($"Admin/Order/Edit/{orderId}");

        await admin.Page.Locator("glase-copy").GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await Assertions.Expect(admin.Page.Locator("glase-copy .glase-copied")).ToHaveTextAsync("Copied");
        Assert.That(admin.Problems, Is.Empty);
    }
}
