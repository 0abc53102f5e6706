using System.Globalization;
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
        yield return Change(costs => [Article(1, 2, 0m, 0m, 0m), .. costs[1..]], CostChangeReason.Price).SetArgDisplayNames("free of charge");
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

    // What was entered is named where the rest may follow from something else, or is not known.
    [TestCase("", "", true, CostChangeReason.Price)]
    [TestCase("summer", "", true, CostChangeReason.Price, CostChangeReason.Discount)]
    [TestCase("summer", "SUMMER", true, CostChangeReason.Price)]
    [TestCase("summer", "", false, CostChangeReason.Price, CostChangeReason.Discount)]
    public void A_code_that_was_removed_is_named_beside_a_price(string before, string after, bool isTotalKnown, params CostChangeReason[] expected)
    {
        var paid = CartCosts.Of(_bill, contents: Contents("1x2, 2x1", before));
        var now = CartCosts.Of([Article(1, 2, 22m, 0m), .. Without(_bill[1..], CostKind.Discount)], contents: Contents("1x2, 2x1", after));

        Assert.That(paid.ChangesTo(now, isTotalKnown), Is.EqualTo(expected));
    }

    [TestCase("1:red x1, 1:blue x2", "1:blue x2, 1:red x1", true)]
    [TestCase("1:red x1, 1:red x1", "1:red x2", true)]
    [TestCase("1:red x1, 1:blue x2", "1:red x2, 1:blue x1", false)]
    [TestCase("1:red x1", "1:red x1, 2: x1", false)]
    [TestCase("1:red x1, 2: x1", "1:red x1", false)]
    public void Items_are_the_same_with_the_same_attributes_and_quantities(string paid, string now, bool isSame)
    {
        Assert.That(Contents(paid).HasItemsOf(Contents(now)), Is.EqualTo(isSame));
    }

    [Test]
    public void Another_variant_of_a_product_is_another_item_and_no_other_price()
    {
        var paid = CartCosts.Of([Article(1, 1, 10m, 0m)], contents: Contents("1:red x1"));

        Assert.That(paid.ChangesTo(CartCosts.Of([Article(1, 1, 12m, 0m)], contents: Contents("1:blue x1"))), Is.EqualTo(new[] { CostChangeReason.Items }));
    }

    [Test]
    public void Without_a_shipping_method_shipping_and_fee_are_not_named()
    {
        var now = CartCosts.Of([.. Without(Without(_bill, CostKind.Shipping), CostKind.Fee)]);

        Assert.That(CartCosts.Of(_bill).ChangesTo(now, isTotalKnown: false), Is.Empty);
    }

    // nopCommerce forgets it when an item is changed, and when the checkout is begun again.
    [TestCase("1x2, 2x1", true, CostChangeReason.RewardPoints)]
    [TestCase("1x2, 2x1", false, CostChangeReason.RewardPoints)]
    [TestCase("1x3, 2x1", false, CostChangeReason.Items)]
    public void Reward_points_that_are_not_used_any_more_are_named_unless_items_changed(string now, bool isTotalKnown, CostChangeReason expected)
    {
        var paid = CartCosts.Of(_bill, contents: Contents("1x2, 2x1") with { UsesRewardPoints = true });

        Assert.That(paid.ChangesTo(CartCosts.Of(Without(_bill, CostKind.RewardPoints), contents: Contents(now)), isTotalKnown), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void What_the_cart_contains_is_kept()
    {
        var contents = new CartContents
        {
            Items = [new CartContentsItem(1, 2, "<Attributes>å</Attributes>", 5m, new DateTime(2026, 1, 2), new DateTime(2026, 1, 3)), new CartContentsItem(2, 1)],
            CheckoutAttributes = "<Attributes />",
            DiscountCodes = ["summer"],
            GiftCardCodes = ["gift"],
            UsesRewardPoints = true
        };

        var costs = CartCosts.Of(_bill, contents: contents);
        var read = CartCosts.Read(costs.Write());

        Assert.That(read.Contents.Items, Is.EqualTo(contents.Items));
        Assert.That(read.Write(), Is.EqualTo(costs.Write()).And.Contain("summer").And.Contain("gift").And.Contain("UsesRewardPoints"));
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
        var tooLong = new CartContents { CheckoutAttributes = new string('a', 20_000) };

        Assert.That(costs.Write(), Is.Null);
        Assert.That(CartCosts.Read(CartCosts.Of(_bill, contents: tooLong).Write()), Has.Property(nameof(CartCosts.Contents)).Null);
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

    // "1:red x2" is two of product 1 in red.
    private static CartContents Contents(string text, string code = "")
    {
        return new CartContents
        {
            Items = [.. text.Split(", ").Select(item => item.Split('x')).Select(item => new CartContentsItem(
                int.Parse(item[0].Split(':')[0], CultureInfo.InvariantCulture),
                int.Parse(item[1], CultureInfo.InvariantCulture),
                item[0].Contains(':') ? item[0].Split(':')[1].Trim() : null))],
            DiscountCodes = code.Length == 0 ? [] : [code]
        };
    }
}
