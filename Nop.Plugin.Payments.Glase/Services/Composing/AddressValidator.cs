using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Orders;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Applies the address checks that nopCommerce applies when it places the order.
/// </summary>
public class AddressValidator(ICountryService countryService, ICustomerService customerService,
    IGenericAttributeService genericAttributeService, ILocalizationService localizationService,
    IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Finds what is wrong with the addresses. A shipping address that is still to be chosen is none of it: see
    /// <see cref="CartReadiness"/>.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="storeId">The store</param>
    /// <param name="cart">The shopper's cart in the store</param>
    /// <returns>The first obstacle; null when there is none</returns>
    public async Task<OrderValidationError> ValidateAsync(Customer customer, int storeId, IList<ShoppingCartItem> cart)
    {
        if (!await IsGoodAsync(await customerService.GetCustomerBillingAddressAsync(customer), country => country.AllowsBilling))
            return await ErrorAsync("BillingAddress");

        var isSent = customer.ShippingAddressId is not null
            && await shoppingCartService.ShoppingCartRequiresShippingAsync(cart)
            && await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.SelectedPickupPointAttribute,
                storeId) is null;
        return !isSent
            || await IsGoodAsync(await customerService.GetCustomerShippingAddressAsync(customer), country => country.AllowsShipping)
            ? null
            : await ErrorAsync("ShippingAddress");
    }

    private async Task<bool> IsGoodAsync(Address address, Func<Country, bool> isServed)
    {
        if (!CommonHelper.IsValidEmail(address?.Email))
            return false;
        return address.CountryId is not { } countryId
            || await countryService.GetCountryByIdAsync(countryId) is not { } country
            || isServed(country);
    }

    private async Task<OrderValidationError> ErrorAsync(string name)
    {
        return new OrderValidationError(
            [await localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Payment.NotOrderable.{name}")],
            OrderErrorRemedy.Checkout);
    }
}
