using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Periods, reports and reconciliation, under a policy that lets no inline script or style through.
/// </summary>
public class ReportsTests
{
    [Test]
    public async Task An_admin_closes_a_period_by_keyboard_and_watches_its_report_arrive()
    {
        await using var fixture = await StartAsync();
        await using var admin = await EnterAsync(fixture);

        await CloseAsync(admin);
        var status = await admin.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Status" })
            .EvaluateAsync<double>("cell => cell.offsetWidth / cell.closest('table').offsetWidth");
        Assert.That(status, Is.GreaterThan(0.2), "there is room for what went wrong");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Transactions of the terminal" }).ClickAsync();

        await Assertions.Expect(admin.Page.Locator("[data-glase-progress] [role=status]")).ToContainTextAsync("report");
        await Assertions.Expect(admin.Page.Locator("[data-glase-report]")).ToContainTextAsync("Amount (EUR)");
        await Assertions.Expect(admin.Page.GetByText("GeneratedAt")).ToHaveCountAsync(0);
        var download = await admin.Page.RunAndWaitForDownloadAsync(() =>
            admin.Page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }).ClickAsync());
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("ErsReference"));
        Assert.That(admin.Problems, Is.Empty);
    }

    [Test]
    public async Task The_reconciliation_shows_what_matches_what_does_not_and_the_days()
    {
        await using var fixture = await StartAsync();
        await using var admin = await EnterAsync(fixture);
        await ReconcileAsync(admin);

        await Assertions.Expect(admin.Page.Locator("[data-glase-matched]")).ToHaveAttributeAsync("data-glase-matched", "1");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Img, new() { Name = "Sales and refunds per day in EUR" })).ToBeVisibleAsync();
        Assert.That(admin.Problems, Is.Empty);

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Payment no. 1" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator(".glase-payment-panel")).ToBeVisibleAsync();
    }

    [Test]
    public async Task The_pages_have_no_accessibility_violation()
    {
        await using var fixture = await StartAsync();
        await using var admin = await EnterAsync(fixture, new() { BypassCSP = true });
        await Axe.AssertNoViolationsAsync(admin, "main");

        fixture.Glase.Options.ReportDelay = TimeSpan.FromSeconds(20);
        await CloseAsync(admin);
        await Axe.AssertNoViolationsAsync(admin, "main");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Summary of the shop" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[data-glase-progress]")).ToBeVisibleAsync();
        await Axe.AssertNoViolationsAsync(admin, "main");

        fixture.Glase.Options.ReportDelay = TimeSpan.FromMilliseconds(100);
        await admin.Page.GotoAsync("Admin/Glase/Period/1/TerminalDetails");
        await Assertions.Expect(admin.Page.Locator("[data-glase-report]")).ToBeVisibleAsync();
        await Axe.AssertNoViolationsAsync(admin, "main");
        await admin.Page.GotoAsync("Admin/Glase/Period/1/reconciliation");
        await Assertions.Expect(admin.Page.Locator("[data-glase-matched]")).ToBeVisibleAsync();
        await Axe.AssertNoViolationsAsync(admin, "main");
    }

    internal static async Task<ShopFixture> StartAsync()
    {
        var fixture = await BrowserShops.StartAsync();
        await ReportingShop.EnterCredentialsAsync(fixture);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        fixture.Glase.Pay(await browserShopper.GetCodeAsync());
        await browserShopper.ArriveAsync();
        return fixture;
    }

    internal static async Task<BrowserShopper> EnterAsync(ShopFixture fixture, BrowserNewContextOptions options = null)
    {
        var admin = await BrowserShopper.EnterAsync(fixture, options);
        await SettingsPageTests.OpenAsync(admin);
        admin.ForgetProblems();
        await admin.Page.GotoAsync("Admin/Glase/Periods");
        return admin;
    }

    internal static async Task CloseAsync(BrowserShopper admin)
    {
        await admin.Page.GetByText("Close the current period…").FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Close it now" }).FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(admin.Page.GetByText("was closed. Its reports are available")).ToBeVisibleAsync();
    }

    private static async Task ReconcileAsync(BrowserShopper admin)
    {
        await CloseAsync(admin);
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Reconciliation" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Load Glase's report" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[data-glase-matched]")).ToBeVisibleAsync();
    }
}
