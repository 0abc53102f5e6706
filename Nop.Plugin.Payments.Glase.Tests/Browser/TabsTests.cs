using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class TabsTests
{
    private TestShop _shop;
    private Shopper _shopper;

    [SetUp]
    public async Task EnterAsync()
    {
        _shop = await TestShop.SharedAsync();
        _shopper = await Shopper.EnterAsync(_shop);
    }

    [TearDown]
    public async Task LeaveAsync() => await _shopper.DisposeAsync();

    [Test]
    public async Task Reloading_and_going_back_show_the_same_code()
    {
        var reference = await _shopper.GetCodeAsync();

        await _shopper.Page.ReloadAsync();
        Assert.That(await _shopper.CodeAsync(), Is.EqualTo(reference));
        await _shopper.Page.GotoAsync("checkout/shippingmethod");
        await _shopper.Page.GoBackAsync();

        Assert.That(await _shopper.CodeAsync(), Is.EqualTo(reference));
    }

    [Test]
    public async Task Two_tabs_show_one_code_and_end_with_one_order()
    {
        var reference = await _shopper.GetCodeAsync();
        var other = await _shopper.OpenTabAsync();
        await other.GotoAsync("checkout/paymentinfo");
        Assert.That(await _shopper.CodeAsync(other), Is.EqualTo(reference));

        _shop.Glase.Pay(reference);
        var orders = await Task.WhenAll(_shopper.ArriveAsync(), _shopper.ArriveAsync(other));

        Assert.That(orders[0].Id, Is.EqualTo(orders[1].Id));
        Assert.That(await _shop.OrdersOfAsync(orders[0].CustomerId), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_cart_changed_in_another_tab_shows_the_new_amount_under_one_payable_code()
    {
        var reference = await _shopper.GetCodeAsync();
        await AddArticleInOtherTabAsync();

        // nopCommerce asks for the shipping and payment methods again when the cart was changed.
        await _shopper.Page.GotoAsync("checkout/shippingmethod");
        await _shopper.Page.ClickAsync(".shipping-method-next-step-button");
        await _shopper.ChooseGlaseAsync();
        var now = await _shopper.CodeAsync();
        await Assertions.Expect(_shopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€16.00");
        if (now != reference)
            Assert.That(_shop.Glase.Invoice(reference).Status, Is.EqualTo("CANCELED"));
        _shop.Glase.Pay(now);

        Assert.That((await _shopper.ArriveAsync()).OrderTotal, Is.EqualTo(16m));
    }

    [Test]
    public async Task A_quantity_changed_in_another_tab_changes_the_amount_beside_the_same_code_and_is_read_out()
    {
        var reference = await _shopper.GetCodeOfMapAsync();
        var code = await _shopper.Page.Locator("svg.glase-qr path").First.GetAttributeAsync("d");
        var other = await _shopper.OpenTabAsync();
        await other.GotoAsync("cart");

        await other.FillAsync("input.quantity", "2");
        await other.ClickAsync("[name=updatecart]");

        await Assertions.Expect(_shopper.Status).ToHaveTextAsync("The amount has changed to €15.54.");
        await Assertions.Expect(_shopper.Status).ToHaveAttributeAsync("aria-live", "polite");
        await Assertions.Expect(_shopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€15.54");
        var svg = _shopper.Page.Locator("svg.glase-qr");
        await Assertions.Expect(svg).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("€15[.]54"));
        Assert.That(await svg.Locator("path").First.GetAttributeAsync("d"), Is.EqualTo(code));
        Assert.That(await _shopper.CodeAsync(), Is.EqualTo(reference));
        _shop.Glase.Pay(reference);
        Assert.That((await _shopper.ArriveAsync()).OrderTotal, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task A_code_whose_price_is_not_known_is_hidden_and_comes_back_when_it_is()
    {
        var reference = await _shopper.GetCodeAsync();
        var other = await AddArticleInOtherTabAsync();
        await _shopper.StateIsAsync("changed");
        await Assertions.Expect(_shopper.Page.Locator("svg.glase-qr")).ToBeHiddenAsync();
        await Assertions.Expect(_shopper.Page.Locator("[data-glase-amount]")).ToBeHiddenAsync();
        await Assertions.Expect(_shopper.Page.Locator(".glase-facts")).ToBeHiddenAsync();

        await other.GotoAsync("checkout/shippingmethod");
        await other.ClickAsync(".shipping-method-next-step-button");

        await _shopper.StateIsAsync("waiting");
        await Assertions.Expect(_shopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€16.00");
        Assert.That(await _shopper.CodeAsync(), Is.EqualTo(reference));
    }

    [Test]
    public async Task A_code_whose_cart_was_emptied_says_that_the_amount_has_changed()
    {
        await _shopper.GetCodeAsync();

        await SetQuantityInOtherTabAsync(_shopper, "0");

        await _shopper.StateIsAsync("withdrawn");
        var panel = _shopper.Page.Locator("[data-glase-panel~=withdrawn]");
        await Assertions.Expect(panel).ToContainTextAsync("The amount has changed");
        await Assertions.Expect(panel).ToContainTextAsync("Nothing was paid");
        await Assertions.Expect(_shopper.Page.Locator(".glase-facts")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_sentence_about_what_could_not_be_completed_goes_when_the_money_goes_back()
    {
        await using var shop = await TestShop.StartAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        var reference = await shopper.GetCodeAsync();
        shop.Glase.Start(reference);
        await SetQuantityInOtherTabAsync(shopper, "2");
        await shopper.StateIsAsync("changed");
        shop.Glase.Pay(reference);
        var message = shopper.Page.Locator(".glase-message");
        await Assertions.Expect(message).ToContainTextAsync("Try again below");

        await shop.Shop.RunAsync(async services =>
        {
            var payments = services.GetRequiredService<IRepository<GlaseInvoice>>();
            var payment = (await payments.GetAllAsync(query => query)).Single();
            payment.Status = GlaseInvoiceStatus.Refunded;
            await payments.UpdateAsync(payment);
        });

        await shopper.StateIsAsync("refunded");
        await Assertions.Expect(message).ToHaveCountAsync(0);
    }

    private async Task<IPage> AddArticleInOtherTabAsync()
    {
        var other = await _shopper.OpenTabAsync();
        await other.GotoAsync("product/1");
        await other.ClickAsync(".add-to-cart-button");
        await other.WaitForURLAsync("**/cart");
        return other;
    }

    private static async Task SetQuantityInOtherTabAsync(Shopper shopper, string quantity)
    {
        var other = await shopper.OpenTabAsync();
        await other.GotoAsync("cart");
        await other.Locator("input.quantity").First.FillAsync(quantity);
        await other.ClickAsync("[name=updatecart]");
    }
}
