using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Tax;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Tests.Shop;

/// <summary>The shop adds up as nopCommerce does; each expected figure was reckoned by hand.</summary>
public class OrderTotalTests
{
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;

    [SetUp]
    public async Task StartAsync()
    {
        _fixture = await ShopFixture.StartAsync(options => options.InstallGlase = false);
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task Prices_with_tax_and_shipping()
    {
        var order = await OrderCoffeeAsync();

        Assert.Multiple(() =>
        {
            Assert.That(order.OrderSubtotalInclTax, Is.EqualTo(5.55m));
            Assert.That(order.OrderSubtotalExclTax, Is.EqualTo(4.96m), "5.55 / 1.12");
            Assert.That(order.OrderShippingInclTax, Is.EqualTo(4.90m));
            Assert.That(order.OrderShippingExclTax, Is.EqualTo(3.92m));
            Assert.That(order.OrderTax, Is.EqualTo(1.57m), "0.5946 + 0.98");
            Assert.That(order.OrderTotal, Is.EqualTo(10.45m));
        });
    }

    [Test]
    public async Task Prices_without_tax_get_it_on_top()
    {
        await _fixture.Shop.ChangeSettingsAsync<TaxSettings>(tax => tax.PricesIncludeTax = tax.ShippingPriceIncludesTax = false);

        var order = await OrderCoffeeAsync();

        Assert.That(order.OrderSubtotalExclTax, Is.EqualTo(5.55m));
        Assert.That(order.OrderTax, Is.EqualTo(1.89m), "0.666 + 1.225");
        Assert.That(order.OrderTotal, Is.EqualTo(12.34m));
    }

    [TestCase("AUTUMN10", 9.90, TestName = "A coupon on the items leaves the shipping alone")]
    [TestCase("FIVEOFF", 5.45, TestName = "A coupon on the order")]
    [TestCase("SHIPFREE", 5.55, TestName = "A coupon on the shipping")]
    public async Task Coupons(string code, decimal total)
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("form[action*=ApplyDiscount] button"), ("code", code));

        Assert.That((await OrderAsync()).OrderTotal, Is.EqualTo(total));
    }

    [Test]
    public async Task A_gift_card_pays_what_it_holds_and_gets_it_back_with_a_cancelled_order()
    {
        await _httpShopper.PutIntoCartAsync(article: 1);
        await _httpShopper.GoAsync("cart");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("form[action*=ApplyGiftCard] button"), ("code", "GIFT-25"));

        var order = await OrderAsync();
        Assert.That(order.OrderTotal, Is.EqualTo(108.90m), "129 + 4.90 - 25");
        Assert.That((await _fixture.AllAsync<GiftCardUsageHistory>()).Single().UsedValue, Is.EqualTo(25m));

        await OrderLifeTests.InShopAsync(_fixture, order.Id, (processing, placed) => processing.CancelOrderAsync(placed, true));
        Assert.That(await _fixture.AllAsync<GiftCardUsageHistory>(), Is.Empty);
    }

    private async Task<Order> OrderCoffeeAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        return await OrderAsync();
    }

    private async Task<Order> OrderAsync()
    {
        await _httpShopper.CheckOutAsync(CheckPaymentMethod.SystemName);
        await _httpShopper.ContinueAndConfirmAsync();
        return await _fixture.OnlyOrderAsync();
    }
}
