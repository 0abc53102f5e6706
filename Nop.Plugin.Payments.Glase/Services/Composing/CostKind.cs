namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// What a line of a cart's invoice is for.
/// </summary>
public enum CostKind
{
    /// <summary>
    /// Anything that is not compared later, such as rounding.
    /// </summary>
    Other,

    /// <summary>
    /// An item.
    /// </summary>
    Item,

    /// <summary>
    /// A checkout attribute, such as gift wrapping.
    /// </summary>
    Option,

    /// <summary>
    /// Shipping.
    /// </summary>
    Shipping,

    /// <summary>
    /// The payment method's fee.
    /// </summary>
    Fee,

    /// <summary>
    /// A discount of the whole cart.
    /// </summary>
    Discount,

    /// <summary>
    /// A gift card.
    /// </summary>
    GiftCard,

    /// <summary>
    /// Reward points.
    /// </summary>
    RewardPoints
}
