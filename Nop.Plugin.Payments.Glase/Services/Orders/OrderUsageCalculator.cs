using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Computes what an order has used from the cart that it was placed from. It must run in the context of the order's store and shopper:
/// see <see cref="StoreRequestScope"/>.
/// </summary>
public class OrderUsageCalculator(IOrderTotalCalculationService totals, IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Computes what an order has used.
    /// </summary>
    /// <param name="order">The order</param>
    /// <param name="cart">All of the cart that it was placed from</param>
    /// <param name="redeemed">The reward points that it is recorded to have redeemed; null for none</param>
    /// <returns>
    /// What it has used; null when the cart does not come to the order's total: then it is not, or not all of, what was ordered
    /// </returns>
    public async Task<OrderUsage> ComputeAsync(Order order, IList<ShoppingCartItem> cart, RewardPointsHistory redeemed)
    {
        // Points that are redeemed already cannot be redeemed again.
        var total = await totals.GetShoppingCartTotalAsync(cart, redeemed is null ? null : false);
        if (total.shoppingCartTotal - (redeemed?.UsedAmount ?? 0) != order.OrderTotal)
            return null;

        var discounts = new List<Discount>(total.appliedDiscounts ?? []);
        discounts.AddRange((await totals.GetShoppingCartSubTotalsAsync(cart)).appliedDiscounts ?? []);
        discounts.AddRange((await totals.GetShoppingCartShippingTotalsAsync(cart)).appliedDiscounts ?? []);
        foreach (var row in cart)
            discounts.AddRange((await shoppingCartService.GetSubTotalAsync(row, includeDiscounts: true)).appliedDiscounts ?? []);
        return new OrderUsage([.. discounts.DistinctBy(discount => discount.Id)], total.appliedGiftCards ?? [], total.redeemedRewardPoints,
            total.redeemedRewardPointsAmount);
    }
}
