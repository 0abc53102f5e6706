namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// That a cart costs something else than what was invoiced, and why.
/// </summary>
/// <param name="From">What was invoiced</param>
/// <param name="To">What it costs now, in the same currency</param>
/// <param name="Reasons">Why, as far as known</param>
public sealed record TotalChange(decimal From, decimal To, IReadOnlyList<CostChange> Reasons)
{
    /// <summary>
    /// Gets the reasons in words for the store owner.
    /// </summary>
    public string Because => Reasons.Count == 0
        ? "the total was changed after the code was made"
        : string.Join(", ", Reasons.Select(reason => Describe(reason).Words)) + " after the code was made";

    /// <summary>
    /// Gets the endings of the names of the texts that tell the shopper the reasons.
    /// </summary>
    public IEnumerable<string> TextNames => Reasons.Select(reason => Describe(reason).TextName);

    private static (string TextName, string Words) Describe(CostChange change)
    {
        return change switch
        {
            CostChange.Articles => ("Articles", "the articles in the cart were changed"),
            CostChange.Price => ("Price", "a price was changed"),
            CostChange.Discount => ("Discount", "a discount or coupon was changed"),
            CostChange.Tax => ("Tax", "a tax rate was changed"),
            CostChange.Options => ("Options", "the checkout attributes were changed"),
            CostChange.Shipping => ("Shipping", "the cost of shipping was changed"),
            CostChange.Fee => ("Fee", "the fee of the payment method was changed"),
            CostChange.GiftCard => ("GiftCard", "the use of a gift card was changed"),
            CostChange.RewardPoints => ("RewardPoints", "the use of reward points was changed"),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "There are no words for this change.")
        };
    }
}
