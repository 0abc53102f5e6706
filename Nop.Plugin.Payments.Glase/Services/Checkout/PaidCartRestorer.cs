using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Puts the quantities that were paid back into a changed cart, because its shopper wants the order of the payment.
/// </summary>
public class PaidCartRestorer(IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Sets the quantities of the cart's items to those that were paid, and removes the items that were added. What nopCommerce refuses stays
    /// as it is; so does a cart whose items cannot all be told.
    /// </summary>
    public async Task RestoreAsync(GlasePayment payment, Customer customer)
    {
        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, payment.StoreId);
        if (CartCosts.Read(payment.Costs)?.QuantitiesIn(cart) is not { } quantities)
            return;

        foreach (var item in cart.Where(item => quantities[item.Id] != item.Quantity).ToList())
        {
            if (quantities[item.Id] == 0)
                await shoppingCartService.DeleteShoppingCartItemAsync(item);
            else
                await shoppingCartService.UpdateShoppingCartItemAsync(customer, item.Id, item.AttributesXml, item.CustomerEnteredPrice,
                    item.RentalStartDateUtc, item.RentalEndDateUtc, quantities[item.Id]);
        }
    }
}
