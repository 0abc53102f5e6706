using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Issues the payment of a cart if nopCommerce would order the cart as it is.
/// </summary>
public class CartPaymentIssuer(CheckoutValidator validator, CartReadiness readiness, CheckoutInvoices checkoutInvoices,
    CartChangeCollector changes)
{
    /// <summary>
    /// Gets the payment of a shopper's cart.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="store">The store</param>
    /// <param name="cancellationToken">Ends the calls to Glase</param>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor cancelled</exception>
    public async Task<CartPaymentResult> GetOrIssueAsync(Customer customer, Store store, CancellationToken cancellationToken)
    {
        if (await validator.ValidateAsync(customer, store) is { } error)
            return new CartPaymentResult(CartPaymentOutcome.NotOrderable, Error: error);
        if (await readiness.IsIncompleteAsync(customer, store.Id))
            return await IncompleteAsync(customer, store);

        var payment = await checkoutInvoices.GetForCartAsync(customer, store, Guid.NewGuid(), cancellationToken);
        if (payment is null)
            return await readiness.IsEmptyAsync(customer, store.Id) || await readiness.IsTotalUnknownAsync(customer, store.Id)
                ? await IncompleteAsync(customer, store)
                : new CartPaymentResult(CartPaymentOutcome.AfterOrder);

        // The choice of the payment method, which showed this step, is a change of the cart too.
        if (payment is { IsOpen: true, IsAmountOutdated: false })
            changes.Forget(customer.Id);
        return new CartPaymentResult(CartPaymentOutcome.HasPayment, payment);
    }

    private async Task<CartPaymentResult> IncompleteAsync(Customer customer, Store store)
    {
        return new CartPaymentResult(CartPaymentOutcome.CartIncomplete, OpenStep: await readiness.GetOpenStepAsync(customer, store.Id));
    }
}
