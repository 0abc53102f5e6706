using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Composing;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Composing;

public class CartCostsTests
{
    private static readonly InvoiceLine[] _bill =
    [
        Article(1, 2, 20m, 0m), Article(2, 1, 5m, 0m), Line(CostKind.Option, 3m), Line(CostKind.Shipping, 4m), Line(CostKind.Fee, 1m),
        Line(CostKind.Discount, -2m), Line(CostKind.GiftCard, -6m), Line(CostKind.RewardPoints, -1m), Line(CostKind.Other, 0.01m)
    ];

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Change(costs => [.. costs, Article(3, 1, 1m, 0m)], CostChangeReason.Items).SetArgDisplayNames("an article more");
        yield return Change(costs => costs[1..], CostChangeReason.Items).SetArgDisplayNames("an article less");
        yield return Change(costs => [Article(1, 3, 30m, 0m), .. costs[1..]], CostChangeReason.Items).SetArgDisplayNames("one more of it");
        yield return Change(costs => [Article(1, 2, 22m, 0m), .. costs[1..]], CostChangeReason.Price).SetArgDisplayNames("a price");
        yield return Change(costs => [Article(1, 2, 20m, 2m), .. costs[1..]], CostChangeReason.Discount)
            .SetArgDisplayNames("a coupon for an article");
        yield return Change(costs => [Article(1, 2, 20m, 0m, 12m), .. costs[1..]], CostChangeReason.Tax).SetArgDisplayNames("a tax");
        yield return Change(costs => Without(costs, CostKind.Option), CostChangeReason.Options).SetArgDisplayNames("gift wrapping");
        yield return Change(costs => Without(costs, CostKind.Discount), CostChangeReason.Discount).SetArgDisplayNames("a coupon for the cart");
        yield return Change(costs => [.. Without(costs, CostKind.Shipping), Line(CostKind.Shipping, 9m)], CostChangeReason.Shipping)
            .SetArgDisplayNames("shipping");
        yield return Change(costs => Without(costs, CostKind.Fee), CostChangeReason.Fee).SetArgDisplayNames("the fee");
        yield return Change(costs => Without(costs, CostKind.GiftCard), CostChangeReason.GiftCard).SetArgDisplayNames("a gift card");
        yield return Change(costs => Without(costs, CostKind.RewardPoints), CostChangeReason.RewardPoints).SetArgDisplayNames("points");
        yield return Change(costs => [Article(1, 2, 22m, 2.2m), .. Without(costs[1..], CostKind.Discount)], CostChangeReason.Price)
            .SetArgDisplayNames("a price, and a percentage of it");
        yield return Change(costs => [.. Without(Without(costs, CostKind.Shipping), CostKind.Discount)], CostChangeReason.Discount, CostChangeReason.Shipping)
            .SetArgDisplayNames("two at once");
        yield return Change(costs => [.. Without(costs, CostKind.Other), Line(CostKind.Other, 0.02m)]).SetArgDisplayNames("rounding");
    }

    [TestCaseSource(nameof(Changes))]
    public void What_has_changed_is_named_and_what_follows_from_it_is_not(InvoiceLine[] now, CostChangeReason[] expected)
    {
        var before = CartCosts.Read(CartCosts.Of(_bill).Write());

        Assert.That(before.ChangesTo(CartCosts.Of(now)), Is.EqualTo(expected));
    }

    [TestCase("1x2 2x1", "1x5 2x1", "2 1")]
    [TestCase("1x2", "1x2 3x4", "2 0")]
    [TestCase("1x2 2x1", "1x2", null)]
    [TestCase("1x2", "1x1 1x1", null)]
    [TestCase("1x1 1x2", "1x5", null)]
    public void Quantities_are_put_back_where_each_item_can_be_told(string paid, string now, string expected)
    {
        var costs = CartCosts.Of(Items(paid).Select(item => Article(item.ProductId, item.Quantity, 1m, 0m)));

        var quantities = costs.QuantitiesIn(Items(now));

        Assert.That(quantities is null ? null : string.Join(' ', quantities.OrderBy(item => item.Key).Select(item => item.Value)), Is.EqualTo(expected));
    }

    [TestCase("1x2 2x1", "2x1 1x1 1x1", true)]
    [TestCase("1x2", "1x3", false)]
    [TestCase("1x2", "1x2 2x1", false)]
    [TestCase("1x2 2x1", "1x2", false)]
    public void The_same_products_in_the_same_quantities_are_the_same_items(string paid, string now, bool isSame)
    {
        Assert.That(CartCosts.Of(Items(paid).Select(item => Article(item.ProductId, item.Quantity, 1m, 0m))).HasItemsOf(Items(now)), Is.EqualTo(isSame));
    }

    [Test]
    public void How_the_cart_is_sent_is_kept()
    {
        var delivery = new CartDelivery("<ShippingOption><Name>Båt</Name></ShippingOption>", null, 7);

        Assert.That(CartCosts.Read(CartCosts.Of(_bill, delivery).Write()).Delivery, Is.EqualTo(delivery));
    }

    [Test]
    public void The_same_item_in_two_lines_counts_together()
    {
        var two = CartCosts.Of([Article(1, 1, 10m, 0m), Article(1, 2, 20m, 0m)]);

        Assert.That(two.ChangesTo(CartCosts.Of([Article(1, 3, 30m, 0m)])), Is.Empty);
    }

    [Test]
    public void A_cart_of_a_thousand_items_is_not_kept()
    {
        var costs = CartCosts.Of(Enumerable.Range(1, 1000).Select(id => Article(id, 1, 10m, 0m)));

        Assert.That(costs.Write(), Is.Null);
        Assert.That(CartCosts.Read(null), Is.Null);
    }

    private static TestCaseData Change(Func<InvoiceLine[], InvoiceLine[]> change, params CostChangeReason[] expected)
    {
        return new TestCaseData(change(_bill), expected);
    }

    private static InvoiceLine[] Without(InvoiceLine[] costs, CostKind kind) => [.. costs.Where(line => line.Kind != kind)];

    private static InvoiceLine Article(int productId, int quantity, decimal price, decimal discount, decimal taxRate = 25m)
    {
        return new InvoiceLine($"Article {productId}", quantity, price - discount, Kind: CostKind.Item,
            Article: new ItemCost(productId, quantity, price, discount, taxRate));
    }

    private static InvoiceLine Line(CostKind kind, decimal total) => new($"{kind}", 1, total, Kind: kind);

    // "1x2" is two of product 1.
    private static List<ShoppingCartItem> Items(string text)
    {
        return [.. text.Split(' ').Select((item, index) => new ShoppingCartItem
        {
            Id = index + 1,
            ProductId = int.Parse(item.Split('x')[0], CultureInfo.InvariantCulture),
            Quantity = int.Parse(item.Split('x')[1], CultureInfo.InvariantCulture)
        })];
    }
}
