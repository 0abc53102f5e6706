using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Tax;

namespace Nop.Services.Customers;

public interface ICustomerService
{
    Task<Customer> GetShoppingCartCustomerAsync(IList<ShoppingCartItem> shoppingCart);

    Task<Customer> GetOrCreateBackgroundTaskUserAsync();

    Task<Customer> GetOrCreateSearchEngineUserAsync();

    Task<Customer> GetCustomerByIdAsync(int customerId);

    Task<IList<Customer>> GetCustomersByIdsAsync(int[] customerIds);

    Task<Customer> GetCustomerByGuidAsync(Guid customerGuid);

    Task<Customer> GetCustomerByEmailAsync(string email);

    Task<Customer> GetCustomerBySystemNameAsync(string systemName);

    Task<Customer> InsertGuestCustomerAsync();

    Task InsertCustomerAsync(Customer customer);

    Task UpdateCustomerAsync(Customer customer);

    Task ResetCheckoutDataAsync(
        Customer customer, int storeId, bool clearCouponCodes = false, bool clearCheckoutAttributes = false,
        bool clearRewardPoints = true, bool clearShippingMethod = true, bool clearPaymentMethod = true);

    Task<TaxDisplayType> GetCustomerTaxDisplayTypeAsync(Customer customer);

    Task<string> GetCustomerFullNameAsync(Customer customer);

    Task<string[]> ParseAppliedDiscountCouponCodesAsync(Customer customer);

    Task ApplyDiscountCouponCodeAsync(Customer customer, string couponCode);

    Task<string[]> ParseAppliedGiftCardCouponCodesAsync(Customer customer);

    Task ApplyGiftCardCouponCodeAsync(Customer customer, string couponCode);

    Task<int[]> GetCustomerRoleIdsAsync(Customer customer, bool showHidden = false);

    Task<IList<CustomerRole>> GetCustomerRolesAsync(Customer customer, bool showHidden = false);

    Task<bool> IsInCustomerRoleAsync(Customer customer, string customerRoleSystemName, bool onlyActiveCustomerRoles = true);

    Task<bool> IsAdminAsync(Customer customer, bool onlyActiveCustomerRoles = true);

    Task<bool> IsRegisteredAsync(Customer customer, bool onlyActiveCustomerRoles = true);

    Task<bool> IsGuestAsync(Customer customer, bool onlyActiveCustomerRoles = true);

    Task<bool> IsVendorAsync(Customer customer, bool onlyActiveCustomerRoles = true);

    Task<IList<Address>> GetAddressesByCustomerIdAsync(int customerId);

    Task<Address> GetCustomerAddressAsync(int customerId, int addressId);

    Task InsertCustomerAddressAsync(Customer customer, Address address);

    Task<Address> GetCustomerBillingAddressAsync(Customer customer);

    Task<Address> GetCustomerShippingAddressAsync(Customer customer);
}
