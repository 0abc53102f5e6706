namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// That a cart costs something else than what was invoiced, and why.
/// </summary>
/// <param name="From">The invoiced amount, in the payment's currency</param>
/// <param name="To">The cart total now, in the same currency; null while it is unknown because the checkout is not complete</param>
/// <param name="Reasons">Why, as far as known; at least one when it is not known what it costs now</param>
public sealed record TotalChange(decimal From, decimal? To, IReadOnlyList<CostChangeReason> Reasons)
{
    /// <summary>
    /// Gets the reasons in words for the store owner.
    /// </summary>
    public string Reason => Reasons.Count == 0
        ? "the total was changed after the code was made"
        : string.Join(", ", Reasons.Select(reason => Describe(reason).Words)) + " after the code was made";

    /// <summary>
    /// Gets the endings of the names of the texts that tell the shopper the reasons.
    /// </summary>
    public IEnumerable<string> TextNames => Reasons.Select(reason => Describe(reason).TextName);

    private static (string TextName, string Words) Describe(CostChangeReason change)
    {
        return change switch
        {
            CostChangeReason.Items => ("Items", "the items in the cart were changed"),
            CostChangeReason.Price => ("Price", "a price was changed"),
            CostChangeReason.Discount => ("Discount", "a discount or coupon was changed"),
            CostChangeReason.Tax => ("Tax", "a tax rate was changed"),
            CostChangeReason.Options => ("Options", "the checkout attributes were changed"),
            CostChangeReason.Shipping => ("Shipping", "the cost of shipping was changed"),
            CostChangeReason.Fee => ("Fee", "the fee of the payment method was changed"),
            CostChangeReason.GiftCard => ("GiftCard", "the use of a gift card was changed"),
            CostChangeReason.RewardPoints => ("RewardPoints", "the use of reward points was changed"),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "There are no words for this change.")
        };
    }
}
