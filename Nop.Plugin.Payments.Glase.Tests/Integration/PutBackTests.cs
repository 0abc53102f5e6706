using System.Globalization;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A paid cart that was changed is put back as it was paid, and ordered, by one press.
/// </summary>
public class PutBackTests : CartInvoiceUpdateTestBase
{
    private const string Press = "Put the cart back and complete the order";
    private const string Wrapped = "2";

    private static IEnumerable<TestCaseData> Changes()
    {
        static TestCaseData Case(string name, string reason, Func<PutBackTests, Task> change) => new TestCaseData(reason, change).SetArgDisplayNames(name);

        const string items = "the items in the cart changed";
        const string coupon = "a discount or coupon changed";
        yield return Case("a variant removed", items, test => test.SetQuantityAsync(1, 0));
        yield return Case("quantities of variants", items, async test =>
        {
            await test.SetQuantityAsync(0, 3);
            await test.SetQuantityAsync(1, 1);
        });
        yield return Case("another variant", items, async test =>
        {
            await test.SetQuantityAsync(0, 0);
            await test.AddMugAsync("2");
        });
        yield return Case("a product removed and one added", items, async test =>
        {
            await test.SetQuantityAsync(2, 0);
            await test._httpShopper.PutIntoCartAsync(Candle);
        });
        yield return Case("a coupon removed", coupon, test => test.RemoveCodesAsync());
        yield return Case("a gift card more", "a gift card changed", test => test._httpShopper.UseCodeAsync("#giftcardcouponcode", "GIFT-25"));
        yield return Case("gift wrapping removed", "the checkout options changed", test => test.WrapAsync("1"));
        yield return Case("another way to send it", "the cost of shipping changed", test => test.ChooseShippingAsync("Express"));
        yield return Case("all at once", $"{items}; the checkout options changed; {coupon}", async test =>
        {
            await test.RemoveCodesAsync();
            await test.WrapAsync("1");
            await test.SetQuantityAsync(1, 0);
        });
    }

    [TestCaseSource(nameof(Changes))]
    public async Task A_paid_cart_that_was_changed_is_put_back(string reason, Func<PutBackTests, Task> change)
    {
        await PayMugsAsync();
        await change(this);

        await _httpShopper.GoAsync("cart");
        Assert.That(Notice, Does.Contain($"({reason})").And.Contain("Put the cart back as it was").And.Contain("Otherwise you get the full amount back"));
        await _httpShopper.PressAsync(_httpShopper.Button(Press));

        await AssertOrderedAsync();
    }

    [Test]
    public async Task An_emptied_cart_is_put_back_once()
    {
        await PayMugsAsync();
        for (var line = 2; line >= 0; line--)
            await SetQuantityAsync(line, 0);

        await _httpShopper.GoAsync("cart");
        Assert.That(Notice, Does.Contain("Your cart is empty"));
        var button = _httpShopper.Button(Press);
        await _httpShopper.PressAsync(button);
        await AssertOrderedAsync();

        // Pressed again in a tab that was not loaded again.
        await _httpShopper.PressAsync(button);
        await AssertOrderedAsync();
        await _httpShopper.GoAsync("cart");
        Assert.That(_httpShopper.Page.QuerySelectorAll("input.quantity"), Is.Empty);
    }

    [Test]
    public async Task An_item_that_is_sold_out_meanwhile_is_named_and_nothing_is_changed()
    {
        await PayMugsAsync();
        await SetQuantityAsync(2, 0);
        await _httpShopper.GoAsync("cart");
        var button = _httpShopper.Button(Press);
        await ChangeCoffeeAsync(coffee => coffee.StockQuantity = 0);
        try
        {
            await _httpShopper.PressAsync(button);

            Assert.That(_httpShopper.Code.Message, Does.Contain("This cannot be put back: Forest roast coffee – Forest roast coffee is sold out.")
                .And.Contain("You get the full amount back within about 3 min").And.Not.Contain("Put the cart back"));
            Assert.That(_httpShopper.Button(Press), Is.Null);
            await _httpShopper.GoAsync("cart");
            Assert.That(Notice, Does.Contain("This cannot be put back: Forest roast coffee"));
            Assert.That(_httpShopper.Button(Press), Is.Null);
            Assert.That(_httpShopper.Page.QuerySelectorAll("input.quantity"), Has.Length.EqualTo(2));
            Assert.That(await OrdersAsync(), Is.Empty);
        }
        finally
        {
            await ChangeCoffeeAsync(coffee => coffee.StockQuantity = 500);
        }
    }

    [Test]
    public async Task A_cart_put_back_that_costs_something_else_is_not_ordered()
    {
        await PayMugsAsync();
        await SetQuantityAsync(2, 0);
        await _httpShopper.GoAsync("cart");
        var button = _httpShopper.Button(Press);
        await ChangeCoffeeAsync(coffee => coffee.Price += 1m);
        try
        {
            await _httpShopper.PressAsync(button);

            Assert.That(_httpShopper.Code.Message, Does.Contain("(a price changed)").And.Contain("You get the full amount back within about 3 min"));
            Assert.That(_httpShopper.Button(Press), Is.Null);
            Assert.That(await OrdersAsync(), Is.Empty);
        }
        finally
        {
            await ChangeCoffeeAsync(coffee => coffee.Price -= 1m);
        }
    }

    [Test]
    public async Task A_checkout_attribute_that_lacks_is_named_beside_a_paid_cart()
    {
        await PayMugsAsync();
        await ChangeWrappingAsync(wrapping => wrapping.IsRequired = true);
        try
        {
            await WrapAsync("");
            await _httpShopper.GoAsync("cart");
            Assert.That(Notice, Does.Contain("(the checkout options changed). Please choose: Gift wrapping.").And.Contain("Put the cart back"));
            Assert.That(_httpShopper.Button(Press), Is.Not.Null);
            await _httpShopper.CompleteAsync(_tab);
            Assert.That(_httpShopper.Code.Message, Does.Contain("Please choose: Gift wrapping."));

            await _httpShopper.PressAsync(_httpShopper.Button(Press));
            await AssertOrderedAsync();
        }
        finally
        {
            await ChangeWrappingAsync(wrapping => wrapping.IsRequired = false);
        }
    }

    [Test]
    public async Task A_checkout_attribute_that_the_shop_requires_since_is_named_and_chosen_in_the_cart()
    {
        await ShowCodeAsync(Map);
        await PayAsync();
        await WrapAsync("");
        await ChangeWrappingAsync(wrapping => wrapping.IsRequired = true);
        try
        {
            await _httpShopper.GoAsync("cart");
            Assert.That(Notice, Does.Contain("Your payment was €7.77, but the cart cannot be ordered as it is: Please choose: Gift wrapping.")
                .And.Contain("Otherwise you get the full amount back"));
            await _httpShopper.CompleteAsync(_tab);
            Assert.That(_httpShopper.Page.QuerySelector("[data-glase-section=cart]"), Is.Not.Null);

            await WrapAsync("1");
            await _httpShopper.CompleteAsync(_tab);
            Assert.That((await OrdersAsync()).Single().OrderTotal, Is.EqualTo(7.77m));
        }
        finally
        {
            await ChangeWrappingAsync(wrapping => wrapping.IsRequired = false);
        }
    }

    // nopCommerce gives the account the checkout attributes of the guest who logs in: none.
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_checkout_attribute_lost_by_a_login_in_another_browser_is_named(bool isPaid)
    {
        await ChangeWrappingAsync(wrapping => wrapping.IsRequired = true);
        try
        {
            await _httpShopper.LogInAsync();
            await _httpShopper.PutIntoCartAsync(Map);
            await WrapAsync(Wrapped);
            _tab = await _httpShopper.GetCodeAsync();
            if (isPaid)
                await PayAsync();
            using var elsewhere = _fixture.NewShopper();
            await elsewhere.LogInAsync();

            if (isPaid)
            {
                await _httpShopper.GoAsync("cart");
                Assert.That(Notice, Does.Contain("(the checkout options changed). Please choose: Gift wrapping. Put the cart back"));
                await _httpShopper.PressAsync(_httpShopper.Button(Press));
                Assert.That((await OrdersAsync()).Single().CheckoutAttributesXml, Does.Contain($"<Value>{Wrapped}</Value>"));
                return;
            }

            await Support.ShopFixture.UntilAsync(async () => await StateAsync() == "withdrawn", "the code to be cancelled");
            Assert.That(await _httpShopper.Http.GetStringAsync(_tab.StatusUrl), Does.Contain("\"reason\":\"Please choose: Gift wrapping.\""));
            await _httpShopper.GoAsync($"glase/{_tab.Token}");
            Assert.That(_httpShopper.Page.QuerySelector("[data-glase-panel=withdrawn] h2").TextContent, Is.EqualTo("This cart cannot be ordered yet"));
            Assert.That(_httpShopper.Page.QuerySelector("[data-glase-reason]").TextContent, Is.EqualTo("Please choose: Gift wrapping."));
            Assert.That(await elsewhere.Http.GetStringAsync(_tab.StatusUrl), Does.Contain("\"reason\":\"Please"), "the account's other browser");
            using var stranger = _fixture.NewShopper();
            Assert.That(await stranger.Http.GetStringAsync(_tab.StatusUrl), Does.Contain("\"reason\":null"));
            await SetQuantityAsync(0, 0);
        }
        finally
        {
            await ChangeWrappingAsync(wrapping => wrapping.IsRequired = false);
        }
    }

    private string Notice => _httpShopper.Page.QuerySelector(".glase-paid-cart")?.TextContent;

    // Two variants of one product, another product, a coupon and gift wrapping.
    private async Task PayMugsAsync()
    {
        await AddMugAsync("1");
        await AddMugAsync("2");
        await SetQuantityAsync(1, 2);
        await _httpShopper.PutIntoCartAsync(Coffee);
        await _httpShopper.UseCodeAsync("#discountcouponcode", "AUTUMN10");
        await WrapAsync(Wrapped);
        _tab = await _httpShopper.GetCodeAsync();
        await PayAsync();
    }

    private async Task PayAsync()
    {
        _fixture.Glase.Pay(_tab.Reference);
        await Support.ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the payment");
    }

    private async Task AddMugAsync(string colour)
    {
        await _httpShopper.GoAsync("product/2");
        var option = _httpShopper.Page.QuerySelector("[name^=option]").GetAttribute("name");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name^=option]").Closest("form").QuerySelector("button"), (option, colour));
    }

    private async Task WrapAsync(string value)
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"), ("attribute1", value));
    }

    private async Task RemoveCodesAsync()
    {
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Button("Take coupons and gift cards away"));
    }

    private Task ChangeCoffeeAsync(Action<Product> change)
    {
        return _fixture.ChangeAllAsync<Product>(product =>
        {
            if (product.Name == "Forest roast coffee")
                change(product);
        });
    }

    private Task ChangeWrappingAsync(Action<CheckoutAttribute> change) => _fixture.ChangeAllAsync(change);

    private async Task AssertOrderedAsync()
    {
        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed/"), _httpShopper.Code?.Message);
        var order = (await OrdersAsync()).Single();
        Assert.That((order.PaymentStatus, order.OrderTotal), Is.EqualTo((PaymentStatus.Paid, (await _fixture.LastPaymentAsync()).Amount)));
        Assert.That(order.CheckoutAttributesXml, Does.Contain($"<Value>{Wrapped}</Value>"));
        var items = (await _fixture.AllAsync<OrderItem>()).Where(item => item.OrderId == order.Id)
            .Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.ProductId}x{item.Quantity} {item.AttributeDescription}"));
        Assert.That(items, Is.EquivalentTo(new[] { "2x1 Colour: Lake blue", "2x2 Colour: Snow white with a gold rim [+€1.50]", "1x1 " }));
    }
}
