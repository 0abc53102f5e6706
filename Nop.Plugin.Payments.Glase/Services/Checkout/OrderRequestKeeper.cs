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
    /// Gets the request to place the order of the cart with: under the GUID of the cart's open payment, if there is one.
    /// </summary>
    public async Task<ProcessPaymentRequest> GetAsync()
    {
        var customer = await workContext.GetCurrentCustomerAsync();
        var store = await storeContext.GetCurrentStoreAsync();
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(customer.Id, store.Id));
        return open is null ? new ProcessPaymentRequest() : RequestFor(open.OrderGuid);
    }

    /// <summary>
    /// Stores the GUID that the order will have: nopCommerce gives each placed order that of the request it keeps for the shopper.
    /// </summary>
    public async Task SetOrderGuidAsync(Guid orderGuid)
    {
        await orderProcessingService.SetProcessPaymentRequestAsync(RequestFor(orderGuid), useNewOrderGuid: true);
    }

    private ProcessPaymentRequest RequestFor(Guid orderGuid)
    {
        return new ProcessPaymentRequest
        {
            OrderGuid = orderGuid,
            OrderGuidGeneratedOnUtc = timeProvider.GetUtcNow().UtcDateTime
        };
    }
}
