using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Applies the checks that nopCommerce applies when it places an order, so that no cart is paid that cannot be ordered.
/// </summary>
/// <remarks>
/// To be called in a request to the cart's store. What nopCommerce has cached costs nothing; the interval between orders costs one
/// SQL statement where the shop has set one.
/// </remarks>
public class OrderValidator(IShoppingCartService shoppingCartService, CheckoutAccessValidator accessValidator,
    CartValidator cartValidator, AddressValidator addressValidator, OrderIntervalValidator intervalValidator)
{
    /// <summary>
    /// Finds why nopCommerce would not place the order of a shopper's cart. Whether shipping is chosen is not checked here: see
    /// <see cref="CartReadiness"/>.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="storeId">The store</param>
    /// <returns>The first obstacle; null when there is none, and for an empty cart</returns>
    public async Task<OrderValidationError> ValidateAsync(Customer customer, int storeId)
    {
        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, storeId);
        if (cart.Count == 0)
            return null;

        return await accessValidator.ValidateAsync(customer, storeId)
            ?? await cartValidator.ValidateAsync(customer, storeId, cart)
            ?? await addressValidator.ValidateAsync(customer, storeId, cart)
            ?? await intervalValidator.ValidateAsync(customer, storeId);
    }
}
