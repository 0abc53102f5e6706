using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Common;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Chooses again how a paid cart is sent, as it was chosen when its code was issued.
/// </summary>
public class PaidCartDelivery(CartReadiness readiness, CartItemComposer items, IGenericAttributeService genericAttributeService,
    IShoppingCartService shoppingCartService, IStoreService storeService)
{
    /// <summary>
    /// Gets how a paid cart was to be sent, when nothing but that lacks: the items, their prices and the address are those that were paid
    /// for.
    /// </summary>
    /// <returns>Null when nothing lacks, something else has changed, or it is not recorded</returns>
    public async Task<CartDelivery> FindAsync(GlasePayment payment, Customer customer)
    {
        if (CartCosts.Read(payment.Costs) is not { Delivery: { } delivery } costs || customer is null
            || customer.ShippingAddressId != delivery.ShippingAddressId || !await readiness.LacksShippingAsync(customer, payment.StoreId))
            return null;

        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, payment.StoreId);
        // Variants of a product, too, differ in their prices.
        var store = await storeService.GetStoreByIdAsync(payment.StoreId);
        var lines = new List<InvoiceLine>();
        foreach (var item in cart)
            lines.Add(await items.ComposeAsync(item, customer, store));
        return costs.HasItemsOf(CartCosts.Of(lines)) ? delivery : null;
    }

    /// <summary>
    /// Stores it as the shopper's choice; nothing where <see cref="FindAsync"/> finds nothing.
    /// </summary>
    public async Task RestoreAsync(GlasePayment payment, Customer customer)
    {
        if (await FindAsync(payment, customer) is not { } delivery)
            return;

        await genericAttributeService.SaveAttributeAsync(customer, NopCustomerDefaults.SelectedShippingOptionAttribute,
            delivery.ShippingOption, payment.StoreId);
        if (delivery.PickupPoint is not null)
            await genericAttributeService.SaveAttributeAsync(customer, NopCustomerDefaults.SelectedPickupPointAttribute,
                delivery.PickupPoint, payment.StoreId);
    }
}
