using Glase.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Configuration;
using Nop.Services.Security;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class SettingsPageTests
{
    [Test]
    public async Task What_the_owner_enters_is_saved()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await OpenAsync(owner);

        await owner.Page.GetByLabel("Use the test server").CheckAsync();
        await owner.Page.GetByLabel("Terminal id").FillAsync("webshop-1");
        await owner.Page.GetByLabel("Terminal password").FillAsync("new secret");
        await owner.Page.GetByLabel("QR code placement").SelectOptionAsync("After the order is placed");
        await owner.Page.GetByLabel("Payment time limit (minutes)").FillAsync("30");
        await owner.Page.GetByLabel("Charge customers").SelectOptionAsync("When I capture the payment");
        await owner.Page.GetByLabel("Reservation period (days)").FillAsync("6");
        await owner.Page.GetByLabel("Shop id").FillAsync("shop-1");
        await owner.Page.GetByLabel("Log API calls").CheckAsync();
        await owner.Page.GetByLabel("Send receipts to Glase").UncheckAsync();
        await owner.Page.GetByLabel("Invoice footer").FillAsync("Thank you & come again");
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByLabel("Invoice footer")).ToHaveValueAsync("Thank you & come again");
        var (settings, password) = await SettingsAsync(fixture);
        Assert.Multiple(() =>
        {
            Assert.That(settings.UseTestServer, Is.True);
            Assert.That(settings.TerminalId, Is.EqualTo("webshop-1"));
            Assert.That(settings.TerminalPassword, Does.Not.Contain("secret"));
            Assert.That(password, Is.EqualTo("new secret"));
            Assert.That(settings.QrCodePlacement, Is.EqualTo(QrCodePlacement.AfterOrder));
            Assert.That(settings.PaymentWindowMinutes, Is.EqualTo(30));
            Assert.That(settings.CaptureMode, Is.EqualTo(CaptureMode.Manual));
            Assert.That(settings.ReservationDays, Is.EqualTo(6));
            Assert.That(settings.ShopId, Is.EqualTo("shop-1"));
            Assert.That(settings.LogRequests, Is.True);
            Assert.That(settings.SubmitReceipt, Is.False);
            Assert.That(settings.InvoiceFooter, Is.EqualTo("Thank you & come again"));
        });
    }

    [Test]
    public async Task The_password_is_not_on_the_page_and_kept_when_left_empty()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        var (before, password) = await SettingsAsync(fixture);
        await OpenAsync(owner);

        await Assertions.Expect(owner.Page.GetByLabel("Terminal password")).ToHaveValueAsync("");
        Assert.That(await owner.Page.ContentAsync(), Does.Not.Contain($"\"{password}\"").And.Not.Contain(before.TerminalPassword));
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        Assert.That((await SettingsAsync(fixture)).Password, Is.EqualTo(password));
    }

    [Test]
    public async Task Wrong_input_names_the_field_and_keeps_the_rest()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        var (before, _) = await SettingsAsync(fixture);
        await OpenAsync(owner);

        await owner.Page.GetByLabel("Address for live payments").FillAsync("http://live.example.com/soap");
        await owner.Page.GetByLabel("Terminal password").FillAsync("typed");
        await owner.Page.GetByLabel("Invoice title").FillAsync("Typed title");
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("Enter a complete address that begins with https://.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByText("Enter the password once more: nothing was saved yet.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByLabel("Address for live payments")).ToHaveValueAsync("http://live.example.com/soap");
        await Assertions.Expect(owner.Page.GetByLabel("Invoice title")).ToHaveValueAsync("Typed title");
        await Assertions.Expect(owner.Page.GetByLabel("Terminal password")).ToHaveValueAsync("");
        Assert.That(await owner.Page.ContentAsync(), Does.Not.Contain("\"typed\""));
        Assert.That((await SettingsAsync(fixture)).Settings.LiveServiceUrl, Is.EqualTo(before.LiveServiceUrl));
    }

    [Test]
    public async Task Errors_are_listed_in_the_order_of_the_page_and_nothing_is_saved()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await OpenAsync(owner);

        await owner.Page.GetByLabel("Shop password", new() { Exact = true }).FillAsync("typed");
        await owner.Page.GetByLabel("Invoice title").FillAsync(new string('a', 256));
        await owner.Page.GetByLabel("Payment time limit (minutes)").FillAsync("0");
        await owner.Page.GetByLabel("Terminal id").FillAsync("");
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("Enter the terminal id that Glase gave you.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.Locator("#glase-wrong")).ToBeFocusedAsync();
        await Assertions.Expect(owner.Page.Locator("#glase-wrong li")).ToHaveTextAsync(
            ["Terminal id", "Payment time limit (minutes)", "Invoice title", "Shop id", "Shop password"]);
        await owner.Page.Locator("#glase-wrong").GetByRole(AriaRole.Link, new() { Name = "Invoice title" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByLabel("Invoice title")).ToBeFocusedAsync();
        await Assertions.Expect(owner.Page.GetByLabel("Invoice title")).ToBeInViewportAsync();
    }

    [Test]
    public async Task Fields_that_have_no_effect_are_hidden_and_keep_their_values()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        var (before, _) = await SettingsAsync(fixture);
        await OpenAsync(owner);
        owner.ForgetProblems();
        var hour = owner.Page.GetByLabel("Closing hour (0–23)");
        var days = owner.Page.GetByLabel("Reservation period (days)");
        var address = owner.Page.GetByLabel("Address for live payments");

        await Assertions.Expect(hour).ToBeHiddenAsync();
        await Assertions.Expect(days).ToBeHiddenAsync();
        await Assertions.Expect(owner.Page.GetByText("In EUR, the primary store currency.")).ToBeVisibleAsync();
        await owner.Page.GetByLabel("Close the period each day").CheckAsync();
        await owner.Page.GetByLabel("Charge customers").SelectOptionAsync("When I capture the payment");
        await owner.Page.GetByLabel("Additional fee in percent").CheckAsync();
        await Assertions.Expect(owner.Page.GetByText("In percent of the order total.")).ToBeVisibleAsync();
        await days.FillAsync("7");
        await hour.FillAsync("3");
        await owner.Page.GetByLabel("Close the period each day").UncheckAsync();
        await Assertions.Expect(hour).ToBeHiddenAsync();
        await owner.Page.GetByLabel("Use the test server").SetCheckedAsync(!before.UseTestServer);
        await Assertions.Expect(address).ToBeVisibleAsync(new() { Visible = before.UseTestServer });
        await owner.Page.GetByLabel("Use the test server").SetCheckedAsync(before.UseTestServer);
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        var (after, _) = await SettingsAsync(fixture);
        Assert.That((after.ClosePeriodHour, after.ReservationDays, after.LiveServiceUrl), Is.EqualTo((3, 7, before.LiveServiceUrl)));
        Assert.That(owner.Problems, Is.Empty);
    }

    [Test]
    public async Task A_warning_leads_to_the_help_and_both_pages_are_accessible()
    {
        // A shop that no notification has come to yet: it warns that its address is local.
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture, new() { BypassCSP = true });
        await OpenAsync(owner);
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(owner.Page.Locator("[data-glase-finding]")).Not.ToHaveCountAsync(0);
        await Axe.AssertNoViolationsAsync(owner, "main");

        await owner.Page.GotoAsync("Admin/Common/Warnings");
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "What it means and what to do" }).First.ClickAsync();

        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Warnings", Exact = true })).ToBeInViewportAsync();
        await Axe.AssertNoViolationsAsync(owner, "main");
    }

    [Test]
    public async Task Save_stays_in_view_and_what_is_jumped_to_is_below_it()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await OpenAsync(owner);
        var save = owner.Page.GetByRole(AriaRole.Button, new() { Name = "Save" });

        foreach (var (isSticky, width) in new[] { (false, 1280), (true, 1280), (true, 360) })
        {
            await fixture.Shop.RunAsync(services => services.GetRequiredService<ISettingService>()
                .SetSettingAsync("adminareasettings.usestickyheaderlayout", isSticky));
            await owner.Page.SetViewportSizeAsync(width, 700);
            await owner.Page.GotoAsync("Admin/Glase/Configure");
            await owner.Page.GetByLabel("Log API calls").ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(save).ToBeInViewportAsync();

            await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
            await Assertions.Expect(owner.Page.Locator("#glase-connection-test")).ToBeFocusedAsync();
            await AssertBelowBarAsync(owner, "#glase-connection-test");

            foreach (var section in new[] { "warnings", "in-the-log", "no-connection" })
            {
                await owner.Page.GotoAsync($"Admin/Glase/Help#{section}");
                await AssertBelowBarAsync(owner, $"#{section}");
            }
        }
    }

    // The bar may be above the target on a page that does not keep it in view: then it is not over it either.
    private static async Task AssertBelowBarAsync(BrowserShopper owner, string target)
    {
        await Assertions.Expect(owner.Page.Locator(target)).ToBeInViewportAsync();
        var bar = await owner.Page.Locator(".content-header").BoundingBoxAsync();
        var place = await owner.Page.Locator(target).BoundingBoxAsync();
        Assert.That(place.Y, Is.GreaterThanOrEqualTo(bar.Y + bar.Height - 1), target);
    }

    [Test]
    public async Task The_addresses_are_shown_with_a_warning_when_Glase_cannot_reach_them()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await OpenAsync(owner);

        await Assertions.Expect(owner.Page.GetByText($"{fixture.Shop.BaseUri}glase/TOKEN/notification")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByText($"{fixture.Shop.BaseUri}glase/TOKEN/return")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByText("Glase cannot reach this store from outside.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_shop_password_can_be_stored_kept_and_removed()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await OpenAsync(owner);
        await owner.Page.GetByLabel("Shop id").FillAsync("shop-1");
        await owner.Page.GetByLabel("Shop password", new() { Exact = true }).FillAsync("its secret");
        await SaveAsync(owner);
        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        var stored = (await SettingsAsync(fixture)).Settings.ShopPassword;
        Assert.That(stored, Is.Not.Empty.And.Not.Contains("secret"));
        Assert.That(await owner.Page.ContentAsync(), Does.Not.Contain("its secret").And.Not.Contain(stored));

        await SaveAsync(owner);
        Assert.That((await SettingsAsync(fixture)).Settings.ShopPassword, Is.EqualTo(stored));

        await owner.Page.GetByLabel("Remove the shop password").CheckAsync();
        await SaveAsync(owner);
        await Assertions.Expect(owner.Page.GetByLabel("Remove the shop password")).ToHaveCountAsync(0);
        Assert.That((await SettingsAsync(fixture)).Settings.ShopPassword, Is.Null.Or.Empty);
    }

    [Test]
    public async Task A_store_gets_values_of_its_own_where_its_box_is_checked()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        var second = new Store { Name = "Second store", Url = "https://second.example.com/", Hosts = "second.example.com" };
        await fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<Store>>().InsertAsync(second));
        await OpenAsync(owner);

        await owner.Page.GotoAsync($"Admin/Setting/ChangeStoreScopeConfiguration?storeid={second.Id}&returnUrl=%2FAdmin%2FGlase%2FConfigure");
        await Assertions.Expect(owner.Page.GetByLabel("Invoice title", new() { Exact = true })).ToBeDisabledAsync();
        await owner.Page.Locator("#InvoiceTitle_OverrideForStore").CheckAsync();
        await owner.Page.GetByLabel("Invoice title", new() { Exact = true }).FillAsync("Second invoice");
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.Locator("#InvoiceTitle_OverrideForStore")).ToBeCheckedAsync();
        var (own, shared) = await fixture.Shop.RunAsync(async services =>
        {
            var settings = services.GetRequiredService<ISettingService>();
            return (await settings.LoadSettingAsync<GlaseSettings>(second.Id), await settings.LoadSettingAsync<GlaseSettings>());
        });
        Assert.That(own.InvoiceTitle, Is.EqualTo("Second invoice"));
        Assert.That(shared.InvoiceTitle, Is.Not.EqualTo("Second invoice"));
        Assert.That(own.TerminalId, Is.EqualTo(shared.TerminalId));
    }

    [Test]
    public async Task Testing_the_connection_says_what_works_and_saves_nothing()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        var before = (await SettingsAsync(fixture)).Settings;
        await OpenAsync(owner);
        owner.ForgetProblems();

        await owner.Page.GetByLabel("Invoice title").FillAsync("Not saved");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();

        var result = owner.Page.Locator("#glase-connection-test");
        await Assertions.Expect(result).ToContainTextAsync("Works: The address");
        await Assertions.Expect(result).ToContainTextAsync("Works: Terminal id and password");
        await Assertions.Expect(result).ToContainTextAsync("Not tested: Shop id and password");
        await Assertions.Expect(result.Locator("[data-glase-finding=success]")).ToHaveCountAsync(2);
        await Assertions.Expect(owner.Page.Locator(".card", new() { Has = result }).GetByLabel("Terminal id")).ToBeVisibleAsync();
        await Assertions.Expect(result).ToHaveRoleAsync(AriaRole.Status);
        await Assertions.Expect(result).ToBeFocusedAsync();
        await Assertions.Expect(owner.Page.GetByLabel("Invoice title")).ToHaveValueAsync("Not saved");
        Assert.That((await SettingsAsync(fixture)).Settings.InvoiceTitle, Is.EqualTo(before.InvoiceTitle));
        Assert.That(fixture.Glase.Invoices, Is.Empty, "nothing is left behind at Glase");
        Assert.That(owner.Problems, Is.Empty);
    }

    [Test]
    public async Task Testing_the_connection_says_which_password_is_wrong_and_leaves_payments_alone()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await OpenAsync(owner);

        await owner.Page.GetByLabel("Terminal password").FillAsync("wrong");
        await owner.Page.GetByLabel("Shop id").FillAsync(new SimulatorOptions().ResellerId);
        await owner.Page.GetByLabel("Shop password", new() { Exact = true }).FillAsync(new SimulatorOptions().ResellerPassword);
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();

        var result = owner.Page.Locator("#glase-connection-test");
        await Assertions.Expect(result).ToContainTextAsync("Does not work: Terminal id and password.");
        await Assertions.Expect(result).ToContainTextAsync("Works: Shop id and password");
        await Assertions.Expect(owner.Page.GetByText("Enter the password once more: nothing was saved yet.")).ToHaveCountAsync(2);
        var isHealthy = await fixture.Shop.RunAsync(async services => services.GetRequiredService<IGlaseHealth>()
            .ForPayments(await services.GetRequiredService<GlaseConnectionProvider>().GetAsync(1)).CredentialsRefused is null);
        Assert.That(isHealthy, "what was only typed for a test is no failure of the shop's");
    }

    internal static async Task OpenAsync(BrowserShopper owner)
    {
        await owner.Page.GotoAsync("login?returnUrl=%2FAdmin");
        await owner.Page.FillAsync("#Email", "admin@example.com");
        await owner.Page.FillAsync("#Password", "sandbox");
        await owner.Page.ClickAsync(".login-button");
        await owner.Page.WaitForURLAsync("**/Admin**");
        await owner.Page.GotoAsync("Admin/Glase/Configure");
    }

    private static async Task SaveAsync(BrowserShopper owner)
    {
        // What is waited for is the next page, whether the settings were saved or refused.
        await owner.Page.EvaluateAsync("() => document.documentElement.setAttribute('data-before', '')");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(owner.Page.Locator("html:not([data-before]) [name=save]")).ToBeVisibleAsync();
    }

    private static async Task<(GlaseSettings Settings, string Password)> SettingsAsync(ShopFixture fixture)
    {
        return await fixture.Shop.RunAsync(async services =>
        {
            var settings = await services.GetRequiredService<ISettingService>().LoadSettingAsync<GlaseSettings>();
            return (settings, services.GetRequiredService<IEncryptionService>().DecryptText(settings.TerminalPassword));
        });
    }
}
