using Microsoft.Playwright;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The admin's list of payments, under a policy that lets no inline script or style through.
/// </summary>
public class PaymentListBrowserTests
{
    [Test]
    public async Task An_admin_finds_a_payment_by_keyboard_and_opens_it()
    {
        await using var fixture = await BrowserShops.StartAsync();
        var reference = await BuyAsync(fixture);
        await using var admin = await OpenListAsync(fixture);

        await admin.Page.GetByLabel("Glase reference").FocusAsync();
        await admin.Page.Keyboard.TypeAsync(reference);
        await admin.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Payments found: 1");
        await admin.Page.Locator("tbody a").First.FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(admin.Page.Locator(".glase-payment-panel")).ToContainTextAsync(reference);
        Assert.That(admin.Problems, Is.Empty);
    }

    [Test]
    public async Task The_list_comes_as_a_file()
    {
        await using var fixture = await BrowserShops.StartAsync();
        var reference = await BuyAsync(fixture);
        await using var admin = await OpenListAsync(fixture);

        var download = await admin.Page.RunAndWaitForDownloadAsync(() =>
            admin.Page.GetByRole(AriaRole.Link, new() { Name = "Export to CSV" }).ClickAsync());

        Assert.That(download.SuggestedFilename, Does.StartWith("glase-payments-").And.EndWith(".csv"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain(reference));
    }

    [Test]
    public async Task The_list_has_no_accessibility_violation()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await BuyAsync(fixture);
        await using var admin = await OpenListAsync(fixture, new() { BypassCSP = true });

        await Axe.AssertNoViolationsAsync(admin, "main");
    }

    private static async Task<string> BuyAsync(ShopFixture fixture)
    {
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        fixture.Glase.Pay(reference);
        await browserShopper.ArriveAsync();
        return reference;
    }

    private static async Task<BrowserShopper> OpenListAsync(ShopFixture fixture, BrowserNewContextOptions options = null)
    {
        var admin = await BrowserShopper.EnterAsync(fixture, options);
        await SettingsPageTests.OpenAsync(admin);
        admin.ForgetProblems();
        await admin.Page.GotoAsync("Admin/Glase/Payments");
        return admin;
    }
}
