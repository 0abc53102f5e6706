using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Data;
using Nop.Services.Customers;
using Sandbox.Data.Entities;
using Sandbox.Services.Customers;
using Sandbox.Services.Orders;

namespace Sandbox.Seed;

/// <summary>A shopper with an address and reward points, an administrator, and a vendor.</summary>
internal sealed class PeopleSeed
{
    public const string Shopper = "shopper@example.com";
    public const string Administrator = "admin@example.com";
    public const string Vendor = "vendor@example.com";
    public const string Password = "sandbox";

    private readonly IRepository<CustomerRole> _roles;
    private readonly IRepository<Address> _addresses;
    private readonly IRepository<CustomerAddressLink> _links;
    private readonly ICustomerService _customers;
    private readonly CustomerRoles _customerRoles;
    private readonly CustomerLogins _logins;
    private readonly RewardPointService _points;
    private readonly TimeProvider _time;

    public PeopleSeed(
        IRepository<CustomerRole> roles, IRepository<Address> addresses, IRepository<CustomerAddressLink> links,
        ICustomerService customers, CustomerRoles customerRoles, CustomerLogins logins, RewardPointService points,
        TimeProvider time)
    {
        _roles = roles;
        _addresses = addresses;
        _links = links;
        _customers = customers;
        _customerRoles = customerRoles;
        _logins = logins;
        _points = points;
        _time = time;
    }

    public async Task PlantAsync()
    {
        await _roles.InsertAsync(
        [
            Role("Administrators", NopCustomerDefaults.AdministratorsRoleName),
            Role("Registered", NopCustomerDefaults.RegisteredRoleName),
            Role("Guests", NopCustomerDefaults.GuestsRoleName),
            Role("Vendors", NopCustomerDefaults.VendorsRoleName)
        ]);
        var shopper = await AddAsync(Shopper, "Saga", "Lindqvist");
        await GiveAddressAsync(shopper);
        await _points.AddAsync(shopper.Id, 200, 1, "Welcome");

        var administrator = await AddAsync(Administrator, "Alva", "Ek");
        await _customerRoles.AddAsync(administrator, NopCustomerDefaults.AdministratorsRoleName);

        var vendor = await AddAsync(Vendor, "Viggo", "Berg");
        vendor.VendorId = 1;
        await _customers.UpdateCustomerAsync(vendor);
        await _customerRoles.AddAsync(vendor, NopCustomerDefaults.VendorsRoleName);
    }

    private async Task<Customer> AddAsync(string email, string firstName, string lastName)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var customer = new Customer
        {
            Email = email,
            Username = email,
            FirstName = firstName,
            LastName = lastName,
            Active = true,
            CreatedOnUtc = now,
            LastActivityDateUtc = now,
            RegisteredInStoreId = 1
        };
        await _customers.InsertCustomerAsync(customer);
        await _customerRoles.AddAsync(customer, NopCustomerDefaults.RegisteredRoleName);
        await _logins.SetPasswordAsync(customer, Password);
        return customer;
    }

    private async Task GiveAddressAsync(Customer customer)
    {
        var address = new Address
        {
            FirstName = customer.FirstName,
            LastName = customer.LastName,
            Email = customer.Email,
            Address1 = "Strandvägen 12",
            ZipPostalCode = "114 56",
            City = "Stockholm",
            CountryId = 1,
            PhoneNumber = "+46 70 123 45 67",
            CreatedOnUtc = _time.GetUtcNow().UtcDateTime
        };
        await _addresses.InsertAsync(address);
        await _links.InsertAsync(new CustomerAddressLink { CustomerId = customer.Id, AddressId = address.Id });
        customer.BillingAddressId = customer.ShippingAddressId = address.Id;
        await _customers.UpdateCustomerAsync(customer);
    }

    private static CustomerRole Role(string name, string systemName) => new()
    {
        Name = name,
        SystemName = systemName,
        Active = true,
        IsSystemRole = true
    };
}
