using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class PhoneTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task On_a_phone_the_button_for_the_app_comes_first(bool onePage)
    {
        var shop = await TestShop.SharedAsync(onePage);
        await using var shopper = await Shopper.EnterAsync(shop, Shopper.Phone);
        var reference = await shopper.GetCodeAsync();

        var button = shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Open the Glase app" });
        var code = shopper.Page.GetByRole(AriaRole.Img, new() { Name = "QR code" });
        await Assertions.Expect(button).ToHaveAttributeAsync("href", $"seqr://SEQR.SE/R{reference}");
        await Assertions.Expect(code).ToBeHiddenAsync();

        await shopper.Page.GetByText("show the QR code").ClickAsync();
        await Assertions.Expect(code).ToBeVisibleAsync();
        var (buttonBox, codeBox) = (await button.BoundingBoxAsync(), await code.BoundingBoxAsync());
        var overflow = await shopper.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.Multiple(() =>
        {
            Assert.That(buttonBox.Y, Is.LessThan(codeBox.Y));
            Assert.That(buttonBox.Height, Is.GreaterThanOrEqualTo(44), "large enough for a thumb");
            Assert.That(overflow, Is.LessThanOrEqualTo(0), "nothing sticks out of the screen");
        });
    }

    [Test]
    public async Task Confirming_on_the_phone_and_coming_back_shows_the_receipt()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop, Shopper.Phone);
        var reference = await shopper.GetCodeAsync();

        var app = await OpenAppAsync(shopper, reference);
        await app.GetByTestId("pay").ClickAsync();
        await app.GetByTestId("back").ClickAsync();
        var order = await shopper.ArriveAsync(app);

        Assert.That((await shopper.ArriveAsync()).Id, Is.EqualTo(order.Id), "the shop's own tab gets there too");
        Assert.That(await shop.OrdersOfAsync(order.CustomerId), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Cancelling_on_the_phone_and_coming_back_offers_another_try()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop, Shopper.Phone);
        var reference = await shopper.GetCodeAsync();

        var app = await OpenAppAsync(shopper, reference);
        await app.GetByTestId("cancel").ClickAsync();
        await app.GetByTestId("back").ClickAsync();
        await shopper.StateIsAsync("cancelled");
        await Assertions.Expect(app.Locator("glase-payment")).ToHaveAttributeAsync("data-state", "cancelled");

        await app.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        shop.Glase.Pay(await shopper.CodeAsync(app));
        await shopper.ArriveAsync(app);
    }

    [Test]
    public async Task Another_browser_learns_that_it_is_paid_and_nothing_else()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        await using var stranger = await Shopper.EnterAsync(shop, Shopper.Phone);
        var reference = await shopper.GetCodeAsync();

        await stranger.Page.GotoAsync(shop.Glase.Invoice(reference).Content.BackUrl);
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Not paid yet" })).ToBeVisibleAsync();
        shop.Glase.Pay(reference);
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid, thank you" })).ToBeVisibleAsync();
        await shopper.ArriveAsync();

        var text = await stranger.Page.Locator("main").TextContentAsync();
        Assert.That(text, Does.Not.Contain("Astrid").And.Not.Contain("10.45").And.Not.Contain(reference));
    }

    // The simulator's phone is a page: opened in the same browser, as the app's way back opens the phone's.
    private static async Task<IPage> OpenAppAsync(Shopper shopper, string reference)
    {
        var app = await shopper.OpenTabAsync();
        await app.GotoAsync(shopper.Shop.Glase.PhoneUri(reference).ToString());
        return app;
    }
}
