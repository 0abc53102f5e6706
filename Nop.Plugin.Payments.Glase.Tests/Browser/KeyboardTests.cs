using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Configuration;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// A shopper without a mouse reaches everything with the tab key, and sees where the focus is.
/// </summary>
public class KeyboardTests
{
    private const int MostPresses = 90;

    [Test]
    public async Task A_shopper_asks_for_a_new_code_and_looks_at_the_other_ways_to_pay()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        fixture.Glase.Expire(await browserShopper.GetCodeAsync());
        await browserShopper.StateIsAsync("expired");

        await TabToAsync(browserShopper, "New QR code");
        await browserShopper.Page.Keyboard.PressAsync("Enter");
        await browserShopper.CodeAsync();
        await TabToAsync(browserShopper, "Open the Glase app");
        await TabToAsync(browserShopper, "Pay another way");
        await browserShopper.Page.Keyboard.PressAsync("Enter");
        await browserShopper.Page.WaitForURLAsync("**/checkout/paymentmethod");

        await browserShopper.ChooseGlaseAsync();
        var reference = await browserShopper.CodeAsync();
        await TabToAsync(browserShopper, "Open the Glase app");
        fixture.Glase.Cancel(reference);
        await browserShopper.StateIsAsync("cancelled");
        await TabToAsync(browserShopper, "Try again");
        await browserShopper.Page.Keyboard.PressAsync("Enter");
        fixture.Glase.Pay(await browserShopper.CodeAsync());
        await browserShopper.ArriveAsync();
    }

    [Test]
    public async Task An_owner_changes_settings_tests_the_connection_and_saves()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await SettingsPageTests.OpenAsync(owner);
        var keyboard = owner.Page.Keyboard;

        await TabToAsync(owner, "QR code placement");
        await keyboard.PressAsync("ArrowDown");
        await TabToAsync(owner, "Payment time limit (minutes)");
        await keyboard.PressAsync("ControlOrMeta+a");
        await keyboard.TypeAsync("25");
        await TabToAsync(owner, "Cancel unpaid orders");
        await keyboard.PressAsync("Space");
        await TabToAsync(owner, "Invoice title");
        await keyboard.TypeAsync("By keyboard");
        await TabToAsync(owner, "Test connection");
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(owner.Page.Locator("#glase-connection-test")).ToBeFocusedAsync();
        await TabToAsync(owner, "Save", key: "Shift+Tab");
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(owner.Page.GetByText("The settings were saved.")).ToBeVisibleAsync();
        var settings = await fixture.Shop.RunAsync(services =>
            services.GetRequiredService<ISettingService>().LoadSettingAsync<GlaseSettings>());
        Assert.Multiple(() =>
        {
            Assert.That(settings.QrCodePlacement, Is.EqualTo(QrCodePlacement.AfterOrder));
            Assert.That(settings.PaymentWindowMinutes, Is.EqualTo(25));
            Assert.That(settings.CancelUnpaidOrders, Is.False);
            Assert.That(settings.InvoiceTitle, Is.EqualTo("By keyboard"));
        });
    }

    [Test]
    public async Task What_was_wrong_is_read_out_first_and_leads_to_its_field()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture);
        await SettingsPageTests.OpenAsync(owner);
        await owner.Page.GetByLabel("Address for live payments").FillAsync("http://live.example.com/soap");
        await owner.Page.GetByLabel("Payment time limit (minutes)").FillAsync("500");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        var wrong = owner.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(wrong).ToBeFocusedAsync();
        await Assertions.Expect(wrong.GetByRole(AriaRole.Link)).ToHaveTextAsync(["Address for live payments", "Payment time limit (minutes)"]);
        await TabToAsync(owner, "Address for live payments");
        await owner.Page.Keyboard.PressAsync("Enter");

        var field = owner.Page.GetByLabel("Address for live payments", new() { Exact = true });
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(field).ToHaveAccessibleDescriptionAsync("Enter a complete address that begins with https://.");
    }

    // Presses the tab key until something of this name has the focus; on the way, the focus is never out of sight.
    private static async Task TabToAsync(BrowserShopper visitor, string name, string key = "Tab")
    {
        var passed = new List<string>();
        for (var presses = 0; presses < MostPresses; presses++)
        {
            await visitor.Page.Keyboard.PressAsync(key);
            var focused = await FocusedNameAsync(visitor);
            Assert.That(await SeenAsync(visitor), $"one sees that \"{focused}\" has the focus");
            if (focused == name)
                return;
            passed.Add(focused);
        }

        Assert.Fail($"\"{name}\" cannot be reached; only {string.Join(", ", passed)}");
    }

    private static Task<string> FocusedNameAsync(BrowserShopper visitor)
    {
        return visitor.Page.EvaluateAsync<string>("""
            () => {
                const part = document.activeElement;
                return (part.labels?.length ? part.labels[0] : part).textContent.trim();
            }
            """);
    }

    private static Task<bool> SeenAsync(BrowserShopper visitor)
    {
        return visitor.Page.EvaluateAsync<bool>("""
            () => {
                const part = document.activeElement, style = getComputedStyle(part), box = part.getBoundingClientRect();
                return part === document.body || box.bottom > 0 && box.top < innerHeight
                    && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none');
            }
            """);
    }
}
