using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Schedules what an open invoice needs after its cart was changed: an update, a cancellation, or nothing. It must run in a request of
/// the cart's shopper.
/// </summary>
public class CartInvoiceChangeScheduler(CartInvoiceSync cartSync, CartInvoiceComposer composer, CartPaymentMover mover,
    CartReadiness readiness, InvoiceRequestFactory requestFactory, OrderValidator validator)
{
    /// <summary>
    /// Schedules the update or cancellation of an open invoice; nothing when it is for what the cart amounts to.
    /// </summary>
    /// <param name="open">The open payment</param>
    /// <param name="customer">The current shopper</param>
    /// <param name="store">The current store</param>
    /// <param name="isOtherPurchase">Whether the total has certainly changed, and not only the shipping</param>
    /// <param name="isPending">Whether an earlier change was still to be followed when the payment was read</param>
    public async Task ScheduleAsync(GlasePayment open, Customer customer, Store store, bool isOtherPurchase, bool isPending)
    {
        // What cannot be ordered must not be paid.
        if (await validator.ValidateAsync(customer, store.Id) is not null)
        {
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null, mover.SelectionsOf(open)));
        }
        else if (await readiness.IsIncompleteAsync(customer, store.Id))
        {
            ScheduleIncomplete(open, isOtherPurchase);
        }
        else if (await composer.ComposeAsync(customer, store) is { } draft)
        {
            if (isPending || open.IsAmountOutdated || draft.Hash != open.DraftHash)
                cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, await requestFactory.PrepareAsync(open, draft)));
        }
        else if (await readiness.IsTotalUnknownAsync(customer, store.Id))
        {
            ScheduleIncomplete(open, isOtherPurchase);
        }
        else
        {
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null));
        }
    }

    private void ScheduleIncomplete(GlasePayment open, bool isOtherPurchase)
    {
        // The account that a guest's cart was moved to begins the checkout again, which does not use a payment that is open already.
        if (mover.SelectionsOf(open) is { } selections)
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null, selections));
        else if (isOtherPurchase)
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null, IsTotalUnknown: true));
    }
}
