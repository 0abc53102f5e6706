using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Asks what nopCommerce asks when it places an order: nobody shall pay for a cart that it will not order.
/// </summary>
/// <remarks>
/// To be called in a request to the cart's store. What nopCommerce has cached costs nothing; the interval between orders costs one
/// SQL statement where the shop has set one.
/// </remarks>
public class OrderObstacles
{
    private const string Prefix = GlaseDefaults.ResourcePrefix + ".Payment.NotOrderable.";

    private readonly AddressObstacles _addresses;
    private readonly CartObstacles _carts;
    private readonly ICustomerService _customerService;
    private readonly ILocalizationService _localizationService;
    private readonly IPaymentPluginManager _paymentPluginManager;
    private readonly IRepository<Order> _orderRepository;
    private readonly IShoppingCartService _shoppingCartService;
    private readonly OrderSettings _orderSettings;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderObstacles(AddressObstacles addresses, CartObstacles carts, ICustomerService customerService,
        ILocalizationService localizationService, IPaymentPluginManager paymentPluginManager, IRepository<Order> orderRepository,
        IShoppingCartService shoppingCartService, OrderSettings orderSettings, TimeProvider timeProvider)
    {
        _addresses = addresses;
        _carts = carts;
        _customerService = customerService;
        _localizationService = localizationService;
        _paymentPluginManager = paymentPluginManager;
        _orderRepository = orderRepository;
        _shoppingCartService = shoppingCartService;
        _orderSettings = orderSettings;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Finds what keeps a shopper's cart from being ordered. Whether the shopper has chosen how to get it is not asked here: see
    /// <see cref="CartReadiness"/>.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="storeId">The store</param>
    /// <returns>The first obstacle; null when there is none, and for an empty cart</returns>
    public async Task<OrderObstacle> FindAsync(Customer customer, int storeId)
    {
        var cart = await _shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, storeId);
        if (cart.Count == 0)
            return null;

        return await FindInShopAsync(customer, storeId)
            ?? await _carts.FindAsync(customer, storeId, cart)
            ?? await _addresses.FindAsync(customer, storeId, cart)
            ?? await FindLastOrderAsync(customer, storeId);
    }

    private async Task<OrderObstacle> FindInShopAsync(Customer customer, int storeId)
    {
        if (_orderSettings.CheckoutDisabled)
            return await TellAsync("Checkout.Disabled", ObstacleRemedy.Wait);
        if (!_orderSettings.AnonymousCheckoutAllowed && await _customerService.IsGuestAsync(customer))
            return await TellAsync(Prefix + "Guest", ObstacleRemedy.LogIn);
        return await _paymentPluginManager.IsPluginActiveAsync(GlaseDefaults.SystemName, customer, storeId)
            ? null
            : await TellAsync(Prefix + "Method", ObstacleRemedy.Checkout);
    }

    private async Task<OrderObstacle> FindLastOrderAsync(Customer customer, int storeId)
    {
        if (_orderSettings.MinimumOrderPlacementInterval <= 0)
            return null;

        var since = _timeProvider.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(_orderSettings.MinimumOrderPlacementInterval);
        return await _orderRepository.Table.AnyAsync(order => order.CustomerId == customer.Id && order.StoreId == storeId
                && !order.Deleted && order.CreatedOnUtc >= since)
            ? await TellAsync("Checkout.MinOrderPlacementInterval", ObstacleRemedy.Wait)
            : null;
    }

    private async Task<OrderObstacle> TellAsync(string text, ObstacleRemedy remedy)
    {
        return new OrderObstacle([await _localizationService.GetResourceAsync(text)], remedy);
    }
}
