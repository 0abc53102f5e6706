using Glase.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Configuration;
using Nop.Services.Security;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The shop's encryption key is changed, or the stored passwords were encrypted with another one.
/// </summary>
public class EncryptionKeyTests : AdminShopTestBase
{
    private const string NewKey = "0123456789abcdef";

    [Test]
    public async Task Passwords_of_all_stores_are_encrypted_anew_and_payments_go_on()
    {
        await ReportingShop.EnterCredentialsAsync(_fixture);
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<ISettingService>().SetSettingAsync(
            "glasesettings.terminalpassword", services.GetRequiredService<IEncryptionService>().EncryptText("of the second store"), 2));
        var (token, storedKey) = await LinkAsync();

        await ChangeKeyAsync();

        Assert.That(_admin.Notice, Does.Contain("The key is changed"));
        await ReportingShop.BuyAsync(_fixture);
        Assert.That((await ReportingShop.CloseAsync(_fixture)).TransactionPeriodId, Is.Not.Null);
        await _fixture.Shop.RunAsync(async services =>
        {
            var second = await services.GetRequiredService<ISettingService>().GetSettingAsync("glasesettings.terminalpassword", 2);
            Assert.That(services.GetRequiredService<IEncryptionService>().DecryptText(second.Value), Is.EqualTo("of the second store"));
        });
        Assert.That((await LinkAsync()).Token, Is.EqualTo(token).And.Not.Null, "links of earlier emails go on leading to their orders");
        Assert.That((await LinkAsync()).StoredKey, Is.Not.EqualTo(storedKey));
    }

    [Test]
    public async Task What_cannot_be_encrypted_anew_is_named_in_the_log_without_its_text()
    {
        await _fixture.ChangeAsync(settings => (settings.ShopPassword, settings.PaymentLinkKey) = ("of another shop", "a key of another shop"));

        await ChangeKeyAsync();

        var entries = (await _fixture.AllAsync<Log>()).Select(log => log.ShortMessage).ToList();
        Assert.That(entries, Has.One.Contains("cannot be decrypted").And.Contains("glasesettings.shoppassword"));
        Assert.That(entries, Has.One.Contains("the key of the payment links could not be decrypted").And.Contains("(help: Admin/Glase/Help#in-the-log)"));
        Assert.That(entries, Has.None.Contains("of another shop").And.None.Contains((await LinkAsync()).StoredKey));
        Assert.That((await LinkAsync()).Token, Is.Not.Null, "there is a new key");
        await ReportingShop.BuyAsync(_fixture);
    }

    // No base64; base64 of something else; of a wrong length.
    [TestCase("not encrypted at all!")]
    [TestCase("bm90IGVuY3J5cHRlZCBieSB0aGlzIHNob3AgYXQgYWxs")]
    [TestCase("AAAA")]
    public async Task A_password_that_cannot_be_decrypted_is_a_warning_and_breaks_nothing_else(string stored)
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        await _fixture.ChangePaymentsAsync(current => (current.AppliedOnUtc, current.PaidOnUtc, current.DecisionRequestedOnUtc)
            = (null, current.PaidOnUtc.Value.AddMinutes(-10), current.PaidOnUtc));
        await _fixture.ChangeAsync(settings => (settings.TerminalPassword, settings.ShopId, settings.ShopPassword) = (stored, "shop", stored));

        await _admin.GoAsync("Admin/Common/Warnings");
        var warnings = _admin.Page.QuerySelectorAll(".system-warning[data-level=Fail]").Select(warning => warning.TextContent).ToList();
        Assert.That(warnings, Has.One.Contains("the password of the terminal").And.Contains("cannot be decrypted").And.Contains("entered again"));
        Assert.That(warnings, Has.One.Contains("the password for periods and reports"));
        Assert.That(warnings, Has.One.Contains("payments that wait for your decision"), "it hides no other warning");

        await _admin.GoAsync("Admin/Glase/Configure");
        Assert.That(_admin.Page.QuerySelectorAll("[data-glase-unreadable]").Length, Is.EqualTo(2));
        await _admin.PressAsync(_admin.Page.QuerySelector("[name=testconnection]"));
        Assert.That(_admin.Page.Body.TextContent, Does.Contain("the terminal's password cannot be decrypted"));

        foreach (var page in new[] { $"Admin/Order/Edit/{payment.OrderId}", $"Admin/Glase/Payment/{payment.Id}", "Admin/Glase/Periods", "cart" })
        {
            await _admin.GoAsync(page);
            Assert.That(_admin.Page.Body.TextContent, Does.Not.Contain("CryptographicException").And.Not.Contain("FormatException"));
        }

        await _fixture.ChangePaymentsAsync(current => (current.AppliedOnUtc, current.DecisionRequestedOnUtc) = (current.PaidOnUtc, null));
        await _admin.GoAsync($"Admin/Order/Edit/{payment.OrderId}");
        await _admin.PressAsync(_admin.Page.QuerySelector("#refundorder"));
        Assert.That(_admin.Notice, Does.Contain("the terminal's password cannot be decrypted")
            .And.Contain("enter the password again on the plugin's Configure page"));
        await _fixture.RunTaskAsync();
    }

    [Test]
    public async Task Without_a_readable_password_the_checkout_offers_other_methods_only()
    {
        await _fixture.ChangeAsync(settings => settings.TerminalPassword = "AAAA");
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        await httpShopper.CheckOutAsync("Payments.CheckMoneyOrder");
        await httpShopper.GoAsync("checkout/paymentmethod");

        Assert.That(httpShopper.Page.QuerySelectorAll("[name=paymentmethod]").Select(one => one.GetAttribute("value")),
            Has.None.EqualTo(GlaseDefaults.SystemName));
    }

    [Test]
    public async Task Entering_the_password_again_is_all_there_is_to_do()
    {
        await _fixture.ChangeAsync(settings => (settings.TerminalPassword, settings.PaymentLinkKey) = ("AAAA", "AAAA"));
        await _admin.GoAsync("Admin/Common/Warnings");
        Assert.That(_admin.Page.Body.TextContent, Does.Contain("the key of the payment links cannot be decrypted"));
        await _admin.GoAsync("Admin/Glase/Configure");
        await _admin.PressAsync(_admin.Page.QuerySelector("[name=save]"), ("TerminalPassword", new SimulatorOptions().Password));

        await ReportingShop.BuyAsync(_fixture);
        await _admin.GoAsync("Admin/Common/Warnings");
        Assert.That(_admin.Page.Body.TextContent, Does.Not.Contain("cannot be decrypted"));
    }

    private Task<(string Token, string StoredKey)> LinkAsync()
    {
        return _fixture.Shop.RunAsync(async services => (
            await services.GetRequiredService<OrderLinks>().GetTokenAsync(Guid.Empty),
            (await services.GetRequiredService<ISettingService>().LoadSettingAsync<GlaseSettings>()).PaymentLinkKey));
    }

    private async Task ChangeKeyAsync()
    {
        await _admin.GoAsync("Admin/Setting/Shop");
        await _admin.PressAsync(_admin.Page.QuerySelector("#changeencryptionkey"), ("key", NewKey));
    }
}
