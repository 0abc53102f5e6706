using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Discounts;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Core.Events;
using Nop.Data;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Stores;
using Sandbox.Data;
using Sandbox.Services.Catalog;

namespace Sandbox.Services.Orders;

internal sealed class ShoppingCartService : IShoppingCartService
{
    private static readonly CacheKey _cartKey = new("Sandbox.cart.{0}.{1}.{2}.{3}");

    private readonly IRepository<ShoppingCartItem> _items;
    private readonly ICustomerService _customers;
    private readonly IStoreService _stores;
    private readonly IProductService _products;
    private readonly IPriceCalculationService _prices;
    private readonly IGenericAttributeService _attributes;
    private readonly IStoreContext _storeContext;
    private readonly IEventPublisher _events;
    private readonly ProductOptions _options;
    private readonly CartRules _rules;
    private readonly RequestCache _cache;
    private readonly ShoppingCartSettings _settings;
    private readonly TimeProvider _time;

    public ShoppingCartService(
        IRepository<ShoppingCartItem> items, ICustomerService customers, IStoreService stores, IProductService products,
        IPriceCalculationService prices, IGenericAttributeService attributes, IStoreContext storeContext, IEventPublisher events,
        ProductOptions options, CartRules rules, RequestCache cache, ShoppingCartSettings settings, TimeProvider time)
    {
        _items = items;
        _customers = customers;
        _stores = stores;
        _products = products;
        _prices = prices;
        _attributes = attributes;
        _storeContext = storeContext;
        _events = events;
        _options = options;
        _rules = rules;
        _cache = cache;
        _settings = settings;
        _time = time;
    }

    public async Task DeleteShoppingCartItemAsync(
        ShoppingCartItem shoppingCartItem, bool resetCheckoutData = true, bool ensureOnlyActiveCheckoutAttributes = false)
    {
        var customer = await _customers.GetCustomerByIdAsync(shoppingCartItem.CustomerId);
        if (resetCheckoutData)
            await _customers.ResetCheckoutDataAsync(customer, shoppingCartItem.StoreId);
        await _items.DeleteAsync(shoppingCartItem);
        await ChangedAsync(customer);
    }

    public async Task DeleteShoppingCartItemAsync(
        int shoppingCartItemId, bool resetCheckoutData = true, bool ensureOnlyActiveCheckoutAttributes = false)
    {
        if (await _items.GetByIdAsync(shoppingCartItemId) is { } item)
            await DeleteShoppingCartItemAsync(item, resetCheckoutData, ensureOnlyActiveCheckoutAttributes);
    }

    public async Task ClearShoppingCartAsync(Customer customer, int storeId)
    {
        var cart = await GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, storeId);
        await _items.DeleteAsync(cart, false);
        await _events.PublishAsync(new ClearShoppingCartEvent(cart));
        await ChangedAsync(customer);
    }

    public Task<IList<ShoppingCartItem>> GetShoppingCartAsync(
        Customer customer, ShoppingCartType? shoppingCartType = null, int storeId = 0, int? productId = null,
        DateTime? createdFromUtc = null, DateTime? createdToUtc = null, int? customWishlistId = null)
    {
        var store = _settings.CartsSharedBetweenStores ? 0 : storeId;
        var key = CacheKeys.Prepare(_cartKey, customer.Id, (int)(shoppingCartType ?? 0), store, productId ?? 0);
        return _cache.GetAsync(key, () => _items.GetAllAsync(items =>
        {
            items = items.Where(item => item.CustomerId == customer.Id);
            if (shoppingCartType is { } type)
                items = items.Where(item => item.ShoppingCartTypeId == (int)type);
            if (store > 0)
                items = items.Where(item => item.StoreId == store);
            if (productId > 0)
                items = items.Where(item => item.ProductId == productId);
            return items.OrderBy(item => item.Id);
        }));
    }

    public async Task<IList<string>> GetShoppingCartItemWarningsAsync(
        Customer customer, ShoppingCartType shoppingCartType, Product product, int storeId, string attributesXml,
        decimal customerEnteredPrice, DateTime? rentalStartDate = null, DateTime? rentalEndDate = null, int quantity = 1,
        bool addRequiredProducts = true, int shoppingCartItemId = 0, bool getStandardWarnings = true,
        bool getAttributesWarnings = true, bool getGiftCardWarnings = true, bool getRequiredProductWarnings = true,
        bool getRentalWarnings = true)
    {
        var warnings = await _rules.BrokenByItemAsync(product, attributesXml, quantity);
        var cart = product is { RequireOtherProducts: true } && getRequiredProductWarnings
            ? await GetShoppingCartAsync(customer, shoppingCartType, storeId)
            : [];
        return [.. warnings, .. await _rules.MissingBesideAsync(product, cart)];
    }

    public Task<IList<string>> GetShoppingCartWarningsAsync(
        IList<ShoppingCartItem> shoppingCart, string checkoutAttributesXml, bool validateCheckoutAttributes)
    {
        return _rules.BrokenByCartAsync(shoppingCart, checkoutAttributesXml, validateCheckoutAttributes);
    }

    public async Task<(decimal unitPrice, decimal discountAmount, List<Discount> appliedDiscounts)> GetUnitPriceAsync(
        ShoppingCartItem shoppingCartItem, bool includeDiscounts)
    {
        return await GetUnitPriceAsync(
            await _products.GetProductByIdAsync(shoppingCartItem.ProductId),
            await _customers.GetCustomerByIdAsync(shoppingCartItem.CustomerId),
            await _stores.GetStoreByIdAsync(shoppingCartItem.StoreId),
            shoppingCartItem.ShoppingCartType, shoppingCartItem.Quantity, shoppingCartItem.AttributesXml,
            shoppingCartItem.CustomerEnteredPrice, shoppingCartItem.RentalStartDateUtc, shoppingCartItem.RentalEndDateUtc,
            includeDiscounts);
    }

    public async Task<(decimal unitPrice, decimal discountAmount, List<Discount> appliedDiscounts)> GetUnitPriceAsync(
        Product product, Customer customer, Store store, ShoppingCartType shoppingCartType, int quantity, string attributesXml,
        decimal customerEnteredPrice, DateTime? rentalStartDate, DateTime? rentalEndDate, bool includeDiscounts)
    {
        if (product.CustomerEntersPrice)
            return (await RoundAsync(customerEnteredPrice), decimal.Zero, []);

        var combination = await _options.FindProductAttributeCombinationAsync(product, attributesXml);
        var adjustments = combination?.OverriddenPrice is null
            ? _options.Chosen(attributesXml).Sum(choice => choice.Value.PriceAdjustment)
            : decimal.Zero;
        var (_, price, discount, discounts) = await _prices.GetFinalPriceAsync(
            product, customer, store, combination?.OverriddenPrice, adjustments, includeDiscounts, quantity, null, null);
        return (await RoundAsync(price), discount, discounts);
    }

    public async Task<(decimal subTotal, decimal discountAmount, List<Discount> appliedDiscounts, int? maximumDiscountQty)>
        GetSubTotalAsync(ShoppingCartItem shoppingCartItem, bool includeDiscounts)
    {
        var (unitPrice, discount, discounts) = await GetUnitPriceAsync(shoppingCartItem, includeDiscounts);
        return (unitPrice * shoppingCartItem.Quantity, discount * shoppingCartItem.Quantity, discounts, null);
    }

    public Task<ShoppingCartItem> FindShoppingCartItemInTheCartAsync(
        IList<ShoppingCartItem> shoppingCart, ShoppingCartType shoppingCartType, Product product, string attributesXml = "",
        decimal customerEnteredPrice = decimal.Zero, DateTime? rentalStartDate = null, DateTime? rentalEndDate = null)
    {
        return Task.FromResult(shoppingCart.FirstOrDefault(item => item.ShoppingCartType == shoppingCartType && item.ProductId == product.Id
            && (item.AttributesXml ?? "") == (attributesXml ?? "")));
    }

    public async Task<IList<string>> AddToCartAsync(
        Customer customer, Product product, ShoppingCartType shoppingCartType, int storeId, string attributesXml = null,
        decimal customerEnteredPrice = decimal.Zero, DateTime? rentalStartDate = null, DateTime? rentalEndDate = null,
        int quantity = 1, bool addRequiredProducts = true, int? wishlistId = null)
    {
        attributesXml ??= "";
        await _customers.ResetCheckoutDataAsync(customer, storeId);

        var cart = await GetShoppingCartAsync(customer, shoppingCartType, storeId);
        var found = await FindShoppingCartItemInTheCartAsync(cart, shoppingCartType, product, attributesXml);
        var warnings = await _rules.BrokenByItemAsync(product, attributesXml, (found?.Quantity ?? 0) + quantity);
        if (warnings.Count > 0)
            return warnings;

        var now = _time.GetUtcNow().UtcDateTime;
        if (found is not null)
        {
            found.Quantity += quantity;
            found.UpdatedOnUtc = now;
            await _items.UpdateAsync(found);
        }
        else
        {
            await _items.InsertAsync(new ShoppingCartItem
            {
                CustomerId = customer.Id,
                StoreId = storeId,
                ProductId = product.Id,
                ShoppingCartType = shoppingCartType,
                AttributesXml = attributesXml,
                CustomerEnteredPrice = customerEnteredPrice,
                Quantity = quantity,
                CreatedOnUtc = now,
                UpdatedOnUtc = now
            });
        }

        await ChangedAsync(customer);
        return warnings;
    }

    public async Task<IList<string>> UpdateShoppingCartItemAsync(
        Customer customer, int shoppingCartItemId, string attributesXml, decimal customerEnteredPrice,
        DateTime? rentalStartDate = null, DateTime? rentalEndDate = null, int quantity = 1, bool resetCheckoutData = true)
    {
        var item = await _items.GetByIdAsync(shoppingCartItemId);
        if (item is null || item.CustomerId != customer.Id)
            return [];
        if (resetCheckoutData)
            await _customers.ResetCheckoutDataAsync(customer, item.StoreId);

        if (quantity <= 0)
        {
            await DeleteShoppingCartItemAsync(item, resetCheckoutData);
            return [];
        }

        var product = await _products.GetProductByIdAsync(item.ProductId);
        var warnings = await _rules.BrokenByItemAsync(product, attributesXml, quantity);
        if (warnings.Count > 0)
            return warnings;

        item.Quantity = quantity;
        item.AttributesXml = attributesXml;
        item.CustomerEnteredPrice = customerEnteredPrice;
        item.UpdatedOnUtc = _time.GetUtcNow().UtcDateTime;
        await _items.UpdateAsync(item);
        await ChangedAsync(customer);
        return warnings;
    }

    public async Task MigrateShoppingCartAsync(Customer fromCustomer, Customer toCustomer, bool includeCouponCodes)
    {
        if (fromCustomer.Id == toCustomer.Id)
            return;

        var cart = (await GetShoppingCartAsync(fromCustomer)).ToList();
        foreach (var item in cart)
        {
            await AddToCartAsync(
                toCustomer, await _products.GetProductByIdAsync(item.ProductId), item.ShoppingCartType, item.StoreId,
                item.AttributesXml, item.CustomerEnteredPrice, item.RentalStartDateUtc, item.RentalEndDateUtc, item.Quantity,
                addRequiredProducts: false);
        }

        foreach (var item in cart)
            await DeleteShoppingCartItemAsync(item);

        if (includeCouponCodes)
        {
            foreach (var code in await _customers.ParseAppliedDiscountCouponCodesAsync(fromCustomer))
                await _customers.ApplyDiscountCouponCodeAsync(toCustomer, code);
            foreach (var code in await _customers.ParseAppliedGiftCardCouponCodesAsync(fromCustomer))
                await _customers.ApplyGiftCardCouponCodeAsync(toCustomer, code);
        }

        var store = await _storeContext.GetCurrentStoreAsync();
        var choices = await _attributes.GetAttributeAsync<string>(
            fromCustomer, NopCustomerDefaults.CheckoutAttributes, store.Id);
        await _attributes.SaveAttributeAsync(toCustomer, NopCustomerDefaults.CheckoutAttributes, choices, store.Id);
    }

    public async Task<bool> ShoppingCartRequiresShippingAsync(IList<ShoppingCartItem> shoppingCart)
    {
        foreach (var item in shoppingCart)
        {
            if ((await _products.GetProductByIdAsync(item.ProductId)).IsShipEnabled)
                return true;
        }

        return false;
    }

    public async Task<bool> ShoppingCartIsRecurringAsync(IList<ShoppingCartItem> shoppingCart)
    {
        foreach (var item in shoppingCart)
        {
            if ((await _products.GetProductByIdAsync(item.ProductId)).IsRecurring)
                return true;
        }

        return false;
    }

    private async Task<decimal> RoundAsync(decimal price)
    {
        return _settings.RoundPricesDuringCalculation ? await _prices.RoundPriceAsync(price) : price;
    }

    private async Task ChangedAsync(Customer customer)
    {
        _cache.RemoveByPrefix($"Sandbox.cart.{customer.Id}.");
        var hasItems = _items.Table.Any(item => item.CustomerId == customer.Id);
        if (customer.HasShoppingCartItems == hasItems)
            return;

        customer.HasShoppingCartItems = hasItems;
        await _customers.UpdateCustomerAsync(customer);
    }
}
