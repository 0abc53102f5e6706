using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Moves the payment of a guest's cart to an account, with what the guest had chosen for the cart.
/// </summary>
public class CartPaymentMover(PaymentStore paymentStore, DistributedLock locks, LockedPayments lockedPayments,
    CheckoutSelectionsKeeper selectionsKeeper, CartInvoiceSync cartSync, PaymentWatchRegistry watches, IOrderService orderService,
    IStoreContext storeContext)
{
    private readonly Dictionary<int, CheckoutSelections> _moved = [];

    /// <summary>
    /// Gets what had been chosen for the cart of a payment that was moved in this request; null for any other payment.
    /// </summary>
    public CheckoutSelections SelectionsOf(GlasePayment payment)
    {
        return _moved.GetValueOrDefault(payment.Id);
    }

    /// <summary>
    /// Moves the open payment of a guest's cart in one store, unless the account has one of its own.
    /// </summary>
    /// <param name="guest">The guest</param>
    /// <param name="account">The account that has the cart now</param>
    /// <param name="storeId">The store</param>
    /// <param name="cancellationToken">Ends the wait for the locks</param>
    public Task MoveAsync(Customer guest, Customer account, int storeId, CancellationToken cancellationToken)
    {
        var from = CheckoutKeys.ForCart(guest.Id, storeId);
        var to = CheckoutKeys.ForCart(account.Id, storeId);
        return locks.RunAsync(from, () => locks.RunAsync(to, async () =>
        {
            // An account with an open payment of its own keeps that one, whose invoice is updated to the cart.
            if (await paymentStore.GetOpenAsync(from) is not { } payment || await paymentStore.GetOpenAsync(to) is not null)
                return;

            var selections = selectionsKeeper.Get(guest.Id, storeId);
            if (await MoveAsync(payment.Id, from, account, selections) is not { } moved)
                return;

            _moved[moved.Id] = selections;
            watches.Publish(moved);
            // The cart's total can be computed only in a request to its store.
            if (moved.IsOpen && storeId != (await storeContext.GetCurrentStoreAsync()).Id)
                cartSync.Schedule(new CartInvoiceChange(to, moved.Id, Request: null, selections));
        }, cancellationToken), cancellationToken);
    }

    private Task<GlasePayment> MoveAsync(int paymentId, string from, Customer account, CheckoutSelections selections)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            // An order that a process saved before it died, without binding the payment to it, is the guest's, and so is its payment.
            if (payment.CheckoutKey != from || await orderService.GetOrderByGuidAsync(payment.OrderGuid) is { Deleted: false })
                return null;

            // First, because from then on any process may place the order.
            if (payment.Status is not (GlasePaymentStatus.Sending or GlasePaymentStatus.Issued))
                await selectionsKeeper.TransferAsync(selections, account);
            payment.MoveToCustomer(account.Id);
            await locked.SaveAsync();
            return payment;
        });
    }
}
