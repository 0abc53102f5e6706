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
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, Desktop);
        var reference = await browserShopper.GetCodeAsync();
        await AssertAccessibleAsync(browserShopper, "waiting");

        fixture.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");
        await AssertAccessibleAsync(browserShopper, "inProgress");
        fixture.Glase.Expire(reference);
        await AssertAccessibleAsync(browserShopper, "expired");

        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        fixture.Glase.Cancel(await browserShopper.CodeAsync());
        await AssertAccessibleAsync(browserShopper, "cancelled");
    }

    [Test]
    public async Task Payment_step_on_a_phone()
    {
        var fixture = await BrowserShops.SharedAsync();
        var phone = BrowserShopper.Phone;
        phone.BypassCSP = true;
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, phone);
        await browserShopper.GetCodeAsync();
        await browserShopper.Page.GetByText("show the QR code").ClickAsync();

        await AssertAccessibleAsync(browserShopper, "waiting");
    }

    [Test]
    public async Task Payment_step_and_page_with_the_code_after_the_order()
    {
        var fixture = await BrowserShops.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, Desktop);
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
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await using var stranger = await BrowserShopper.EnterAsync(fixture, Desktop);
        var reference = await browserShopper.GetCodeAsync();

        await stranger.Page.GotoAsync(fixture.Glase.Invoice(reference).Content.BackUrl);

        await AssertAccessibleAsync(stranger, "waiting");
    }

    [Test]
    public async Task Settings_page()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture, Desktop);
        await SettingsPageTests.OpenAsync(owner);

        await Axe.AssertNoViolationsAsync(owner, "main");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByText("Connection test")).ToBeVisibleAsync();
        await Axe.AssertNoViolationsAsync(owner, "main");
    }

    [Test]
    public async Task Settings_page_with_wrong_input()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture, Desktop);
        await SettingsPageTests.OpenAsync(owner);

        await owner.Page.GetByLabel("Payment time limit (minutes)").FillAsync("500");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await Axe.AssertNoViolationsAsync(owner, "main");
    }

    [Test]
    public async Task Receipt_with_the_reference()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, Desktop);
        fixture.Glase.Pay(await browserShopper.GetCodeAsync());
        await browserShopper.ArriveAsync();

        await Axe.AssertNoViolationsAsync(browserShopper, ".glase-reference");
    }

    [Test]
    public async Task Zoomed_to_400_percent_nothing_is_cut_off()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { ViewportSize = new() { Width = NarrowestPhone, Height = 256 } });
        await browserShopper.GetCodeAsync();

        var overflow = await browserShopper.Payment.EvaluateAsync<int>("""
            payment => Math.max(...[payment, ...payment.querySelectorAll('*')].map(part => part.getBoundingClientRect().right)) - innerWidth
            """);

        Assert.That(overflow, Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task Reduced_motion_is_respected()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { ReducedMotion = ReducedMotion.Reduce });
        await browserShopper.GetCodeAsync();

        Assert.That(await browserShopper.Page.EvaluateAsync<int>("document.getAnimations().length"), Is.Zero);
    }

    internal static async Task AssertAccessibleAsync(BrowserShopper browserShopper, string state)
    {
        await browserShopper.StateIsAsync(state);
        await Axe.AssertNoViolationsAsync(browserShopper, "glase-payment");
    }
}
