using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class PhoneBrowserTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task On_a_phone_the_button_for_the_app_comes_first(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, BrowserShopper.Phone);
        var reference = await browserShopper.GetCodeAsync();

        var button = browserShopper.Page.GetByRole(AriaRole.Link, new() { Name = "Open the Glase app" });
        var code = browserShopper.Page.GetByRole(AriaRole.Img, new() { Name = "QR code" });
        await Assertions.Expect(button).ToHaveAttributeAsync("href", $"seqr://SEQR.SE/R{reference}");
        await Assertions.Expect(code).ToBeHiddenAsync();

        await browserShopper.Page.GetByText("show the QR code").ClickAsync();
        await Assertions.Expect(code).ToBeVisibleAsync();
        var (buttonBox, codeBox) = (await button.BoundingBoxAsync(), await code.BoundingBoxAsync());
        var overflow = await browserShopper.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.Multiple(() =>
        {
            Assert.That(buttonBox.Y, Is.LessThan(codeBox.Y));
            Assert.That(buttonBox.Height, Is.GreaterThanOrEqualTo(44), "large enough for a thumb");
            Assert.That(overflow, Is.LessThanOrEqualTo(0), "nothing sticks out of the screen");
        });
    }

    [Test]
    public async Task In_the_sandbox_the_phone_that_can_pay_is_beside_each_code([Values] bool onePage)
    {
        await using var fixture = await ShopFixture.StartAsync(options =>
            (options.OnePageCheckout, options.PhonesUrl) = (onePage, new Uri(options.GlaseServiceUrl, "/")));
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();

        var phone = await browserShopper.Page.RunAndWaitForPopupAsync(() =>
            browserShopper.Page.GetByRole(AriaRole.Link, new() { Name = "Pay this on the simulated phone" }).ClickAsync());
        await phone.GetByTestId("pay").ClickAsync();
        await browserShopper.ArriveAsync();

        Assert.That(fixture.Glase.Invoice(reference).Status, Is.EqualTo("PAID"));
    }

    [Test]
    public async Task Confirming_on_the_phone_and_coming_back_shows_the_receipt()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, BrowserShopper.Phone);
        var reference = await browserShopper.GetCodeAsync();

        var app = await OpenAppAsync(browserShopper, reference);
        await app.GetByTestId("pay").ClickAsync();
        await app.GetByTestId("back").ClickAsync();
        var order = await browserShopper.ArriveAsync(app);

        Assert.That((await browserShopper.ArriveAsync()).Id, Is.EqualTo(order.Id), "the shop's own tab gets there too");
        Assert.That(await fixture.OrdersOfAsync(order.CustomerId), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Cancelling_on_the_phone_and_coming_back_offers_another_try()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, BrowserShopper.Phone);
        var reference = await browserShopper.GetCodeAsync();

        var app = await OpenAppAsync(browserShopper, reference);
        await app.GetByTestId("cancel").ClickAsync();
        await app.GetByTestId("back").ClickAsync();
        await browserShopper.StateIsAsync("cancelled");
        await Assertions.Expect(app.Locator("glase-payment")).ToHaveAttributeAsync("data-state", "cancelled");

        await app.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        fixture.Glase.Pay(await browserShopper.CodeAsync(app));
        await browserShopper.ArriveAsync(app);
    }

    [Test]
    public async Task Another_browser_learns_that_it_is_paid_and_nothing_else()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await using var stranger = await BrowserShopper.EnterAsync(fixture, BrowserShopper.Phone);
        var reference = await browserShopper.GetCodeAsync();

        await stranger.Page.GotoAsync(fixture.Glase.Invoice(reference).Content.BackUrl);
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Not paid yet" })).ToBeVisibleAsync();
        fixture.Glase.Pay(reference);
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid, thank you" })).ToBeVisibleAsync();
        await browserShopper.ArriveAsync();

        var text = await stranger.Page.Locator("main").TextContentAsync();
        Assert.That(text, Does.Not.Contain("Astrid").And.Not.Contain("10.45").And.Not.Contain(reference));
    }

    // The simulator's phone is a page: opened in the same browser, as the app's way back opens the phone's.
    private static async Task<IPage> OpenAppAsync(BrowserShopper browserShopper, string reference)
    {
        var app = await browserShopper.OpenTabAsync();
        await app.GotoAsync(browserShopper.Fixture.Glase.PhoneUri(reference).ToString());
        return app;
    }
}
