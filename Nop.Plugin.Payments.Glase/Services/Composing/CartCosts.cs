using System.Text.Json;
using Nop.Core.Domain.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// The components of a cart's total, stored with its payment to explain a later difference, and how the cart is sent.
/// </summary>
public sealed record CartCosts
{
    // Longer ones are of no use to a shopper who asks what has changed, and would be written with each change of the payment.
    private const int MaxTextLength = 8000;

    /// <summary>
    /// Gets the items.
    /// </summary>
    public IReadOnlyList<ItemCost> Items { get; init; } = [];

    /// <summary>
    /// Gets what each kind comes to, for all kinds but items; kinds that cost nothing are left out.
    /// </summary>
    public IReadOnlyDictionary<CostKind, decimal> Sums { get; init; } = new Dictionary<CostKind, decimal>();

    /// <summary>
    /// Gets how the cart is sent; null when it is not sent, or nothing was chosen.
    /// </summary>
    public CartDelivery Delivery { get; init; }

    /// <summary>
    /// Sums up the lines of an invoice.
    /// </summary>
    public static CartCosts Of(IEnumerable<InvoiceLine> lines, CartDelivery delivery = null)
    {
        var all = lines.ToList();
        return new CartCosts
        {
            Items = [.. all.Select(line => line.Article).OfType<ItemCost>()],
            Sums = all.Where(line => line.Kind is not (CostKind.Item or CostKind.Other) && line.Total != 0)
                .GroupBy(line => line.Kind)
                .ToDictionary(group => group.Key, group => group.Sum(line => line.Total)),
            Delivery = delivery
        };
    }

    /// <summary>
    /// Reads what <see cref="Write"/> wrote; null when there is nothing to read.
    /// </summary>
    public static CartCosts Read(string text)
    {
        return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<CartCosts>(text);
    }

    /// <summary>
    /// Writes it as text of ASCII characters; null when that would be too long to keep.
    /// </summary>
    public string Write()
    {
        var text = JsonSerializer.Serialize(this);
        return text.Length <= MaxTextLength ? text : null;
    }

    /// <summary>
    /// Tells why a cart costs something else by now. What follows from another change, such as a percentage of another price, is left
    /// out.
    /// </summary>
    /// <param name="now">What it costs now</param>
    /// <returns>The changes; none when all that is compared is the same</returns>
    public IReadOnlyList<CostChangeReason> ChangesTo(CartCosts now)
    {
        var before = ByProduct();
        var after = now.ByProduct();
        if (before.Count != after.Count || before.Any(article => after.GetValueOrDefault(article.Key)?.Quantity != article.Value.Quantity))
            return [CostChangeReason.Items];

        var changes = new List<CostChangeReason>();
        void Add(CostChangeReason change, bool isSo)
        {
            if (isSo)
                changes.Add(change);
        }

        Add(CostChangeReason.Price, before.Any(article => after[article.Key].Price != article.Value.Price));
        Add(CostChangeReason.Tax, before.Any(article => after[article.Key].TaxRate != article.Value.TaxRate));
        Add(CostChangeReason.Options, Differs(CostKind.Option, now));
        var isOtherPrice = changes.Count > 0;
        Add(CostChangeReason.Discount, !isOtherPrice && (Differs(CostKind.Discount, now)
            || before.Any(article => after[article.Key].Discount != article.Value.Discount)));
        Add(CostChangeReason.Shipping, Differs(CostKind.Shipping, now));
        Add(CostChangeReason.Fee, changes.Count == 0 && Differs(CostKind.Fee, now));
        Add(CostChangeReason.GiftCard, changes.Count == 0 && Differs(CostKind.GiftCard, now));
        Add(CostChangeReason.RewardPoints, changes.Count == 0 && Differs(CostKind.RewardPoints, now));
        return changes;
    }

    /// <summary>
    /// Gets whether a cart has the same products in the same quantities.
    /// </summary>
    public bool HasItemsOf(IEnumerable<ShoppingCartItem> cart)
    {
        var quantities = cart.GroupBy(item => item.ProductId).ToDictionary(group => group.Key, group => group.Sum(item => item.Quantity));
        var before = ByProduct();
        return before.Count == quantities.Count
            && before.All(article => quantities.GetValueOrDefault(article.Key) == article.Value.Quantity);
    }

    /// <summary>
    /// Gets whether another cart has the same items, at the same prices.
    /// </summary>
    public bool HasItemsOf(CartCosts other)
    {
        static IEnumerable<ItemCost> Sort(CartCosts costs) => costs.Items.OrderBy(item => item.ProductId).ThenBy(item => item.Quantity).ThenBy(item => item.Price);
        return Sort(this).SequenceEqual(Sort(other));
    }

    /// <summary>
    /// Gets how many of each item of a changed cart there were, 0 for those that were added.
    /// </summary>
    /// <returns>
    /// Quantities by the items' ids; null when that cannot be told: an item is gone, and its options with it, or a product is there with
    /// several options
    /// </returns>
    public IReadOnlyDictionary<int, int> QuantitiesIn(IList<ShoppingCartItem> cart)
    {
        var before = Items.ToLookup(article => article.ProductId);
        return before.All(article => article.Count() == 1 && cart.Count(item => item.ProductId == article.Key) == 1)
            ? cart.ToDictionary(item => item.Id, item => before[item.ProductId].SingleOrDefault()?.Quantity ?? 0)
            : null;
    }

    private bool Differs(CostKind kind, CartCosts other)
    {
        return Sums.GetValueOrDefault(kind) != other.Sums.GetValueOrDefault(kind);
    }

    private Dictionary<int, ItemCost> ByProduct()
    {
        return Items.GroupBy(article => article.ProductId).ToDictionary(group => group.Key, group => new ItemCost(
            group.Key,
            group.Sum(article => article.Quantity),
            Round(group.Sum(article => article.Price)),
            Round(group.Sum(article => article.Discount)),
            group.First().TaxRate));
    }

    // nopCommerce computes with more decimals than anybody pays with.
    private static decimal Round(decimal amount)
    {
        return Math.Round(amount, 2, MidpointRounding.AwayFromZero);
    }
}
