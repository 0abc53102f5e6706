using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Services.Common;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Keeps checkout selections that nopCommerce deletes during a request, and restores them for the customer who owns the cart
/// now.
/// </summary>
public class CheckoutSelectionsKeeper(IAddressService addressService, ICustomerService customerService,
    IGenericAttributeService genericAttributeService)
{
    private readonly Dictionary<(int CustomerId, int StoreId), CheckoutSelections> _deleted = [];

    /// <summary>
    /// Keeps a choice that was deleted; other attributes are left alone.
    /// </summary>
    /// <param name="attribute">An attribute of a customer, just deleted</param>
    public void Remember(GenericAttribute attribute)
    {
        var selections = Get(attribute.EntityId, attribute.StoreId);
        if (attribute.Key == NopCustomerDefaults.SelectedShippingOptionAttribute)
            selections = selections with { ShippingOption = attribute.Value };
        else if (attribute.Key == NopCustomerDefaults.SelectedPickupPointAttribute)
            selections = selections with { PickupPoint = attribute.Value };
        else if (attribute.Key == NopCustomerDefaults.SelectedPaymentMethodAttribute)
            selections = selections with { PaymentMethod = attribute.Value };
        _deleted[(attribute.EntityId, attribute.StoreId)] = selections;
    }

    /// <summary>
    /// Gets what a customer had chosen before it was deleted in this request.
    /// </summary>
    public CheckoutSelections Get(int customerId, int storeId)
    {
        return _deleted.GetValueOrDefault((customerId, storeId)) ?? new CheckoutSelections(customerId, storeId);
    }

    /// <summary>
    /// Restores the choice of Glase that was deleted in this request, unless another method has been chosen since.
    /// </summary>
    public async Task RestorePaymentMethodAsync(Customer customer, int storeId)
    {
        if (Get(customer.Id, storeId).PaymentMethod == GlaseDefaults.SystemName
            && await genericAttributeService.GetAttributeAsync<string>(customer, NopCustomerDefaults.SelectedPaymentMethodAttribute,
                storeId) is null)
            await SaveAsync(customer, NopCustomerDefaults.SelectedPaymentMethodAttribute, GlaseDefaults.SystemName, storeId);
    }

    /// <summary>
    /// Hands choices to the customer who has the cart now: addresses, shipping option, pickup point.
    /// </summary>
    public async Task TransferAsync(CheckoutSelections selections, Customer to)
    {
        if (await customerService.GetCustomerByIdAsync(selections.CustomerId) is not { } from)
            return;

        var billing = await CopyAddressAsync(from, from.BillingAddressId, to);
        var shipping = from.ShippingAddressId == from.BillingAddressId
            ? billing
            : await CopyAddressAsync(from, from.ShippingAddressId, to);
        to.BillingAddressId = billing ?? to.BillingAddressId;
        to.ShippingAddressId = shipping ?? to.ShippingAddressId;
        await customerService.UpdateCustomerAsync(to);
        await SaveAsync(to, NopCustomerDefaults.SelectedShippingOptionAttribute, selections.ShippingOption, selections.StoreId);
        await SaveAsync(to, NopCustomerDefaults.SelectedPickupPointAttribute, selections.PickupPoint, selections.StoreId);
        if (selections.PaymentMethod == GlaseDefaults.SystemName)
            await SaveAsync(to, NopCustomerDefaults.SelectedPaymentMethodAttribute, selections.PaymentMethod, selections.StoreId);
    }

    // nopCommerce deletes a guest's addresses with the guest.
    private async Task<int?> CopyAddressAsync(Customer from, int? addressId, Customer to)
    {
        if (addressId is not { } id || await customerService.GetCustomerAddressAsync(from.Id, id) is not { } address)
            return null;

        var copy = addressService.CloneAddress(address);
        await addressService.InsertAddressAsync(copy);
        await customerService.InsertCustomerAddressAsync(to, copy);
        return copy.Id;
    }

    private async Task SaveAsync(Customer customer, string key, string value, int storeId)
    {
        if (value is not null)
            await genericAttributeService.SaveAttributeAsync(customer, key, value, storeId);
    }
}
