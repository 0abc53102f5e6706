using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Keeps the request that nopCommerce places the current shopper's order with, so that the order gets the GUID of its payment.
/// </summary>
public class OrderRequestKeeper(PaymentStore paymentStore, IOrderProcessingService orderProcessingService, IStoreContext storeContext,
    IWorkContext workContext, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the request to place the order of the cart with: under the GUID of the cart's open payment, if there is one. Where nopCommerce
    /// keeps a request of the shopper's, it gives the order the GUID of that one: this one takes its place.
    /// </summary>
    public async Task<ProcessPaymentRequest> GetAsync()
    {
        var customer = await workContext.GetCurrentCustomerAsync();
        var store = await storeContext.GetCurrentStoreAsync();
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(customer.Id, store.Id));
        if (open is null)
            return new ProcessPaymentRequest();

        var request = new ProcessPaymentRequest
        {
            OrderGuid = open.OrderGuid,
            OrderGuidGeneratedOnUtc = timeProvider.GetUtcNow().UtcDateTime
        };
        await orderProcessingService.SetProcessPaymentRequestAsync(request, useNewOrderGuid: true);
        return request;
    }
}
