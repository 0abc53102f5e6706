using System.Text.RegularExpressions;
using Glase.Simulator.Faults;
using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The payment step has one next step in each state: the host's button is offered only where that is it.
/// </summary>
public partial class NextStepTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Paying_another_way_cancels_the_code_and_leads_to_the_other_methods(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, onePage ? BrowserShopper.Phone : null);
        var reference = await browserShopper.GetCodeAsync();
        await Assertions.Expect(Continue(browserShopper)).ToBeHiddenAsync();
        Assert.That((await OtherWay(browserShopper).BoundingBoxAsync()).Height, Is.GreaterThanOrEqualTo(44));

        await OtherWay(browserShopper).ClickAsync();
        await Assertions.Expect(browserShopper.Page).Not.ToHaveTitleAsync(TitleOfCode());
        await browserShopper.ChooseCheckAsync();

        Assert.That(fixture.Glase.Invoice(reference).Status, Is.EqualTo("CANCELED"));
        Assert.That(browserShopper.Problems, Is.Empty);
        await AssertOrderedAsync(browserShopper);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_code_that_is_over_leaves_one_button_and_the_other_ways(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();

        fixture.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");
        await browserShopper.StateIsAsync("inProgress");
        await Assertions.Expect(OtherWay(browserShopper)).ToBeHiddenAsync();
        fixture.Glase.Fail(reference);
        await browserShopper.StateIsAsync("failed");

        await Assertions.Expect(browserShopper.Payment.Locator("button:visible")).ToHaveCountAsync(1);
        await Assertions.Expect(OtherWay(browserShopper)).ToBeVisibleAsync();
        await Assertions.Expect(Continue(browserShopper)).ToBeHiddenAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task When_Glase_is_down_the_page_tries_again_and_names_the_other_methods(bool onePage)
    {
        await using var fixture = await BrowserShops.StartAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();

        await browserShopper.StateIsAsync("unavailable");
        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Timer).Filter(new() { HasText = ":" })).ToBeVisibleAsync();
        await Assertions.Expect(Continue(browserShopper)).ToBeHiddenAsync();
        await Assertions.Expect(OtherWay(browserShopper)).ToBeVisibleAsync();
        var other = browserShopper.Payment.GetByRole(AriaRole.Link, new() { Name = "Check" });
        await Assertions.Expect(other).ToBeVisibleAsync();

        fixture.Glase.Faults.Clear();
        await browserShopper.StateIsAsync("waiting");
        await Assertions.Expect(Continue(browserShopper)).ToBeHiddenAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_method_named_when_Glase_is_down_is_chosen(bool onePage)
    {
        await using var fixture = await BrowserShops.StartAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();

        await browserShopper.Payment.GetByRole(AriaRole.Link, new() { Name = "Check" }).ClickAsync();

        if (onePage)
        {
            await Assertions.Expect(browserShopper.Page.Locator("input[value='Payments.CheckMoneyOrder']")).ToBeCheckedAsync();
            await browserShopper.Page.ClickAsync(".payment-method-next-step-button");
        }

        await AssertOrderedAsync(browserShopper);
    }

    [Test]
    public async Task A_theme_with_other_buttons_keeps_them_and_the_payment_works()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.GetCodeAsync();
        await browserShopper.Page.RouteAsync("**/checkout/paymentinfo", async route =>
        {
            var response = await route.FetchAsync();
            var page = await response.TextAsync();
            await route.FulfillAsync(new() { Response = response, Body = page.Replace("payment-info-next-step-button", "go-on", StringComparison.Ordinal) });
        });

        await browserShopper.Page.ReloadAsync();
        var reference = await browserShopper.CodeAsync();
        await Assertions.Expect(browserShopper.Page.Locator(".go-on")).ToBeVisibleAsync();
        Assert.That(browserShopper.Problems, Is.Empty);
        fixture.Glase.Pay(reference);
        await browserShopper.ArriveAsync();
    }

    [GeneratedRegex("Scan the code")]
    private static partial Regex TitleOfCode();

    private static async Task AssertOrderedAsync(BrowserShopper browserShopper)
    {
        await browserShopper.PlaceOrderAsync();
        await Assertions.Expect(browserShopper.Page.Locator(".order-number")).ToBeVisibleAsync();
    }

    private static ILocator Continue(BrowserShopper browserShopper) => browserShopper.Page.Locator(".payment-info-next-step-button");

    private static ILocator OtherWay(BrowserShopper browserShopper)
    {
        return browserShopper.Payment.GetByRole(AriaRole.Link, new() { Name = "Pay another way", IncludeHidden = true });
    }
}
