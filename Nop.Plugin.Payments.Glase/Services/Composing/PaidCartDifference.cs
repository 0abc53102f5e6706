using Nop.Core.Domain.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// How a paid cart differs from what was paid for, in what its shopper can put into a cart and choose for it.
/// </summary>
/// <param name="Contents">What was paid for</param>
/// <param name="Items">The items that were paid for and are not in the cart in their quantity, each with that of the cart; null for none there</param>
/// <param name="Kept">The items that are in the cart as they were paid for</param>
/// <param name="Added">The items of the cart that were not paid for</param>
/// <param name="IsOtherwiseChosen">Whether checkout attributes, coupons, gift cards, reward points or the shipping method are others</param>
/// <param name="Delivery">
/// How the cart was to be sent; null when it was not sent, that was not recorded, or it is sent to another address by now
/// </param>
public sealed record PaidCartDifference(CartContents Contents, IReadOnlyList<(CartContentsItem Paid, ShoppingCartItem Found)> Items,
    IReadOnlyList<(CartContentsItem Paid, ShoppingCartItem Found)> Kept, IReadOnlyList<ShoppingCartItem> Added, bool IsOtherwiseChosen, CartDelivery Delivery)
{
    /// <summary>
    /// Gets whether there is nothing to put back.
    /// </summary>
    public bool IsNone => Items.Count == 0 && Added.Count == 0 && !IsOtherwiseChosen;
}
