using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// The payable invoices of carts and orders, each for what its cart or order amounts to now.
/// </summary>
public class CheckoutInvoices(CartInvoiceComposer cartComposer, OrderInvoiceComposer orderComposer, IWorkContext workContext,
    CartInvoiceSync cartSync, PayableInvoiceProvider payableInvoices)
{
    /// <summary>
    /// Gets the payable invoice for a shopper's cart: the open one, changed if the cart has changed, or a new one.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="store">The store</param>
    /// <param name="orderGuid">The GUID that the order will have, for a new invoice</param>
    /// <param name="cancellationToken">Ends the calls to Glase</param>
    /// <returns>
    /// The invoice, possibly paid already, or Refused when Glase did not accept it or could not be reached; null when the
    /// cart needs no payment
    /// </returns>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor cancelled</exception>
    public async Task<GlasePayment> GetForCartAsync(Customer customer, Store store, Guid orderGuid,
        CancellationToken cancellationToken = default)
    {
        // The invoice is made to fit the cart as it is now: a pending update to an earlier change is superseded.
        var language = await workContext.GetWorkingLanguageAsync();
        var displayCurrency = await workContext.GetWorkingCurrencyAsync();
        var target = CheckoutTarget.ForCart(customer, store, orderGuid, language.Id, displayCurrency.Id);
        var pending = cartSync.Cancel(target.Key);
        if (await cartComposer.ComposeAsync(customer, store) is { } draft)
            return await payableInvoices.GetOrIssueAsync(target, draft, cancellationToken);

        if (pending is not null && !cartSync.IsPending(target.Key))
            cartSync.Schedule(pending);
        return null;
    }

    /// <summary>
    /// Gets the payable invoice for a placed order.
    /// </summary>
    /// <returns>
    /// The invoice, possibly paid already, or Refused when Glase did not accept it or could not be reached; the last one there
    /// was, or null, when the order is not to be paid any more
    /// </returns>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor cancelled</exception>
    public async Task<GlasePayment> GetForOrderAsync(Order order, CancellationToken cancellationToken = default)
    {
        return await payableInvoices.GetOrIssueAsync(CheckoutTarget.ForOrder(order), await orderComposer.ComposeAsync(order), cancellationToken);
    }
}
