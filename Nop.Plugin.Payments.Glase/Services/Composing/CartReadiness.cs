using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Shipping;
using Nop.Services.Common;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Determines whether a cart is complete enough to be ordered.
/// </summary>
public class CartReadiness(IGenericAttributeService genericAttributeService, IOrderTotalCalculationService orderTotals,
    IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Gets whether a cart is empty.
    /// </summary>
    public async Task<bool> IsEmptyAsync(Customer customer, int storeId)
    {
        return (await CartAsync(customer, storeId)).Count == 0;
    }

    /// <summary>
    /// Gets whether the shopper has still to choose something in the checkout before the cart can be ordered: who pays, how to get it,
    /// or where to. An empty cart lacks nothing. What else may keep it from being ordered is asked by <see cref="OrderValidator"/>, and
    /// whether its total is known by <see cref="IsTotalUnknownAsync"/>.
    /// </summary>
    public async Task<bool> IsIncompleteAsync(Customer customer, int storeId)
    {
        var cart = await CartAsync(customer, storeId);
        if (cart.Count == 0)
            return false;
        return customer.BillingAddressId is null || await LacksShippingAsync(cart, customer, storeId);
    }

    /// <summary>
    /// Gets whether nopCommerce does not know what a cart comes to, as when the chosen shipping is no longer offered. An empty cart comes to
    /// nothing.
    /// </summary>
    public async Task<bool> IsTotalUnknownAsync(Customer customer, int storeId)
    {
        var cart = await CartAsync(customer, storeId);
        return cart.Count > 0 && (await orderTotals.GetShoppingCartTotalAsync(cart)).shoppingCartTotal is null;
    }

    /// <summary>
    /// Gets whether a cart comes to nothing, as with a coupon, a gift card or reward points: nopCommerce asks for no payment then.
    /// </summary>
    public async Task<bool> IsFreeAsync(Customer customer, int storeId)
    {
        var cart = await CartAsync(customer, storeId);
        return cart.Count > 0 && (await orderTotals.GetShoppingCartTotalAsync(cart)).shoppingCartTotal == 0;
    }

    /// <summary>
    /// Gets the first step of the checkout in which the shopper has still to choose something.
    /// </summary>
    public async Task<CheckoutStep> GetOpenStepAsync(Customer customer, int storeId)
    {
        var cart = await CartAsync(customer, storeId);
        if (cart.Count == 0)
            return CheckoutStep.Cart;
        if (customer.BillingAddressId is null)
            return CheckoutStep.BillingAddress;
        if (!await LacksShippingAsync(cart, customer, storeId))
            return CheckoutStep.None;
        return customer.ShippingAddressId is null ? CheckoutStep.ShippingAddress : CheckoutStep.ShippingMethod;
    }

    /// <summary>
    /// Gets whether a cart has to be sent and the shopper has not chosen how, or where to.
    /// </summary>
    public async Task<bool> LacksShippingAsync(Customer customer, int storeId)
    {
        return await LacksShippingAsync(await CartAsync(customer, storeId), customer, storeId);
    }

    private async Task<bool> LacksShippingAsync(IList<ShoppingCartItem> cart, Customer customer, int storeId)
    {
        return await shoppingCartService.ShoppingCartRequiresShippingAsync(cart) && !await IsShippingChosenAsync(customer, storeId);
    }

    private async Task<bool> IsShippingChosenAsync(Customer customer, int storeId)
    {
        // An order that is picked up needs no shipping address.
        var option = await genericAttributeService.GetAttributeAsync<ShippingOption>(customer,
            NopCustomerDefaults.SelectedShippingOptionAttribute, storeId);
        return option is not null && (customer.ShippingAddressId is not null
            || await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.SelectedPickupPointAttribute,
                storeId) is not null);
    }

    private Task<IList<ShoppingCartItem>> CartAsync(Customer customer, int storeId)
    {
        return shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, storeId);
    }
}
