using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// The components of a cart's total, stored with its payment to explain a later difference, and what the cart contains and how it is sent, to
/// put it back.
/// </summary>
public sealed record CartCosts
{
    // Longer ones are of no use to a shopper who asks what has changed, and would be written with each change of the payment.
    private const int MaxTextLength = 16_000;

    private static readonly JsonSerializerOptions _options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

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
    /// Gets what the cart contains; null when that is not known, or too long to keep.
    /// </summary>
    public CartContents Contents { get; init; }

    /// <summary>
    /// Sums up the lines of an invoice.
    /// </summary>
    public static CartCosts Of(IEnumerable<InvoiceLine> lines, CartDelivery delivery = null, CartContents contents = null)
    {
        var all = lines.ToList();
        return new CartCosts
        {
            Items = [.. all.Select(line => line.Article).OfType<ItemCost>()],
            Sums = all.Where(line => line.Kind is not (CostKind.Item or CostKind.Other) && line.Total != 0)
                .GroupBy(line => line.Kind)
                .ToDictionary(group => group.Key, group => group.Sum(line => line.Total)),
            Delivery = delivery,
            Contents = contents
        };
    }

    /// <summary>
    /// Reads what <see cref="Write"/> wrote; null when there is nothing to read.
    /// </summary>
    public static CartCosts Read(string text)
    {
        return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<CartCosts>(text, _options);
    }

    /// <summary>
    /// Writes it as text of ASCII characters, without the contents where they make it too long; null when it is too long to keep without
    /// them.
    /// </summary>
    public string Write()
    {
        var text = JsonSerializer.Serialize(this, _options);
        if (text.Length <= MaxTextLength)
            return text;
        return Contents is null ? null : (this with { Contents = null }).Write();
    }

    /// <summary>
    /// Tells why a cart costs something else by now. What follows from another change, such as a percentage of another price, is left
    /// out.
    /// </summary>
    /// <param name="now">What it costs now</param>
    /// <param name="isTotalKnown">
    /// Whether all of it is known. Without a shipping method, what is computed from the total is not compared unless the shopper changed it
    /// </param>
    /// <returns>The changes; none when all that is compared is the same</returns>
    public IReadOnlyList<CostChangeReason> ChangesTo(CartCosts now, bool isTotalKnown = true)
    {
        var before = ByProduct();
        var after = now.ByProduct();
        var isOtherCart = HasOtherItems(before, now, after);
        var changes = new List<CostChangeReason>();
        void Add(CostChangeReason change, bool isSo)
        {
            if (isSo)
                changes.Add(change);
        }

        // Whether the rest may follow from what is known to have changed, or is not known.
        bool Follows() => changes.Count > 0 || !isTotalKnown;

        Add(CostChangeReason.Items, isOtherCart);
        Add(CostChangeReason.Price, !isOtherCart && before.Any(article => after[article.Key].Price != article.Value.Price));
        // nopCommerce has no rate for what costs nothing.
        Add(CostChangeReason.Tax, !isOtherCart && before.Any(article => after[article.Key] is { Price: not 0 } other
            && article.Value.Price != 0 && other.TaxRate != article.Value.TaxRate));
        Add(CostChangeReason.Options, Differs(CostKind.Option, now));
        var isOtherDiscount = Differs(CostKind.Discount, now)
            || before.Any(article => after.GetValueOrDefault(article.Key)?.Discount != article.Value.Discount);
        Add(CostChangeReason.Discount, isOtherDiscount && (!Follows() || HasOtherCodes(now, contents => contents.DiscountCodes)));
        Add(CostChangeReason.Shipping, isTotalKnown && !isOtherCart && Differs(CostKind.Shipping, now));
        var isOtherGiftCard = HasOtherCodes(now, contents => contents.GiftCardCodes);
        Add(CostChangeReason.Fee, !isOtherGiftCard && !Follows() && Differs(CostKind.Fee, now));
        Add(CostChangeReason.GiftCard, Differs(CostKind.GiftCard, now) && (isOtherGiftCard || !Follows()));
        // nopCommerce does not use them any more when the items were changed.
        Add(CostChangeReason.RewardPoints, Differs(CostKind.RewardPoints, now)
            && (!Follows() || !isOtherCart && Contents?.UsesRewardPoints != now.Contents?.UsesRewardPoints));
        return changes;
    }

    /// <summary>
    /// Gets whether another cart has the same items, at the same prices.
    /// </summary>
    public bool HasItemsOf(CartCosts other)
    {
        static IEnumerable<ItemCost> Sort(CartCosts costs) => costs.Items.OrderBy(item => item.ProductId).ThenBy(item => item.Quantity).ThenBy(item => item.Price);
        return Sort(this).SequenceEqual(Sort(other));
    }

    private bool HasOtherItems(Dictionary<int, ItemCost> before, CartCosts now, Dictionary<int, ItemCost> after)
    {
        return Contents is not null && now.Contents is not null && !Contents.HasItemsOf(now.Contents)
            || before.Count != after.Count
            || before.Any(article => after.GetValueOrDefault(article.Key)?.Quantity != article.Value.Quantity);
    }

    private bool HasOtherCodes(CartCosts now, Func<CartContents, IReadOnlyList<string>> codes)
    {
        return Contents is not null && now.Contents is not null && !CartContents.AreSameCodes(codes(Contents), codes(now.Contents));
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
