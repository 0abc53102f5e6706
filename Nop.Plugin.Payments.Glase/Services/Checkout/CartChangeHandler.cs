using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Finds the open invoice of a changed cart and has it updated or cancelled.
/// </summary>
public class CartChangeHandler(PaymentStore paymentStore, CartInvoiceChangeScheduler scheduler, CartInvoiceSync cartSync,
    CartReadiness readiness, CheckoutSelectionsKeeper selectionsKeeper, RefundNoticeStore notices, ICustomerService customerService,
    IWorkContext workContext)
{
    /// <summary>
    /// Schedules the sync of a cart's open invoice after a change of the cart.
    /// </summary>
    /// <param name="customerId">The shopper</param>
    /// <param name="store">The current store</param>
    /// <param name="isOtherPurchase">Whether the total has certainly changed, and not only the shipping</param>
    /// <param name="isByShopper">Whether the shopper has changed it, and has seen what the cart told of a refund</param>
    public async Task SyncAsync(int customerId, Store store, bool isOtherPurchase, bool isByShopper)
    {
        var key = CheckoutKeys.ForCart(customerId, store.Id);
        // Before the payment is read: an earlier change, for which the invoice is being updated, may be undone by this one.
        var isPending = cartSync.IsPending(key);
        var open = await paymentStore.GetOpenAsync(key);
        var current = await workContext.GetCurrentCustomerAsync();
        if (isOtherPurchase && isByShopper && current.Id == customerId)
            await notices.RemoveUnlessUndecidedAsync(current, store.Id);
        // The fee of the method is part of what is paid, and the list of methods is to come up with the one that the code is for.
        if (open is not null && current.Id == customerId)
            await selectionsKeeper.RestorePaymentMethodAsync(current, store.Id);
        if (open is not { IsOpen: true })
            return;

        if (current.Id == customerId)
            await scheduler.ScheduleAsync(open, current, store, isOtherPurchase, isPending);
        // The total of another shopper's cart can be computed only in that shopper's request; that the cart is empty is known here.
        else if (await IsEmptyAsync(await customerService.GetCustomerByIdAsync(customerId), store))
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null));
    }

    private async Task<bool> IsEmptyAsync(Customer customer, Store store)
    {
        return customer is null || await readiness.IsEmptyAsync(customer, store.Id);
    }
}
