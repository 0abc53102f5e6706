using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// What stands around the code: the logo, the time left, help, the reference, and how it all looks.
/// </summary>
public class HelpBrowserTests
{
    private const string DarkTheme = "body, .glase { background: #161616; color: #eee; } .glase a { color: inherit; }";

    [Test]
    public async Task The_logo_is_there_and_help_says_what_to_do()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { BypassCSP = true });
        await browserShopper.GetCodeAsync();

        await browserShopper.Payment.GetByText("Having trouble?").ClickAsync();

        await Assertions.Expect(browserShopper.Payment.GetByText("enlarge the code and turn up the brightness")).ToBeVisibleAsync();
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "waiting");
        var logo = browserShopper.Payment.GetByRole(AriaRole.Img, new() { Name = "Glase", Exact = true });
        Assert.That(await logo.EvaluateAsync<int>("logo => logo.naturalWidth"), Is.Positive, "the shop serves it");
        await Assertions.Expect(browserShopper.Payment.GetByText("Get the app")).ToHaveCountAsync(0);
    }

    // One after the other: a browser has one clipboard.
    [Test]
    public async Task The_reference_is_copied_without_the_gaps_between_its_groups()
    {
        await AssertCopiedAsync(hasClipboard: true);
        await AssertCopiedAsync(hasClipboard: false);
    }

    [Test]
    public async Task The_title_of_the_page_says_how_the_payment_stands()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        const string title = "Payment – Northlight";
        await Assertions.Expect(browserShopper.Page).ToHaveTitleAsync($"Scan the code to pay – {title}");

        fixture.Glase.Expire(reference);
        await Assertions.Expect(browserShopper.Page).ToHaveTitleAsync($"The time to pay has run out – {title}");
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        await Assertions.Expect(browserShopper.Page).ToHaveTitleAsync($"Scan the code to pay – {title}");

        await browserShopper.Payment.EvaluateAsync("payment => payment.remove()");
        await Assertions.Expect(browserShopper.Page).ToHaveTitleAsync(title);
    }

    [Test]
    public async Task A_bar_shows_the_time_left_and_its_end_moves_nothing()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        var bar = browserShopper.Payment.Locator("progress");
        await Assertions.Expect(bar).ToHaveJSPropertyAsync("max", 600);
        Assert.That(await bar.EvaluateAsync<double>("bar => bar.value"), Is.InRange(540, 600));
        var head = await browserShopper.Payment.Locator(".glase-head").BoundingBoxAsync();

        fixture.Glase.Cancel(reference);
        await browserShopper.StateIsAsync("cancelled");

        await Assertions.Expect(bar).ToBeHiddenAsync();
        Assert.That((await browserShopper.Payment.Locator(".glase-head").BoundingBoxAsync()).Height, Is.EqualTo(head.Height).Within(1));
    }

    [Test]
    public async Task Trouble_has_a_sign_of_its_own_instead_of_the_one_for_waiting()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.Context.RouteAsync("**/glase/*/events", route => route.AbortAsync());
        await browserShopper.Context.RouteAsync("**/glase/*/status", route => route.FulfillAsync(new() { Status = 502 }));
        await browserShopper.GetCodeAsync();

        await Assertions.Expect(browserShopper.Status).ToHaveTextAsync("The connection was lost. Reconnecting…");
        await Assertions.Expect(browserShopper.Status).Not.ToHaveClassAsync(new Regex("glase-busy"));
        await browserShopper.Context.UnrouteAsync("**/glase/*/status");
        await Assertions.Expect(browserShopper.Status).ToHaveClassAsync(new Regex("glase-busy"));
    }

    [Test]
    public async Task A_dark_theme_of_the_shop_is_followed_and_one_of_the_system_is_not()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { BypassCSP = true, ColorScheme = ColorScheme.Dark });
        var reference = await browserShopper.GetCodeAsync();
        await Assertions.Expect(browserShopper.Payment).Not.ToHaveAttributeAsync("data-dark", new Regex(""));

        await browserShopper.Page.AddStyleTagAsync(new() { Content = DarkTheme });
        await Assertions.Expect(browserShopper.Payment).ToHaveAttributeAsync("data-dark", "");
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "waiting");
        await browserShopper.Page.Locator("img.glase-qr").ClickAsync();
        await Axe.AssertNoViolationsAsync(browserShopper, ".glase-dialog");
        await browserShopper.Page.Keyboard.PressAsync("Escape");
        fixture.Glase.Expire(reference);
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "expired");
    }

    [Test]
    public async Task The_receipt_is_printed_with_its_reference_and_without_buttons()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        fixture.Glase.Pay(reference);
        await browserShopper.ArriveAsync();
        var copy = browserShopper.Page.Locator(".glase-reference").GetByRole(AriaRole.Button);
        await Assertions.Expect(copy).ToBeVisibleAsync();

        await browserShopper.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(copy).ToBeHiddenAsync();
        await Assertions.Expect(browserShopper.Page.Locator(".glase-reference .glase-number"))
            .ToHaveTextAsync(fixture.Glase.Invoice(reference).ErsReference);
        await Assertions.Expect(browserShopper.Page.Locator(".glase-reference")).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
    }

    private static async Task AssertCopiedAsync(bool hasClipboard)
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, new() { Permissions = ["clipboard-read", "clipboard-write"] });
        if (!hasClipboard)
            await browserShopper.Page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        var reference = await browserShopper.GetCodeAsync();
        await browserShopper.Payment.GetByText("Having trouble?").ClickAsync();
        var number = browserShopper.Payment.Locator(".glase-number");

        await Assertions.Expect(number).ToHaveTextAsync(reference);
        Assert.That(await number.Locator("span").CountAsync(), Is.EqualTo((reference.Length + 3) / 4));
        await browserShopper.Payment.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Assertions.Expect(browserShopper.Payment.Locator(".glase-copied[aria-live=polite]")).ToHaveTextAsync("Copied");

        var field = (await browserShopper.OpenTabAsync()).Locator("input[type=search]");
        await field.Page.GotoAsync("");
        await field.Page.SetContentAsync("<input type=search>");
        await field.PressAsync("Control+V");
        await Assertions.Expect(field).ToHaveValueAsync(reference);
    }
}
