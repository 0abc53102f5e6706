using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

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
        var shop = await TestShop.SharedAsync();
        await using var shopper = await EnterAsync(shop, new() { BypassCSP = true });
        var reference = await shopper.GetCodeAsync();

        await AssertFromTheRightAsync(shopper, "امسح الرمز للدفع");
        var facts = await RightEdgesAsync(shopper, ".glase-facts dt");
        Assert.That(facts[0], Is.GreaterThan(facts[1]), "the amount comes before the time left");
        var panel = await RightEdgesAsync(shopper, "[data-glase-panel=waiting] .glase-code, [data-glase-panel=waiting] .glase-title");
        Assert.That(panel.Max(), Is.EqualTo((await RightEdgesAsync(shopper, ".glase-code"))[0]), "the code stands on the right");
        Assert.That(await shopper.Payment.Locator("[data-glase-countdown]").InnerTextAsync(), Does.Match("^[0-9]+:[0-9]{2}$"));
        await AccessibilityTests.AssertAccessibleAsync(shopper, "waiting");

        shop.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");
        await AccessibilityTests.AssertAccessibleAsync(shopper, "inProgress");
        shop.Glase.Expire(reference);
        await AccessibilityTests.AssertAccessibleAsync(shopper, "expired");
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "رمز QR جديد" }).ClickAsync();
        await shopper.CodeAsync();
    }

    [Test]
    public async Task Phone_and_narrow_page_are_laid_out_from_the_right()
    {
        var shop = await TestShop.SharedAsync();
        var phone = Shopper.Phone;
        phone.BypassCSP = true;
        await using var shopper = await EnterAsync(shop, phone);
        await shopper.GetCodeAsync();

        await AssertFromTheRightAsync(shopper, "ادفع في تطبيق Glase");
        var left = await shopper.Payment.EvaluateAsync<double>(
            "payment => Math.min(...[...payment.querySelectorAll('*')].filter(part => part.offsetWidth).map(part => part.getBoundingClientRect().left))");
        Assert.That(left, Is.GreaterThanOrEqualTo(0), "nothing is cut off on the left");
        await AccessibilityTests.AssertAccessibleAsync(shopper, "waiting");
    }

    [Test]
    public async Task Page_after_the_order_and_page_for_another_browser()
    {
        var shop = await TestShop.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var shopper = await EnterAsync(shop, new() { BypassCSP = true });
        await shopper.FillCartAsync();
        await shopper.GoToPaymentStepAsync();
        await shopper.PlaceOrderAsync();
        var reference = await shopper.CodeAsync();
        await AssertFromTheRightAsync(shopper, "امسح الرمز للدفع");
        await AccessibilityTests.AssertAccessibleAsync(shopper, "waiting");

        await using var stranger = await EnterAsync(shop, new() { BypassCSP = true });
        await stranger.Page.GotoAsync(shop.Glase.Invoice(reference).Content.BackUrl);
        await AssertFromTheRightAsync(stranger, "لم يتم الدفع بعد");
        await AccessibilityTests.AssertAccessibleAsync(stranger, "waiting");
    }

    private static async Task<Shopper> EnterAsync(TestShop shop, BrowserNewContextOptions options)
    {
        var shopper = await Shopper.EnterAsync(shop, options);
        await shopper.Page.GotoAsync("");
        await shopper.Page.GotoAsync(InArabic);
        await Assertions.Expect(shopper.Page.Locator("html[lang=ar][dir=rtl]")).ToHaveCountAsync(1);
        return shopper;
    }

    private static async Task AssertFromTheRightAsync(Shopper shopper, string title)
    {
        var heading = shopper.Payment.Locator(".glase-title:visible");
        await Assertions.Expect(heading).ToHaveTextAsync(title);
        await Assertions.Expect(shopper.Payment).ToHaveCSSAsync("direction", "rtl");
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

    private static async Task<double[]> RightEdgesAsync(Shopper shopper, string parts)
    {
        return await shopper.Payment.Locator(parts).EvaluateAllAsync<double[]>(
            "parts => parts.map(part => part.getBoundingClientRect().right)");
    }
}
