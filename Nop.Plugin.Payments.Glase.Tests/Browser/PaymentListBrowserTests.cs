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
        // The rows, and the link in them, are made anew.
        await admin.Page.RunAndWaitForResponseAsync(() => admin.Page.Keyboard.PressAsync("Enter"), response => response.Request.Method == "POST");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1-1 of 1");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "View" }).PressAsync("Enter");

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
            admin.Page.GetByRole(AriaRole.Button, new() { Name = "Export to CSV" }).ClickAsync());

        Assert.That(download.SuggestedFilename, Does.StartWith("glase-payments-").And.EndWith(".csv"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain(reference));
    }

    [Test]
    public async Task An_admin_sorts_chooses_days_and_is_told_what_to_do_about_nothing()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await BuyAsync(fixture);
        await BuyAsync(fixture);
        await using var admin = await OpenListAsync(fixture);
        var rows = admin.Page.Locator("tbody tr");
        var created = admin.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Created" });

        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(created).ToHaveAttributeAsync("aria-sort", "descending");
        var newest = await rows.First.TextContentAsync();
        await created.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(created).ToHaveAttributeAsync("aria-sort", "ascending");
        await Assertions.Expect(rows.Last).ToHaveTextAsync(newest);

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Today" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1-2 of 2");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Last month" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveTextAsync(["No payments were found. Clear a search field or choose an earlier day. "
            + "A payment is listed as soon as a shopper is shown a code."]);
        Assert.That(admin.Problems, Is.Empty);
    }

    [Test]
    public async Task The_list_and_the_dashboard_have_no_accessibility_violation()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await BuyAsync(fixture);
        await using var admin = await OpenListAsync(fixture, new() { BypassCSP = true });
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1-1 of 1");

        await Axe.AssertNoViolationsAsync(admin, "main");

        await admin.Page.GotoAsync("Admin");
        await Assertions.Expect(admin.Page.Locator("#glase-codes-chart")).ToBeVisibleAsync();
        await Axe.AssertNoViolationsAsync(admin, "#glase-dashboard-card");
        Assert.That(admin.Problems, Is.Empty);
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
