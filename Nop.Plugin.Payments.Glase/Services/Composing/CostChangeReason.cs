namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Why a cart costs something else than what was invoiced.
/// </summary>
public enum CostChangeReason
{
    /// <summary>
    /// Other items, or another number of them.
    /// </summary>
    Items,

    /// <summary>
    /// An item has another price.
    /// </summary>
    Price,

    /// <summary>
    /// A discount, by a coupon or not, came or went.
    /// </summary>
    Discount,

    /// <summary>
    /// A tax rate is another one.
    /// </summary>
    Tax,

    /// <summary>
    /// A checkout attribute was chosen or costs something else.
    /// </summary>
    Options,

    /// <summary>
    /// Shipping costs something else.
    /// </summary>
    Shipping,

    /// <summary>
    /// The payment method's fee is another one.
    /// </summary>
    Fee,

    /// <summary>
    /// A gift card pays another part.
    /// </summary>
    GiftCard,

    /// <summary>
    /// Reward points pay another part.
    /// </summary>
    RewardPoints
}
