using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The plugin's part of each page, by axe's rules. axe is a script of its own, so the pages' policy is put aside for it.
/// </summary>
public class AccessibilityTests
{
    private const int NarrowestPhone = 320;

    private static BrowserNewContextOptions Desktop => new() { BypassCSP = true };

    [Test]
    public async Task Payment_step_in_each_of_its_states()
    {
        var shop = await BrowserTestShop.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(shop, Desktop);
        var reference = await browserShopper.GetCodeAsync();
        await AssertAccessibleAsync(browserShopper, "waiting");

        shop.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");
        await AssertAccessibleAsync(browserShopper, "inProgress");
        shop.Glase.Expire(reference);
        await AssertAccessibleAsync(browserShopper, "expired");

        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        shop.Glase.Cancel(await browserShopper.CodeAsync());
        await AssertAccessibleAsync(browserShopper, "cancelled");
    }

    [Test]
    public async Task Payment_step_on_a_phone()
    {
        var shop = await BrowserTestShop.SharedAsync();
        var phone = BrowserShopper.Phone;
        phone.BypassCSP = true;
        await using var browserShopper = await BrowserShopper.EnterAsync(shop, phone);
        await browserShopper.GetCodeAsync();
        await browserShopper.Page.GetByText("show the QR code").ClickAsync();

        await AssertAccessibleAsync(browserShopper, "waiting");
    }

    [Test]
    public async Task Payment_step_and_page_with_the_code_after_the_order()
    {
        var shop = await BrowserTestShop.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(shop, Desktop);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await AssertAccessibleAsync(browserShopper, "afterOrder");

        await browserShopper.PlaceOrderAsync();
        await browserShopper.CodeAsync();
        await AssertAccessibleAsync(browserShopper, "waiting");
    }

    [Test]
    public async Task Page_for_another_browser()
    {
        var shop = await BrowserTestShop.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(shop);
        await using var stranger = await BrowserShopper.EnterAsync(shop, Desktop);
        var reference = await browserShopper.GetCodeAsync();

        await stranger.Page.GotoAsync(shop.Glase.Invoice(reference).Content.BackUrl);

        await AssertAccessibleAsync(stranger, "waiting");
    }

    [Test]
    public async Task Settings_page()
    {
        var shop = await BrowserTestShop.SharedAsync();
        await using var owner = await BrowserShopper.EnterAsync(shop, Desktop);
        await SettingsPageTests.OpenAsync(owner);

        await Axe.AssertNoViolationsAsync(owner, "main");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByText("Connection test")).ToBeVisibleAsync();
        await Axe.AssertNoViolationsAsync(owner, "main");
    }

    [Test]
    public async Task Settings_page_with_wrong_input()
    {
        var shop = await BrowserTestShop.SharedAsync();
        await using var owner = await BrowserShopper.EnterAsync(shop, Desktop);
        await SettingsPageTests.OpenAsync(owner);

        await owner.Page.GetByLabel("Payment time limit (minutes)").FillAsync("500");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await Axe.AssertNoViolationsAsync(owner, "main");
    }

    [Test]
    public async Task Receipt_with_the_reference()
    {
        var shop = await BrowserTestShop.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(shop, Desktop);
        shop.Glase.Pay(await browserShopper.GetCodeAsync());
        await browserShopper.ArriveAsync();

        await Axe.AssertNoViolationsAsync(browserShopper, ".glase-reference");
    }

    [Test]
    public async Task Zoomed_to_400_percent_nothing_is_cut_off()
    {
        var shop = await BrowserTestShop.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(shop, new() { ViewportSize = new() { Width = NarrowestPhone, Height = 256 } });
        await browserShopper.GetCodeAsync();

        var overflow = await browserShopper.Payment.EvaluateAsync<int>("""
            payment => Math.max(...[payment, ...payment.querySelectorAll('*')].map(part => part.getBoundingClientRect().right)) - innerWidth
            """);

        Assert.That(overflow, Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task Reduced_motion_is_respected()
    {
        var shop = await BrowserTestShop.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(shop, new() { ReducedMotion = ReducedMotion.Reduce });
        await browserShopper.GetCodeAsync();

        Assert.That(await browserShopper.Page.EvaluateAsync<int>("document.getAnimations().length"), Is.Zero);
    }

    internal static async Task AssertAccessibleAsync(BrowserShopper browserShopper, string state)
    {
        await browserShopper.StateIsAsync(state);
        await Axe.AssertNoViolationsAsync(browserShopper, "glase-payment");
    }
}
