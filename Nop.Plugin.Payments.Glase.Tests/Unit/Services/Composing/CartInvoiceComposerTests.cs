using Moq;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Composing;

public class CartInvoiceComposerTests
{
    private readonly CartFixture _cart = new();

    [Test]
    public async Task An_item_is_invoiced_with_its_numbers_and_with_tax()
    {
        _cart.Add(4, 80m, 2);
        _cart.Total = 200m;

        var line = (await _cart.ComposeAsync()).Lines.Single();

        Assert.Multiple(() =>
        {
            Assert.That(line.Description, Is.EqualTo("Article 4"));
            Assert.That(line.Quantity, Is.EqualTo(2));
            Assert.That(line.UnitPrice, Is.EqualTo(100m));
            Assert.That(line.Total, Is.EqualTo(200m));
            Assert.That(line.TaxRate, Is.EqualTo(25m));
            Assert.That(line.Sku, Is.EqualTo("SKU-4"));
            Assert.That(line.Ean, Is.EqualTo("7300000000004"));
        });
    }

    [Test]
    public async Task Chosen_attributes_stand_behind_the_name()
    {
        _cart.Add(4, 80m, 1);
        _cart.Total = 100m;
        Mock.Get(_cart.AttributeFormatter)
            .Setup(formatter => formatter.FormatAttributesAsync(It.IsAny<Product>(), It.IsAny<string>(), It.IsAny<Customer>(),
                It.IsAny<Store>(), "<br />", true, true, true, true, true))
            .ReturnsAsync("Size: 8<br />Colour: Red");

        Assert.That((await _cart.ComposeAsync()).Lines.Single().Description, Is.EqualTo("Article 4 (Size: 8, Colour: Red)"));
    }

    [Test]
    public async Task Shipping_fee_discounts_gift_cards_and_points_each_have_a_line()
    {
        _cart.Add(1, 80m, 1);
        _cart.Shipping = 50m;
        _cart.Fee = 5m;
        _cart.SubTotalDiscount = 10m;
        _cart.OrderDiscount = 15m;
        _cart.GiftCards.AddRange([20m, 7m]);
        _cart.RewardPoints = 3m;
        _cart.Total = 100m + 50m + 5m - 10m - 15m - 20m - 7m - 3m;

        var draft = await _cart.ComposeAsync();

        Assert.That(draft.Lines.Select(line => (line.Description, line.Total)), Is.EqualTo(new[]
        {
            ("Article 1", 100m), ("Shipping", 50m), ("Fee", 5m), ("Discount", -25m), ("GiftCard", -20m), ("GiftCard", -7m),
            ("RewardPoints", -3m)
        }));
    }

    [Test]
    public async Task Whatever_the_prices_the_lines_add_up_to_the_total([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        for (var product = 1; product <= random.Next(1, 60); product++)
            _cart.Add(product, Math.Round((decimal)random.NextDouble() * 500m, random.Next(0, 5)), random.Next(1, 20));
        _cart.Shipping = (decimal)random.NextDouble() * 90m;
        _cart.SubTotalDiscount = (decimal)random.NextDouble() * 5m;
        // Tax computed on the whole, as shops do it, is not the sum of the taxes of the lines.
        _cart.Total = Math.Round(_cart.Items.Sum(item => Math.Round(_cart.Prices[item.ProductId] * item.Quantity, 2)) * 1.25m
            + _cart.Shipping.Value - _cart.SubTotalDiscount, 2);

        var draft = await _cart.ComposeAsync();

        Assert.That(draft.Lines.Sum(line => line.Total), Is.EqualTo(draft.Amount));
        Assert.That(draft.Amount, Is.EqualTo(_cart.Total));
        var rounding = draft.Lines.Where(line => line.Description == "Rounding").Sum(line => line.Total);
        Assert.That(Math.Abs(rounding), Is.LessThan(0.02m * _cart.Items.Count + 0.02m), "only roundings are left over");
    }

    [Test]
    public async Task The_primary_store_currency_is_invoiced()
    {
        _cart.Add(1, 80m, 1);
        _cart.Total = 100m;

        Assert.That((await _cart.ComposeAsync()).CurrencyCode, Is.EqualTo("SEK"));
    }

    [TestCase(0)]
    [TestCase(0.004)]
    [TestCase(null)]
    public async Task Nothing_to_pay_needs_no_invoice(decimal? total)
    {
        _cart.Add(1, 80m, 1);
        _cart.Total = total;

        Assert.That(await _cart.ComposeAsync(), Is.Null);
    }

    [Test]
    public async Task An_empty_cart_needs_no_invoice()
    {
        _cart.Total = 10m;

        Assert.That(await _cart.ComposeAsync(), Is.Null);
    }
}
