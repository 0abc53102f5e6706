using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class TabsTests
{
    private ShopFixture _fixture;
    private BrowserShopper _browserShopper;

    [SetUp]
    public async Task EnterAsync()
    {
        _fixture = await BrowserShops.SharedAsync();
        _browserShopper = await BrowserShopper.EnterAsync(_fixture);
    }

    [TearDown]
    public async Task LeaveAsync() => await _browserShopper.DisposeAsync();

    [Test]
    public async Task Reloading_and_going_back_show_the_same_code()
    {
        var reference = await _browserShopper.GetCodeAsync();

        await _browserShopper.Page.ReloadAsync();
        Assert.That(await _browserShopper.CodeAsync(), Is.EqualTo(reference));
        await _browserShopper.Page.GotoAsync("checkout/shippingmethod");
        await _browserShopper.Page.GoBackAsync();

        Assert.That(await _browserShopper.CodeAsync(), Is.EqualTo(reference));
    }

    [Test]
    public async Task Two_tabs_show_one_code_and_end_with_one_order()
    {
        var reference = await _browserShopper.GetCodeAsync();
        var other = await _browserShopper.OpenTabAsync();
        await other.GotoAsync("checkout/paymentinfo");
        Assert.That(await _browserShopper.CodeAsync(other), Is.EqualTo(reference));

        _fixture.Glase.Pay(reference);
        var orders = await Task.WhenAll(_browserShopper.ArriveAsync(), _browserShopper.ArriveAsync(other));

        Assert.That(orders[0].Id, Is.EqualTo(orders[1].Id));
        Assert.That(await _fixture.OrdersOfAsync(orders[0].CustomerId), Has.Count.EqualTo(1));
    }

    // Over HTTP/1.1 a browser has six connections to a shop: as many streams would leave none for the next page.
    [Test]
    public async Task Hidden_tabs_close_their_streams_and_still_show_the_payment()
    {
        var reference = await _browserShopper.GetCodeAsync();
        var tabs = new List<IPage> { _browserShopper.Page };
        while (tabs.Count < 6)
        {
            var tab = await _browserShopper.OpenTabAsync();
            await tab.GotoAsync("checkout/paymentinfo");
            await SetVisibilityAsync(tabs[^1], "hidden");
            tabs.Add(tab);
        }

        await SetVisibilityAsync(tabs[^1], "hidden");
        var next = await _browserShopper.OpenTabAsync();
        await next.GotoAsync("cart", new() { Timeout = 15_000 });
        Assert.That(await _browserShopper.Page.EvaluateAsync<bool>("document.querySelector('glase-payment').stream === null"), Is.True);

        await SetVisibilityAsync(tabs[1], "visible");
        await BrowserShopper.ExpectStreamAsync(tabs[1]);
        await SetVisibilityAsync(tabs[1], "hidden");
        _fixture.Glase.Pay(reference);

        await _browserShopper.ArriveAsync();
    }

    [Test]
    public async Task A_cart_changed_in_another_tab_shows_the_new_amount_under_one_payable_code()
    {
        var reference = await _browserShopper.GetCodeAsync();
        await AddArticleInOtherTabAsync();

        // nopCommerce asks for the shipping and payment methods again when the cart was changed.
        await _browserShopper.Page.GotoAsync("checkout/shippingmethod");
        await _browserShopper.Page.ClickAsync(".shipping-method-next-step-button");
        await _browserShopper.ChooseGlaseAsync();
        var now = await _browserShopper.CodeAsync();
        await Assertions.Expect(_browserShopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€16.00");
        if (now != reference)
            Assert.That(_fixture.Glase.Invoice(reference).Status, Is.EqualTo("CANCELED"));
        _fixture.Glase.Pay(now);

        Assert.That((await _browserShopper.ArriveAsync()).OrderTotal, Is.EqualTo(16m));
    }

    [Test]
    public async Task A_quantity_changed_in_another_tab_changes_the_amount_and_is_read_out()
    {
        var reference = await _browserShopper.GetCodeOfMapAsync();
        var code = await _browserShopper.Page.Locator("img.glase-qr").First.GetAttributeAsync("src");
        var other = await _browserShopper.OpenTabAsync();
        await other.GotoAsync("cart");

        await other.FillAsync("input.quantity", "2");
        await other.ClickAsync("[name=updatecart]");

        await Assertions.Expect(_browserShopper.Status).ToHaveTextAsync("The amount has changed to €15.54.");
        await Assertions.Expect(_browserShopper.Status).ToHaveAttributeAsync("aria-live", "polite");
        await Assertions.Expect(_browserShopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€15.54");
        var picture = _browserShopper.Page.Locator("img.glase-qr");
        await Assertions.Expect(picture).ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex("€15[.]54"));
        Assert.That(await picture.First.GetAttributeAsync("src"), Is.EqualTo(code));
        Assert.That(await _browserShopper.CodeAsync(), Is.EqualTo(reference));
        _fixture.Glase.Pay(reference);
        Assert.That((await _browserShopper.ArriveAsync()).OrderTotal, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task A_code_whose_price_is_not_known_is_hidden_and_comes_back_when_it_is()
    {
        var reference = await _browserShopper.GetCodeAsync();
        var other = await AddArticleInOtherTabAsync();
        await _browserShopper.StateIsAsync("changed");
        await Assertions.Expect(_browserShopper.Page.Locator("img.glase-qr")).ToBeHiddenAsync();
        await Assertions.Expect(_browserShopper.Page.Locator("[data-glase-amount]")).ToBeHiddenAsync();
        await Assertions.Expect(_browserShopper.Page.Locator(".glase-facts")).ToBeHiddenAsync();

        await other.GotoAsync("checkout/shippingmethod");
        await other.ClickAsync(".shipping-method-next-step-button");

        await _browserShopper.StateIsAsync("waiting");
        await Assertions.Expect(_browserShopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€16.00");
        Assert.That(await _browserShopper.CodeAsync(), Is.EqualTo(reference));
    }

    [Test]
    public async Task A_code_whose_cart_was_emptied_says_that_the_amount_has_changed()
    {
        await _browserShopper.GetCodeAsync();

        await SetQuantityInOtherTabAsync(_browserShopper, "0");

        await _browserShopper.StateIsAsync("withdrawn");
        var panel = _browserShopper.Page.Locator("[data-glase-panel~=withdrawn]");
        await Assertions.Expect(panel).ToContainTextAsync("The amount has changed");
        await Assertions.Expect(panel).ToContainTextAsync("Nothing was paid");
        await Assertions.Expect(_browserShopper.Page.Locator(".glase-facts")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_code_whose_cart_is_not_ordered_any_more_says_why()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.GetCodeAsync();
        await fixture.Shop.ChangeSettingsAsync<OrderSettings>(settings => settings.MinOrderSubtotalAmount = 100);

        await SetQuantityInOtherTabAsync(browserShopper, "2");

        await browserShopper.StateIsAsync("withdrawn");
        await Assertions.Expect(browserShopper.Page.Locator("[data-glase-panel~=withdrawn] h2")).ToHaveTextAsync("This cart cannot be ordered yet");
        await Assertions.Expect(browserShopper.Page.Locator("[data-glase-reason]")).ToHaveTextAsync("The articles have to come to €100.00 at least.");
        await Assertions.Expect(browserShopper.Page).ToHaveTitleAsync(new Regex("^This cart cannot be ordered yet"));
    }

    [Test]
    public async Task A_sentence_about_what_could_not_be_completed_goes_when_the_money_goes_back()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        fixture.Glase.Start(reference);
        await SetQuantityInOtherTabAsync(browserShopper, "2");
        await browserShopper.StateIsAsync("changed");
        fixture.Glase.Pay(reference);
        var message = browserShopper.Page.Locator(".glase-message");
        await Assertions.Expect(message).ToContainTextAsync("Put the cart back as it was to get your order");

        await fixture.Shop.RunAsync(async services =>
        {
            var payments = services.GetRequiredService<IRepository<GlasePayment>>();
            var payment = (await payments.GetAllAsync(query => query)).Single();
            payment.Status = GlasePaymentStatus.Refunded;
            await payments.UpdateAsync(payment);
        });

        await browserShopper.StateIsAsync("refunded");
        await Assertions.Expect(message).ToHaveCountAsync(0);
    }

    private async Task<IPage> AddArticleInOtherTabAsync()
    {
        var other = await _browserShopper.OpenTabAsync();
        await other.GotoAsync("product/1");
        await other.ClickAsync(".add-to-cart-button");
        await BrowserShopper.UntilAtCartAsync(other);
        return other;
    }

    private static async Task SetQuantityInOtherTabAsync(BrowserShopper browserShopper, string quantity)
    {
        var other = await browserShopper.OpenTabAsync();
        await other.GotoAsync("cart");
        await other.Locator("input.quantity").First.FillAsync(quantity);
        await other.ClickAsync("[name=updatecart]");
    }

    private static Task<System.Text.Json.JsonElement?> SetVisibilityAsync(IPage page, string state)
    {
        return page.EvaluateAsync(
            "state => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true }); " +
            "document.dispatchEvent(new Event('visibilitychange')); }", state);
    }
}
