using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The code is large enough to be scanned, and larger on request.
/// </summary>
public class QrCodeBrowserTests
{
    private const int LeastWidth = 240;

    [Test]
    public async Task The_code_is_enlarged_and_three_ways_lead_back([Values] bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { BypassCSP = true });
        await browserShopper.GetCodeAsync();
        var button = browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "Enlarge the code" });
        var dialog = browserShopper.Page.GetByRole(AriaRole.Dialog, new() { Name = "Pay with Glase" });
        var small = await browserShopper.Page.Locator("img.glase-qr").BoundingBoxAsync();

        await button.ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await Axe.AssertNoViolationsAsync(browserShopper, ".glase-dialog");
        var large = await dialog.GetByRole(AriaRole.Img, new() { Name = "QR code to pay" }).BoundingBoxAsync();
        await browserShopper.Page.Keyboard.PressAsync("Escape");
        await AssertClosedAsync();

        await browserShopper.Page.Locator("img.glase-qr").ClickAsync();
        await dialog.Locator("img").ClickAsync();
        await AssertClosedAsync();

        await button.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await AssertClosedAsync();
        Assert.That(small.Width, Is.GreaterThanOrEqualTo(LeastWidth));
        Assert.That(large.Width, Is.GreaterThan(2 * LeastWidth));

        async Task AssertClosedAsync()
        {
            await Assertions.Expect(dialog).ToBeHiddenAsync();
            await Assertions.Expect(browserShopper.Page.Locator("dialog .glase-qr")).ToHaveCountAsync(0);
            await Assertions.Expect(button).ToBeFocusedAsync();
        }
    }

    [Test]
    public async Task A_scanned_code_leaves_the_screen()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        await browserShopper.Page.Locator("img.glase-qr").ClickAsync();
        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        fixture.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");

        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Assertions.Expect(browserShopper.Page.Locator("[data-glase-panel=inProgress] .glase-title")).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_theme_with_small_letters_does_not_make_the_code_small()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { BypassCSP = true });
        await browserShopper.GetCodeAsync();

        await browserShopper.Page.AddStyleTagAsync(new() { Content = "html { font-size: 10px; }" });

        Assert.That((await browserShopper.Page.Locator("img.glase-qr").BoundingBoxAsync()).Width, Is.GreaterThanOrEqualTo(LeastWidth));
    }

    [Test]
    public async Task On_a_phone_the_code_stands_in_the_middle()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, BrowserShopper.Phone);
        await browserShopper.GetCodeAsync();
        await browserShopper.Page.GetByText("show the QR code").ClickAsync();

        var code = await browserShopper.Page.Locator("img.glase-qr").BoundingBoxAsync();

        Assert.That(code.X + (code.Width / 2), Is.EqualTo(BrowserShopper.Phone.ViewportSize.Width / 2).Within(1));
        await browserShopper.Page.Locator("img.glase-qr").TapAsync();
        var large = await browserShopper.Page.GetByRole(AriaRole.Dialog).Locator("img").BoundingBoxAsync();
        Assert.That(large.Width, Is.GreaterThan(0.9 * BrowserShopper.Phone.ViewportSize.Width));
    }
}
