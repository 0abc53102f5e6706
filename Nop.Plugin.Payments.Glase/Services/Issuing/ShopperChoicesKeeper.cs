using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Services.Common;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Keeps the checkout choices that nopCommerce deletes in the course of a request, and hands them to the customer who has the
/// cart now.
/// </summary>
public class ShopperChoicesKeeper
{
    private readonly IAddressService _addressService;
    private readonly ICustomerService _customerService;
    private readonly IGenericAttributeService _genericAttributeService;
    private readonly Dictionary<(int CustomerId, int StoreId), ShopperChoices> _deleted = [];

    /// <summary>
    /// Makes the service.
    /// </summary>
    public ShopperChoicesKeeper(IAddressService addressService, ICustomerService customerService,
        IGenericAttributeService genericAttributeService)
    {
        _addressService = addressService;
        _customerService = customerService;
        _genericAttributeService = genericAttributeService;
    }

    /// <summary>
    /// Keeps a choice that was deleted; other attributes are left alone.
    /// </summary>
    /// <param name="attribute">An attribute of a customer, just deleted</param>
    public void Keep(GenericAttribute attribute)
    {
        var choices = Get(attribute.EntityId, attribute.StoreId);
        if (attribute.Key == NopCustomerDefaults.SelectedShippingOptionAttribute)
            choices = choices with { ShippingOption = attribute.Value };
        else if (attribute.Key == NopCustomerDefaults.SelectedPickupPointAttribute)
            choices = choices with { PickupPoint = attribute.Value };
        _deleted[(attribute.EntityId, attribute.StoreId)] = choices;
    }

    /// <summary>
    /// Gets what a customer had chosen before it was deleted in this request.
    /// </summary>
    public ShopperChoices Get(int customerId, int storeId)
    {
        return _deleted.GetValueOrDefault((customerId, storeId)) ?? new ShopperChoices(customerId, storeId);
    }

    /// <summary>
    /// Hands choices to the customer who has the cart now: addresses, shipping option, pickup point.
    /// </summary>
    public async Task HandOverAsync(ShopperChoices choices, Customer to)
    {
        if (await _customerService.GetCustomerByIdAsync(choices.CustomerId) is not { } from)
            return;

        var billing = await CopyAddressAsync(from, from.BillingAddressId, to);
        var shipping = from.ShippingAddressId == from.BillingAddressId
            ? billing
            : await CopyAddressAsync(from, from.ShippingAddressId, to);
        to.BillingAddressId = billing ?? to.BillingAddressId;
        to.ShippingAddressId = shipping ?? to.ShippingAddressId;
        await _customerService.UpdateCustomerAsync(to);
        await SaveAsync(to, NopCustomerDefaults.SelectedShippingOptionAttribute, choices.ShippingOption, choices.StoreId);
        await SaveAsync(to, NopCustomerDefaults.SelectedPickupPointAttribute, choices.PickupPoint, choices.StoreId);
    }

    // nopCommerce deletes a guest's addresses with the guest.
    private async Task<int?> CopyAddressAsync(Customer from, int? addressId, Customer to)
    {
        if (addressId is not { } id || await _customerService.GetCustomerAddressAsync(from.Id, id) is not { } address)
            return null;

        var copy = _addressService.CloneAddress(address);
        await _addressService.InsertAddressAsync(copy);
        await _customerService.InsertCustomerAddressAsync(to, copy);
        return copy.Id;
    }

    private async Task SaveAsync(Customer customer, string key, string value, int storeId)
    {
        if (value is not null)
            await _genericAttributeService.SaveAttributeAsync(customer, key, value, storeId);
    }
}
