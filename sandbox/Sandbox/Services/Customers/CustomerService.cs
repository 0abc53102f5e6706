using Nop.Core.Caching;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Shipping;
using Nop.Core.Domain.Tax;
using Nop.Core.Events;
using Nop.Data;
using Nop.Services.Common;
using Nop.Services.Customers;
using Sandbox.Data;
using Sandbox.Data.Entities;

namespace Sandbox.Services.Customers;

internal sealed class CustomerService : ICustomerService
{
    private static readonly CacheKey _addressKey = new("Sandbox.customeraddress.{0}.{1}");

    private readonly IRepository<Customer> _customers;
    private readonly IRepository<CustomerAddressLink> _addressLinks;
    private readonly IAddressService _addresses;
    private readonly IGenericAttributeService _attributes;
    private readonly IEventPublisher _events;
    private readonly CustomerRoles _roles;
    private readonly RequestCache _cache;
    private readonly TaxSettings _taxSettings;
    private readonly TimeProvider _time;

    public CustomerService(
        IRepository<Customer> customers, IRepository<CustomerAddressLink> addressLinks, IAddressService addresses,
        IGenericAttributeService attributes, IEventPublisher events, CustomerRoles roles, RequestCache cache,
        TaxSettings taxSettings, TimeProvider time)
    {
        _customers = customers;
        _addressLinks = addressLinks;
        _addresses = addresses;
        _attributes = attributes;
        _events = events;
        _roles = roles;
        _cache = cache;
        _taxSettings = taxSettings;
        _time = time;
    }

    public async Task<Customer> GetShoppingCartCustomerAsync(IList<ShoppingCartItem> shoppingCart)
    {
        return shoppingCart.FirstOrDefault() is { } item ? await GetCustomerByIdAsync(item.CustomerId) : null;
    }

    public Task<Customer> GetOrCreateBackgroundTaskUserAsync() =>
        SystemAccountAsync(NopCustomerDefaults.BackgroundTaskCustomerName);

    public Task<Customer> GetOrCreateSearchEngineUserAsync() => SystemAccountAsync(NopCustomerDefaults.SearchEngineCustomerName);

    public Task<Customer> GetCustomerByIdAsync(int customerId)
    {
        return _customers.GetByIdAsync(customerId, _ => default, useShortTermCache: true);
    }

    public Task<IList<Customer>> GetCustomersByIdsAsync(int[] customerIds) => _customers.GetByIdsAsync(customerIds);

    public Task<Customer> GetCustomerByGuidAsync(Guid customerGuid)
    {
        return Task.FromResult(_customers.Table.FirstOrDefault(customer => customer.CustomerGuid == customerGuid));
    }

    public Task<Customer> GetCustomerByEmailAsync(string email)
    {
        return Task.FromResult(_customers.Table.FirstOrDefault(customer => customer.Email == email && !customer.Deleted));
    }

    public Task<Customer> GetCustomerBySystemNameAsync(string systemName)
    {
        return Task.FromResult(_customers.Table.FirstOrDefault(customer => customer.SystemName == systemName));
    }

    public async Task<Customer> InsertGuestCustomerAsync()
    {
        var guest = New();
        await _customers.InsertAsync(guest);
        await _roles.AddAsync(guest, NopCustomerDefaults.GuestsRoleName);
        return guest;
    }

    public Task InsertCustomerAsync(Customer customer) => _customers.InsertAsync(customer);

    public Task UpdateCustomerAsync(Customer customer) => _customers.UpdateAsync(customer);

    public async Task ResetCheckoutDataAsync(
        Customer customer, int storeId, bool clearCouponCodes = false, bool clearCheckoutAttributes = false,
        bool clearRewardPoints = true, bool clearShippingMethod = true, bool clearPaymentMethod = true)
    {
        Task Clear(string key, int store) => _attributes.SaveAttributeAsync<string>(customer, key, null, store);

        if (clearCouponCodes)
        {
            await Clear(NopCustomerDefaults.DiscountCouponCodeAttribute, 0);
            await Clear(NopCustomerDefaults.GiftCardCouponCodesAttribute, 0);
        }

        if (clearCheckoutAttributes)
            await Clear(NopCustomerDefaults.CheckoutAttributes, storeId);
        if (clearRewardPoints)
            await _attributes.SaveAttributeAsync(
                customer, NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute, false, storeId);
        if (clearShippingMethod)
        {
            await _attributes.SaveAttributeAsync<ShippingOption>(
                customer, NopCustomerDefaults.SelectedShippingOptionAttribute, null, storeId);
            await Clear(NopCustomerDefaults.SelectedPickupPointAttribute, storeId);
        }

        if (clearPaymentMethod)
            await Clear(NopCustomerDefaults.SelectedPaymentMethodAttribute, storeId);

        await _events.PublishAsync(new ResetCheckoutDataEvent(customer, storeId));
    }

    public async Task<TaxDisplayType> GetCustomerTaxDisplayTypeAsync(Customer customer)
    {
        var role = (await GetCustomerRolesAsync(customer)).FirstOrDefault(role => role.OverrideTaxDisplayType);
        if (role is not null)
            return (TaxDisplayType)role.DefaultTaxDisplayTypeId;
        return _taxSettings.AllowCustomersToSelectTaxDisplayType && customer.TaxDisplayType is { } own
            ? own
            : _taxSettings.TaxDisplayType;
    }

    public Task<string> GetCustomerFullNameAsync(Customer customer) =>
        Task.FromResult($"{customer.FirstName} {customer.LastName}".Trim());

    public Task<string[]> ParseAppliedDiscountCouponCodesAsync(Customer customer)
    {
        return CodesAsync(customer, NopCustomerDefaults.DiscountCouponCodeAttribute);
    }

    public Task ApplyDiscountCouponCodeAsync(Customer customer, string couponCode)
    {
        return AddCodeAsync(customer, NopCustomerDefaults.DiscountCouponCodeAttribute, couponCode);
    }

    public Task<string[]> ParseAppliedGiftCardCouponCodesAsync(Customer customer)
    {
        return CodesAsync(customer, NopCustomerDefaults.GiftCardCouponCodesAttribute);
    }

    public Task ApplyGiftCardCouponCodeAsync(Customer customer, string couponCode)
    {
        return AddCodeAsync(customer, NopCustomerDefaults.GiftCardCouponCodesAttribute, couponCode);
    }

    public async Task<int[]> GetCustomerRoleIdsAsync(Customer customer, bool showHidden = false)
    {
        return (await GetCustomerRolesAsync(customer, showHidden)).Select(role => role.Id).ToArray();
    }

    public Task<IList<CustomerRole>> GetCustomerRolesAsync(Customer customer, bool showHidden = false)
    {
        return _roles.OfAsync(customer, showHidden);
    }

    public async Task<bool> IsInCustomerRoleAsync(
        Customer customer, string customerRoleSystemName, bool onlyActiveCustomerRoles = true)
    {
        return (await GetCustomerRolesAsync(customer, !onlyActiveCustomerRoles))
            .Any(role => role.SystemName == customerRoleSystemName);
    }

    public Task<bool> IsAdminAsync(Customer customer, bool onlyActiveCustomerRoles = true) =>
        IsInCustomerRoleAsync(customer, NopCustomerDefaults.AdministratorsRoleName, onlyActiveCustomerRoles);

    public Task<bool> IsRegisteredAsync(Customer customer, bool onlyActiveCustomerRoles = true) =>
        IsInCustomerRoleAsync(customer, NopCustomerDefaults.RegisteredRoleName, onlyActiveCustomerRoles);

    public Task<bool> IsGuestAsync(Customer customer, bool onlyActiveCustomerRoles = true) =>
        IsInCustomerRoleAsync(customer, NopCustomerDefaults.GuestsRoleName, onlyActiveCustomerRoles);

    public Task<bool> IsVendorAsync(Customer customer, bool onlyActiveCustomerRoles = true) =>
        IsInCustomerRoleAsync(customer, NopCustomerDefaults.VendorsRoleName, onlyActiveCustomerRoles);

    public async Task<IList<Address>> GetAddressesByCustomerIdAsync(int customerId)
    {
        var addresses = new List<Address>();
        foreach (var link in _addressLinks.Table.Where(link => link.CustomerId == customerId).ToList())
            addresses.Add(await _addresses.GetAddressByIdAsync(link.AddressId));
        return addresses;
    }

    public async Task<Address> GetCustomerAddressAsync(int customerId, int addressId)
    {
        return await _cache.GetAsync(CacheKeys.Prepare(_addressKey, customerId, addressId), async () =>
            _addressLinks.Table.Any(link => link.CustomerId == customerId && link.AddressId == addressId)
                ? await _addresses.GetAddressByIdAsync(addressId)
                : null);
    }

    public async Task InsertCustomerAddressAsync(Customer customer, Address address)
    {
        if (!_addressLinks.Table.Any(link => link.CustomerId == customer.Id && link.AddressId == address.Id))
            await _addressLinks.InsertAsync(new CustomerAddressLink { CustomerId = customer.Id, AddressId = address.Id });
    }

    public async Task<Address> GetCustomerBillingAddressAsync(Customer customer)
    {
        return customer.BillingAddressId is { } id ? await GetCustomerAddressAsync(customer.Id, id) : null;
    }

    public async Task<Address> GetCustomerShippingAddressAsync(Customer customer)
    {
        return customer.ShippingAddressId is { } id ? await GetCustomerAddressAsync(customer.Id, id) : null;
    }

    private async Task<Customer> SystemAccountAsync(string systemName)
    {
        if (await GetCustomerBySystemNameAsync(systemName) is { } found)
            return found;

        var account = New();
        account.SystemName = systemName;
        account.IsSystemAccount = true;
        account.Email = $"{systemName.ToLowerInvariant()}@example.com";
        await _customers.InsertAsync(account);
        await _roles.AddAsync(account, NopCustomerDefaults.GuestsRoleName);
        return account;
    }

    private Customer New()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new Customer { Active = true, CreatedOnUtc = now, LastActivityDateUtc = now };
    }

    private async Task AddCodeAsync(Customer customer, string key, string code)
    {
        var codes = (await CodesAsync(customer, key)).Append(code).Distinct(StringComparer.OrdinalIgnoreCase);
        await _attributes.SaveAttributeAsync(customer, key, string.Join(',', codes));
    }

    private async Task<string[]> CodesAsync(Customer customer, string key)
    {
        var codes = await _attributes.GetAttributeAsync<string>(customer, key);
        return (codes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
    }
}
