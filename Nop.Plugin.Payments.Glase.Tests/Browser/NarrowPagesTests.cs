using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The admin's pages on the narrowest phones, which are as wide as a page zoomed to 400 percent: nobody scrolls sideways.
/// </summary>
public class NarrowPagesTests
{
    private static BrowserNewContextOptions Zoomed => new() { ViewportSize = new ViewportSize { Width = 320, Height = 256 } };

    [Test]
    public async Task Settings_page_with_what_is_wrong_and_with_a_test_of_the_connection()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture, Zoomed);
        await SettingsPageTests.OpenAsync(owner);
        await AssertNothingSticksOutAsync(owner);

        await owner.Page.GetByLabel("Payment time limit (minutes)").FillAsync("500");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AssertNothingSticksOutAsync(owner);

        await owner.Page.GetByLabel("Payment time limit (minutes)", new() { Exact = true }).FillAsync("10");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByText("Connection test")).ToBeVisibleAsync();
        await AssertNothingSticksOutAsync(owner);
    }

    [Test]
    public async Task List_of_payments_and_page_of_one()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using (var browserShopper = await BrowserShopper.EnterAsync(fixture))
        {
            fixture.Glase.Pay(await browserShopper.GetCodeAsync());
            await browserShopper.ArriveAsync();
        }

        await using var admin = await BrowserShopper.EnterAsync(fixture, Zoomed);
        await SettingsPageTests.OpenAsync(admin);
        await admin.Page.GotoAsync("Admin/Glase/Payments");
        await Assertions.Expect(admin.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await AssertNothingSticksOutAsync(admin);

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "View" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator(".glase-payment-panel")).ToBeVisibleAsync();
        await AssertNothingSticksOutAsync(admin);
    }

    // Tables scroll by themselves.
    private static async Task AssertNothingSticksOutAsync(BrowserShopper visitor)
    {
        var sticksOut = await visitor.Page.Locator("main").EvaluateAsync<string[]>("""
            main => [...main.querySelectorAll('*')]
                .filter(part => !part.closest('table') && part.getBoundingClientRect().right > innerWidth)
                .map(part => part.outerHTML.slice(0, 120))
            """);

        Assert.That(sticksOut, Is.Empty);
        Assert.That(await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"),
            Is.LessThanOrEqualTo(0), "the page does not scroll sideways");
    }
}
