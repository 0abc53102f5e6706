using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The plugin's part of the pages in Arabic, which goes from right to left.
/// </summary>
public class RightToLeftTests
{
    private const string InArabic = "changelanguage/3";

    [Test]
    public async Task Payment_step_is_laid_out_from_the_right()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await EnterAsync(fixture, new() { BypassCSP = true });
        var reference = await browserShopper.GetCodeAsync();

        await AssertFromTheRightAsync(browserShopper, "امسح الرمز للدفع");
        var facts = await RightEdgesAsync(browserShopper, ".glase-facts dt");
        Assert.That(facts[0], Is.GreaterThan(facts[1]), "the amount comes before the time left");
        var panel = await RightEdgesAsync(browserShopper, "[data-glase-panel=waiting] .glase-code, [data-glase-panel=waiting] .glase-title");
        Assert.That(panel.Max(), Is.EqualTo((await RightEdgesAsync(browserShopper, ".glase-code"))[0]), "the code stands on the right");
        Assert.That(await browserShopper.Payment.Locator("[data-glase-countdown]").InnerTextAsync(), Does.Match("^[0-9]+:[0-9]{2}$"));
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "waiting");

        fixture.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "inProgress");
        fixture.Glase.Expire(reference);
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "expired");
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "رمز QR جديد" }).ClickAsync();
        await browserShopper.CodeAsync();
    }

    [Test]
    public async Task Phone_and_narrow_page_are_laid_out_from_the_right()
    {
        var fixture = await BrowserShops.SharedAsync();
        var phone = BrowserShopper.Phone;
        phone.BypassCSP = true;
        await using var browserShopper = await EnterAsync(fixture, phone);
        await browserShopper.GetCodeAsync();

        await AssertFromTheRightAsync(browserShopper, "ادفع في تطبيق Glase");
        var left = await browserShopper.Payment.EvaluateAsync<double>(
            "payment => Math.min(...[...payment.querySelectorAll('*')].filter(part => part.offsetWidth).map(part => part.getBoundingClientRect().left))");
        Assert.That(left, Is.GreaterThanOrEqualTo(0), "nothing is cut off on the left");
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "waiting");
    }

    [Test]
    public async Task Page_after_the_order_and_page_for_another_browser()
    {
        var fixture = await BrowserShops.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await EnterAsync(fixture, new() { BypassCSP = true });
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.PlaceOrderAsync();
        var reference = await browserShopper.CodeAsync();
        await AssertFromTheRightAsync(browserShopper, "امسح الرمز للدفع");
        await AccessibilityTests.AssertAccessibleAsync(browserShopper, "waiting");

        await using var stranger = await EnterAsync(fixture, new() { BypassCSP = true });
        await stranger.Page.GotoAsync(fixture.Glase.Invoice(reference).Content.BackUrl);
        await AssertFromTheRightAsync(stranger, "لم يتم الدفع بعد");
        await AccessibilityTests.AssertAccessibleAsync(stranger, "waiting");
    }

    private static async Task<BrowserShopper> EnterAsync(ShopFixture fixture, BrowserNewContextOptions options)
    {
        var browserShopper = await BrowserShopper.EnterAsync(fixture, options);
        await browserShopper.Page.GotoAsync("");
        await browserShopper.Page.GotoAsync(InArabic);
        await Assertions.Expect(browserShopper.Page.Locator("html[lang=ar][dir=rtl]")).ToHaveCountAsync(1);
        return browserShopper;
    }

    private static async Task AssertFromTheRightAsync(BrowserShopper browserShopper, string title)
    {
        var heading = browserShopper.Payment.Locator(".glase-title:visible");
        await Assertions.Expect(heading).ToHaveTextAsync(title);
        await Assertions.Expect(browserShopper.Payment).ToHaveCSSAsync("direction", "rtl");
        // The first letter of the title stands at the right edge of its line.
        var gaps = await heading.EvaluateAsync<double[]>("""
            title => {
                const words = document.createRange();
                words.selectNodeContents(title);
                const box = title.getBoundingClientRect(), text = words.getBoundingClientRect();
                return [text.left - box.left, box.right - text.right];
            }
            """);
        Assert.That(gaps[1], Is.LessThan(2), "text begins at the right");
        Assert.That(gaps[0], Is.GreaterThan(gaps[1]), "and has room on the left");
    }

    private static async Task<double[]> RightEdgesAsync(BrowserShopper browserShopper, string parts)
    {
        return await browserShopper.Payment.Locator(parts).EvaluateAllAsync<double[]>(
            "parts => parts.map(part => part.getBoundingClientRect().right)");
    }
}
