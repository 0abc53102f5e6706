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
public class OrderValidator
{
    private const string Prefix = GlaseDefaults.ResourcePrefix + ".Payment.NotOrderable.";

    private readonly AddressValidator _addressValidator;
    private readonly CartValidator _cartValidator;
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
    public OrderValidator(AddressValidator addressValidator, CartValidator cartValidator, ICustomerService customerService,
        ILocalizationService localizationService, IPaymentPluginManager paymentPluginManager, IRepository<Order> orderRepository,
        IShoppingCartService shoppingCartService, OrderSettings orderSettings, TimeProvider timeProvider)
    {
        _addressValidator = addressValidator;
        _cartValidator = cartValidator;
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
    public async Task<OrderValidationError> ValidateAsync(Customer customer, int storeId)
    {
        var cart = await _shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, storeId);
        if (cart.Count == 0)
            return null;

        return await FindInShopAsync(customer, storeId)
            ?? await _cartValidator.ValidateAsync(customer, storeId, cart)
            ?? await _addressValidator.ValidateAsync(customer, storeId, cart)
            ?? await FindLastOrderAsync(customer, storeId);
    }

    private async Task<OrderValidationError> FindInShopAsync(Customer customer, int storeId)
    {
        if (_orderSettings.CheckoutDisabled)
            return await ErrorAsync("Checkout.Disabled", OrderErrorRemedy.Wait);
        if (!_orderSettings.AnonymousCheckoutAllowed && await _customerService.IsGuestAsync(customer))
            return await ErrorAsync(Prefix + "Guest", OrderErrorRemedy.LogIn);
        return await _paymentPluginManager.IsPluginActiveAsync(GlaseDefaults.SystemName, customer, storeId)
            ? null
            : await ErrorAsync(Prefix + "Method", OrderErrorRemedy.Checkout);
    }

    private async Task<OrderValidationError> FindLastOrderAsync(Customer customer, int storeId)
    {
        if (_orderSettings.MinimumOrderPlacementInterval <= 0)
            return null;

        var since = _timeProvider.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(_orderSettings.MinimumOrderPlacementInterval);
        return await _orderRepository.Table.AnyAsync(order => order.CustomerId == customer.Id && order.StoreId == storeId
                && !order.Deleted && order.CreatedOnUtc >= since)
            ? await ErrorAsync("Checkout.MinOrderPlacementInterval", OrderErrorRemedy.Wait)
            : null;
    }

    private async Task<OrderValidationError> ErrorAsync(string text, OrderErrorRemedy remedy)
    {
        return new OrderValidationError([await _localizationService.GetResourceAsync(text)], remedy);
    }
}
