namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// What a shopper put into a cart and entered there, stored with its payment so that a changed cart can be put back.
/// </summary>
public sealed record CartContents
{
    /// <summary>
    /// Gets the items, in the order of the cart.
    /// </summary>
    public IReadOnlyList<CartContentsItem> Items { get; init; } = [];

    /// <summary>
    /// Gets the chosen checkout attributes as nopCommerce stores them; null for none.
    /// </summary>
    public string CheckoutAttributes { get; init; }

    /// <summary>
    /// Gets the discount codes that were entered.
    /// </summary>
    public IReadOnlyList<string> DiscountCodes { get; init; } = [];

    /// <summary>
    /// Gets the gift card codes that were entered.
    /// </summary>
    public IReadOnlyList<string> GiftCardCodes { get; init; } = [];

    /// <summary>
    /// Gets whether reward points are used.
    /// </summary>
    public bool UsesRewardPoints { get; init; }

    /// <summary>
    /// Gets whether another cart has the same items, with the same attributes and in the same quantities.
    /// </summary>
    public bool HasItemsOf(CartContents other)
    {
        var quantities = Quantities();
        var others = other.Quantities();
        return quantities.Count == others.Count && quantities.All(item => others.GetValueOrDefault(item.Key) == item.Value);
    }

    /// <summary>
    /// Gets whether two lists have the same codes, which nopCommerce compares without regard to case.
    /// </summary>
    public static bool AreSameCodes(IReadOnlyList<string> codes, IReadOnlyList<string> others)
    {
        return codes.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(others);
    }

    private Dictionary<CartContentsItem, int> Quantities()
    {
        return Items.GroupBy(item => item with { Quantity = 0 }).ToDictionary(group => group.Key, group => group.Sum(item => item.Quantity));
    }
}
