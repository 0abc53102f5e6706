using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Applies the checks that nopCommerce applies when it places an order, so that no cart is paid that cannot be ordered.
/// </summary>
/// <remarks>
/// To be called in a request to the cart's store. What nopCommerce has cached costs nothing; the interval between orders costs one
/// SQL statement where the shop has set one.
/// </remarks>
public class OrderValidator(AddressValidator addressValidator, CartValidator cartValidator, ICustomerService customerService,
    ILocalizationService localizationService, IPaymentPluginManager paymentPluginManager, IRepository<Order> orderRepository,
    IShoppingCartService shoppingCartService, OrderSettings orderSettings, TimeProvider timeProvider)
{
    private const string Prefix = GlaseDefaults.ResourcePrefix + ".Payment.NotOrderable.";

    /// <summary>
    /// Finds what keeps a shopper's cart from being ordered. Whether the shopper has chosen how to get it is not asked here: see
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

        return await FindInShopAsync(customer, storeId)
            ?? await cartValidator.ValidateAsync(customer, storeId, cart)
            ?? await addressValidator.ValidateAsync(customer, storeId, cart)
            ?? await FindLastOrderAsync(customer, storeId);
    }

    private async Task<OrderValidationError> FindInShopAsync(Customer customer, int storeId)
    {
        if (orderSettings.CheckoutDisabled)
            return await ErrorAsync("Checkout.Disabled", OrderErrorRemedy.Wait);
        if (!orderSettings.AnonymousCheckoutAllowed && await customerService.IsGuestAsync(customer))
            return await ErrorAsync(Prefix + "Guest", OrderErrorRemedy.LogIn);
        return await paymentPluginManager.IsPluginActiveAsync(GlaseDefaults.SystemName, customer, storeId)
            ? null
            : await ErrorAsync(Prefix + "Method", OrderErrorRemedy.Checkout);
    }

    private async Task<OrderValidationError> FindLastOrderAsync(Customer customer, int storeId)
    {
        if (orderSettings.MinimumOrderPlacementInterval <= 0)
            return null;

        var since = timeProvider.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(orderSettings.MinimumOrderPlacementInterval);
        return await orderRepository.Table.AnyAsync(order => order.CustomerId == customer.Id && order.StoreId == storeId
                && !order.Deleted && order.CreatedOnUtc >= since)
            ? await ErrorAsync("Checkout.MinOrderPlacementInterval", OrderErrorRemedy.Wait)
            : null;
    }

    private async Task<OrderValidationError> ErrorAsync(string text, OrderErrorRemedy remedy)
    {
        return new OrderValidationError([await localizationService.GetResourceAsync(text)], remedy);
    }
}
