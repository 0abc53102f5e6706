using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What the shop changes while somebody pays is named to the shopper and to the owner.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TotalChangeTests : ShopTestBase
{
    private const int Map = 4;
    private const int Coffee = 0;

    private PaymentElement _code;

    [Test]
    public async Task A_price_that_changed()
    {
        await ShowCodeAsync(Map);
        await ChangeProductsAsync(product => product.Price = 8m);

        await PayAndCompleteAsync();

        await IsSaidAsync("Your payment was €7.77, but the cart total is now €8.00 (a price changed).", "a price was changed");
    }

    [Test]
    public async Task A_coupon_that_expired()
    {
        await _httpShopper.PutIntoCartAsync(Map);
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("#discountcouponcode").Closest("form").QuerySelector("button"),
            ("code", "FIVEOFF"));
        _code = await _httpShopper.GetCodeAsync();
        await _fixture.ChangeAllAsync<Discount>(discount => discount.EndDateUtc = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await PayAndCompleteAsync();

        await IsSaidAsync("Your payment was €2.77, but the cart total is now €7.77 (a discount or coupon changed).",
            "a discount or coupon was changed");
    }

    // nopCommerce would place its order without asking for a payment.
    [TestCase("price", "a price changed", "a price was changed", true)]
    [TestCase("price", "a price changed", "a price was changed", false)]
    [TestCase("coupon", "a discount or coupon changed", "a discount or coupon was changed", true)]
    [TestCase("gift card", "a gift card changed", "the use of a gift card was changed", true)]
    public async Task A_cart_that_comes_to_nothing(string change, string toShopper, string toOwner, bool isCompleted)
    {
        await ShowCodeAsync(Map);
        await PayAsync();
        if (change == "price")
            await ChangeProductsAsync(product => product.Price = 0m);
        else if (change == "gift card")
            await _httpShopper.UseCodeAsync("#giftcardcouponcode", "GIFT-25");
        else
        {
            await _fixture.ChangeAllAsync<Discount>(discount => discount.DiscountAmount = 10m);
            await _httpShopper.UseCodeAsync("#discountcouponcode", "FIVEOFF");
        }

        if (isCompleted)
        {
            await _httpShopper.CompleteAsync(_code);
            await _httpShopper.GoAsync("cart");
            var notice = _httpShopper.Page.QuerySelector(".glase-paid-cart").TextContent;
            Assert.That(notice, Does.Contain($"Your payment was €7.77, but the cart total is now €0.00 ({toShopper}).").And.Not.Contain("Complete the order"));
            Assert.That(_httpShopper.Button("Put the cart back and complete the order"), change == "price" ? Is.Null : Is.Not.Null);
        }

        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= TimeSpan.FromMinutes(10));
        for (var minute = 0; minute < 3; minute++)
            await _fixture.RunTaskAsync();

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        var refunded = await _fixture.LastPaymentAsync();
        Assert.That(refunded.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(refunded.LastError, Does.Contain(toOwner));
        Assert.That(_fixture.Glase.Invoice(_code.Reference).Refunds.Single().Amount.Value, Is.EqualTo(7.77m));
    }

    // nopCommerce forgets its shipping method, which is not why there is no order.
    [Test]
    public async Task A_quantity_of_what_is_sent()
    {
        await ShowCodeAsync(Coffee);
        await PayAsync();
        await SetQuantityAsync(2);

        await _httpShopper.CompleteAsync(_code);

        await IsSaidAsync("it no longer fits the cart (the items in the cart changed)", "was paid, but the items in the cart were changed after the code was made");
        Assert.That((await _fixture.LastPaymentAsync()).ShopperError, Does.Contain("the items in the cart changed"));
    }

    [Test]
    public async Task An_item_that_was_sold_out()
    {
        await ShowCodeAsync(Coffee);
        await ChangeProductsAsync(product => product.StockQuantity = 0);

        await PayAndCompleteAsync();

        await IsSaidAsync("is sold out", "is sold out");
    }

    [Test]
    public async Task Articles_that_the_shopper_changed()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Start(_code.Reference);
        await SetQuantityAsync(2);

        await PayAndCompleteAsync();

        await IsSaidAsync("Your payment was €7.77, but the cart total is now €15.54 (the items in the cart changed).",
            "the items in the cart were changed");
        Assert.That(_httpShopper.Code.Message, Does.Contain("Put the cart back").And.Contain("within about 3 min"));
        Assert.That(_httpShopper.Page.QuerySelector("[data-glase-panel=paid] h2").TextContent, Is.EqualTo("Your payment was received"));
        await _httpShopper.GoAsync("cart");
        var notice = _httpShopper.Page.QuerySelector(".glase-paid-cart");
        Assert.That(notice.TextContent, Does.Contain("Your payment was €7.77, but the cart total is now €15.54").And.Not.Contain("Complete the order"));

        await _httpShopper.PressAsync(_httpShopper.Button("Put the cart back and complete the order"));

        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed/"));
        Assert.That((await _fixture.OnlyOrderAsync()).OrderTotal, Is.EqualTo(7.77m));
    }

    [Test]
    public async Task An_item_of_another_kind_is_taken_out_again()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Start(_code.Reference);
        await _httpShopper.PutIntoCartAsync(Coffee);
        await PayAndCompleteAsync();
        Assert.That(_httpShopper.Code.Message, Does.Contain("Your payment was €7.77, but it no longer fits the cart (the items in the cart changed)."));

        await _httpShopper.PressAsync(_httpShopper.Button("Put the cart back and complete the order"));

        Assert.That((await _fixture.OnlyOrderAsync()).OrderTotal, Is.EqualTo(7.77m));
    }

    [Test]
    public async Task A_cart_that_the_shopper_emptied()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Start(_code.Reference);
        await SetQuantityAsync(0);

        await PayAndCompleteAsync();

        await IsSaidAsync("Your cart is empty. Unless your order has been placed, your payment of €7.77 is refunded in full", "Cart is empty");
    }

    [Test]
    public async Task A_price_that_changed_is_named_in_the_shopper_s_language()
    {
        await _httpShopper.GoAsync("");
        var swedish = (await _fixture.Shop.RunAsync(services => services.GetRequiredService<ILanguageService>().GetAllLanguagesAsync()))
            .Single(language => language.UniqueSeoCode == "sv");
        await _httpShopper.GoAsync($"changelanguage/{swedish.Id}");
        await ShowCodeAsync(Map);
        await ChangeProductsAsync(product => product.Price = 8m);

        await PayAndCompleteAsync();

        Assert.That(_httpShopper.Code.Message, Does.Contain("men varukorgen kostar nu").And.Contain("(ett pris ändrades)"));
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Does.Contain("a price was changed"));
    }

    [Test]
    public async Task The_checkout_itself_says_it_too()
    {
        await ShowCodeAsync(Map);
        await ChangeProductsAsync(product => product.Price = 8m);
        _fixture.Glase.Pay(_code.Reference);

        await _httpShopper.ContinueAndConfirmAsync();

        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("(a price changed). This order could not be placed."));
    }

    [Test]
    public async Task After_the_refund_the_reason_is_still_there()
    {
        await ShowCodeAsync(Map);
        await ChangeProductsAsync(product => product.Price = 8m);
        await PayAndCompleteAsync();

        await _fixture.ChangePaymentsAsync(current => current.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();
        await _httpShopper.GoAsync($"glase/{_code.Token}");

        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(payment.LastError, Does.Contain("a price was changed"));
        Assert.That(_httpShopper.Code.Message, Does.Contain("(a price changed)"));
        var told = $"€7.77 was refunded. Glase reference: {payment.ErsReference}";
        Assert.That(_httpShopper.Page.QuerySelector("[data-glase-refunded]").TextContent, Is.EqualTo(told));
        await _httpShopper.GoAsync("cart");
        Assert.That(_httpShopper.Page.QuerySelector(".glase-paid-cart").TextContent, Does.Contain(told).And.Contain("(a price changed)"));
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Button("Close"));
        Assert.That(_httpShopper.At.AbsolutePath, Is.EqualTo("/cart"));
        Assert.That(_httpShopper.Page.QuerySelector(".glase-paid-cart"), Is.Null);
    }

    [Test]
    public async Task A_cart_that_changes_tells_of_its_refund_no_more()
    {
        await ShowCodeAsync(Map);
        await ChangeProductsAsync(product => product.Price = 8m);
        await PayAndCompleteAsync();
        await _fixture.ChangePaymentsAsync(current => current.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        await _httpShopper.GoAsync("cart");
        Assert.That(_httpShopper.Page.QuerySelector(".glase-paid-cart"), Is.Not.Null);

        await SetQuantityAsync(2);

        await ShopFixture.UntilAsync(async () => (await _httpShopper.GoAsync("cart")).QuerySelector(".glase-paid-cart") is null, "the notice to go");
    }

    [Test]
    public async Task Who_logs_in_is_told_of_the_refund_in_the_cart()
    {
        await _httpShopper.LogInAsync();
        await ShowCodeAsync(Map);
        await ChangeProductsAsync(product => product.Price = 8m);
        await PayAndCompleteAsync();
        await _fixture.ChangePaymentsAsync(current => current.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        await _httpShopper.LogOutAsync();
        using var later = _fixture.NewShopper();
        await later.PutIntoCartAsync(Map);

        await later.LogInAsync();

        // The cart's changes are dealt with after the answer.
        for (var times = 0; times < 3; times++)
            Assert.That((await later.GoAsync("cart")).QuerySelector(".glase-paid-cart")?.TextContent, Does.Contain("was refunded"));
    }

    [Test]
    public async Task A_price_put_back_completes_the_order_and_nothing_is_said_any_more()
    {
        await ShowCodeAsync(Map);
        await ChangeProductsAsync(product => product.Price = 8m);
        await PayAndCompleteAsync();

        await ChangeProductsAsync(product => product.Price = 7.77m);
        await _httpShopper.CompleteAsync(_code);

        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed/"));
        var payment = await _fixture.LastPaymentAsync();
        Assert.That((payment.LastError, payment.ShopperError), Is.EqualTo(((string)null, (string)null)));
    }

    private async Task ShowCodeAsync(int article)
    {
        await _httpShopper.PutIntoCartAsync(article);
        _code = await _httpShopper.GetCodeAsync();
        Assert.That(_code.State, Is.EqualTo("waiting"));
    }

    private async Task SetQuantityAsync(int quantity)
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"),
            (_httpShopper.Page.QuerySelector("input.quantity").GetAttribute("name"), $"{quantity}"));
    }

    private Task ChangeProductsAsync(Action<Product> change) => _fixture.ChangeAllAsync(change);

    private async Task PayAsync()
    {
        _fixture.Glase.Pay(_code.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the payment");
    }

    private async Task PayAndCompleteAsync()
    {
        await PayAsync();
        await _httpShopper.CompleteAsync(_code);
    }

    private async Task IsSaidAsync(string toShopper, string toOwner)
    {
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That(_httpShopper.Code.Message, Does.Contain(toShopper));
        var error = (await _fixture.LastPaymentAsync()).LastError;
        Assert.That(error, Does.Contain(toOwner));
        Assert.That(error, Does.Not.Contain("the cart was changed"));
    }
}
