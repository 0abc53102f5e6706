using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Prevents a code from being shown for a cart that cannot be ordered.
/// </summary>
public class CheckoutValidator(CartInvoiceSync cartSync, PaymentStore paymentStore, OrderValidator validator)
{
    /// <summary>
    /// Finds what keeps a cart from being ordered, and has its open code cancelled because of it, in the background.
    /// </summary>
    /// <returns>The obstacle; null when there is none, or when the cart is paid already</returns>
    public async Task<OrderValidationError> ValidateAsync(Customer customer, Store store)
    {
        if (await validator.ValidateAsync(customer, store.Id) is not { } error)
            return null;

        // Who has paid is shown the payment, whatever keeps the cart from being ordered by now.
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(customer.Id, store.Id));
        if (open is { IsPaidOrReserved: true })
            return null;
        if (open is { IsOpen: true })
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null));
        return error;
    }
}
