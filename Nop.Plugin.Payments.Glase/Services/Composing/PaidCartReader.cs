using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Compares a paid cart with what was paid for. Changes nothing.
/// </summary>
public class PaidCartReader(CartReadiness readiness, TotalChangeDetector totalChangeDetector, PaidCartDelivery delivery,
    IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Determines what keeps the order of a paid cart from being placed.
    /// </summary>
    /// <param name="payment">The payment of the cart</param>
    /// <param name="customer">The cart's shopper, who has made the current request</param>
    /// <param name="store">The current store, which is the payment's</param>
    public async Task<PaidCart> ReadAsync(GlasePayment payment, Customer customer, Store store)
    {
        var openStep = await readiness.GetOpenStepAsync(customer, store.Id);
        // As long as Glase has not said how much was paid, there is nothing to compare with.
        if (openStep == CheckoutStep.Cart || payment.IsIncomplete)
            return new PaidCart(openStep);
        if (openStep is CheckoutStep.ShippingAddress or CheckoutStep.ShippingMethod && await delivery.FindAsync(payment, customer) is not null)
            return new PaidCart(CheckoutStep.None);

        var change = await totalChangeDetector.FindAsync(payment, customer, store);
        if (change is null)
            return new PaidCart(openStep);

        var cart = await shoppingCartService.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id);
        return new PaidCart(openStep, change, CartCosts.Read(payment.Costs)?.QuantitiesIn(cart) is { } quantities
            && cart.Any(item => quantities[item.Id] != item.Quantity));
    }
}
