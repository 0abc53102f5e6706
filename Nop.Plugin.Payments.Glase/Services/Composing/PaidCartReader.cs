using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Compares a paid cart with what was paid for. Changes nothing.
/// </summary>
public class PaidCartReader(CartReadiness readiness, OrderValidator validator, TotalChangeDetector totalChangeDetector,
    PaidCartDelivery delivery, PaidCartComparer comparer)
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
        if (payment.IsIncomplete)
            return new PaidCart(openStep);

        var change = openStep == CheckoutStep.Cart ? null : await totalChangeDetector.FindAsync(payment, customer, store);
        if (change is null && openStep is CheckoutStep.ShippingAddress or CheckoutStep.ShippingMethod
            && await delivery.FindAsync(payment, customer) is not null)
            openStep = CheckoutStep.None;

        // What passes by itself keeps nobody from an order that is paid.
        var error = await validator.ValidateAsync(customer, store.Id) is { IsTransient: false } lasting ? lasting : null;
        var cart = new PaidCart(openStep, change, error);
        return change is null && error is null && openStep != CheckoutStep.Cart ? cart : await WithPutBackAsync(cart, payment, customer);
    }

    private async Task<PaidCart> WithPutBackAsync(PaidCart cart, GlasePayment payment, Customer customer)
    {
        if (await comparer.CompareAsync(payment, customer) is not { } difference)
            return cart;

        var refusals = await comparer.FindRefusalsAsync(difference, customer, payment.StoreId);
        if (refusals.Count > 0)
            return cart with { PutBack = PutBackState.Refused, Refusals = refusals };
        return cart with { PutBack = difference.IsNone ? PutBackState.NotNeeded : PutBackState.Possible };
    }
}
