using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Configuration;
using Nop.Services.Security;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class SettingsPageTests
{
    [Test]
    public async Task What_the_owner_enters_is_saved()
    {
        await using var shop = await TestShop.StartAsync();
        await using var owner = await Shopper.EnterAsync(shop);
        await OpenAsync(owner);

        await owner.Page.GetByLabel("Use the test server").CheckAsync();
        await owner.Page.GetByLabel("Terminal id").FillAsync("webshop-1");
        await owner.Page.GetByLabel("Password").FillAsync("new secret");
        await owner.Page.GetByLabel("Placement of the code").SelectOptionAsync("After the order is placed");
        await owner.Page.GetByLabel("Payment window").FillAsync("30");
        await owner.Page.GetByLabel("Bill footer").FillAsync("Thank you & come again");
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByLabel("Bill footer")).ToHaveValueAsync("Thank you & come again");
        var (settings, password) = await SettingsAsync(shop);
        Assert.Multiple(() =>
        {
            Assert.That(settings.UseTestServer, Is.True);
            Assert.That(settings.TerminalId, Is.EqualTo("webshop-1"));
            Assert.That(settings.TerminalPassword, Does.Not.Contain("secret"));
            Assert.That(password, Is.EqualTo("new secret"));
            Assert.That(settings.QrCodePlacement, Is.EqualTo(QrCodePlacement.AfterOrder));
            Assert.That(settings.PaymentWindowMinutes, Is.EqualTo(30));
            Assert.That(settings.BillFooter, Is.EqualTo("Thank you & come again"));
        });
    }

    [Test]
    public async Task The_password_is_not_on_the_page_and_kept_when_left_empty()
    {
        await using var shop = await TestShop.StartAsync();
        await using var owner = await Shopper.EnterAsync(shop);
        var (before, password) = await SettingsAsync(shop);
        await OpenAsync(owner);

        await Assertions.Expect(owner.Page.GetByLabel("Password")).ToHaveValueAsync("");
        Assert.That(await owner.Page.ContentAsync(), Does.Not.Contain($"\"{password}\"").And.Not.Contain(before.TerminalPassword));
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        Assert.That((await SettingsAsync(shop)).Password, Is.EqualTo(password));
    }

    [Test]
    public async Task Wrong_input_names_the_field_and_keeps_the_rest()
    {
        await using var shop = await TestShop.StartAsync();
        await using var owner = await Shopper.EnterAsync(shop);
        var (before, _) = await SettingsAsync(shop);
        await OpenAsync(owner);

        await owner.Page.GetByLabel("Address for live payments").FillAsync("http://live.example.com/soap");
        await owner.Page.GetByLabel("Password").FillAsync("typed");
        await owner.Page.GetByLabel("Bill title").FillAsync("Typed title");
        await SaveAsync(owner);

        await Assertions.Expect(owner.Page.GetByText("Enter a complete address that begins with https://.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByText("Enter the password once more: nothing was saved yet.")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByLabel("Address for live payments")).ToHaveValueAsync("http://live.example.com/soap");
        await Assertions.Expect(owner.Page.GetByLabel("Bill title")).ToHaveValueAsync("Typed title");
        await Assertions.Expect(owner.Page.GetByLabel("Password")).ToHaveValueAsync("");
        Assert.That(await owner.Page.ContentAsync(), Does.Not.Contain("\"typed\""));
        Assert.That((await SettingsAsync(shop)).Settings.LiveServiceUrl, Is.EqualTo(before.LiveServiceUrl));
    }

    [Test]
    public async Task The_addresses_are_shown_with_a_warning_when_Glase_cannot_reach_them()
    {
        var shop = await TestShop.SharedAsync();
        await using var owner = await Shopper.EnterAsync(shop);
        await OpenAsync(owner);

        await Assertions.Expect(owner.Page.GetByText($"{shop.Shop.BaseUri}glase/TOKEN/notification")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByText($"{shop.Shop.BaseUri}glase/TOKEN/return")).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByText("Glase cannot reach this store from outside.")).ToBeVisibleAsync();
    }

    internal static async Task OpenAsync(Shopper owner)
    {
        await owner.Page.GotoAsync("login?returnUrl=%2FAdmin");
        await owner.Page.FillAsync("#Email", "admin@example.com");
        await owner.Page.FillAsync("#Password", "sandbox");
        await owner.Page.ClickAsync(".login-button");
        await owner.Page.WaitForURLAsync("**/Admin**");
        await owner.Page.GotoAsync("Admin/Glase/Configure");
    }

    private static async Task SaveAsync(Shopper owner)
    {
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await owner.Page.WaitForLoadStateAsync();
    }

    private static async Task<(GlaseSettings Settings, string Password)> SettingsAsync(TestShop shop)
    {
        return await shop.Shop.RunAsync(async services =>
        {
            var settings = await services.GetRequiredService<ISettingService>().LoadSettingAsync<GlaseSettings>();
            return (settings, services.GetRequiredService<IEncryptionService>().DecryptText(settings.TerminalPassword));
        });
    }
}
