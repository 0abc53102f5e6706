using Nop.Core.Domain.Common;
using Nop.Data;
using Nop.Services.Common;

namespace Sandbox.Services.Common;

internal sealed class AddressService : IAddressService
{
    private readonly IRepository<Address> _addresses;

    public AddressService(IRepository<Address> addresses)
    {
        _addresses = addresses;
    }

    public Task<Address> GetAddressByIdAsync(int addressId)
    {
        return _addresses.GetByIdAsync(addressId, _ => default, useShortTermCache: true);
    }

    public Task InsertAddressAsync(Address address) => _addresses.InsertAsync(address);

    public Task UpdateAddressAsync(Address address) => _addresses.UpdateAsync(address);

    /// <summary>A copy for an order, which keeps the address as it was when the order was placed.</summary>
    public Address CloneAddress(Address address) => Copy(address);

    /// <inheritdoc cref="CloneAddress"/>
    public static Address Copy(Address address)
    {
        return new Address
        {
            FirstName = address.FirstName,
            LastName = address.LastName,
            Email = address.Email,
            Company = address.Company,
            CountryId = address.CountryId,
            StateProvinceId = address.StateProvinceId,
            County = address.County,
            City = address.City,
            Address1 = address.Address1,
            Address2 = address.Address2,
            ZipPostalCode = address.ZipPostalCode,
            PhoneNumber = address.PhoneNumber,
            FaxNumber = address.FaxNumber,
            CustomAttributes = address.CustomAttributes,
            CreatedOnUtc = address.CreatedOnUtc
        };
    }
}
