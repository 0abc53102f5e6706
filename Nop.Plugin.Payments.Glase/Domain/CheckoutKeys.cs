using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// Names carts and orders, each of which has at most one open payment; see <see cref="GlasePayment.CheckoutKey"/>.
/// </summary>
public static class CheckoutKeys
{
    /// <summary>
    /// Names a shopper's cart in a store.
    /// </summary>
    public static string ForCart(int customerId, int storeId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"cart-{storeId}-{customerId}");
    }

    /// <summary>
    /// Names an order.
    /// </summary>
    public static string ForOrder(int orderId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"order-{orderId}");
    }
}
