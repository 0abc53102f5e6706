using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Moves the payment of a guest's cart to the account when the guest logs in.
/// </summary>
public class CartPaymentMigration(CartInvoiceSync cartSync, CheckoutSelectionsKeeper selectionsKeeper,
    PaymentStore paymentStore, DistributedLock locks, LockedPayments lockedPayments, SafeLog log, IOrderService orderService, IStoreContext storeContext,
    IStoreService storeService, PaymentWatchRegistry watches, TimeProvider timeProvider)
{
    private readonly Dictionary<int, CheckoutSelections> _moved = [];

    /// <summary>
    /// Gives the payments of a guest's carts, in all stores, to the account that has the carts now. Those that cannot go along
    /// are left to whoever follows the guest's empty cart: it cancels them.
    /// </summary>
    public async Task MigrateAsync(Customer guest, Customer account)
    {
        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
        try
        {
            foreach (var store in await storeService.GetAllStoresAsync())
            {
                if (await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(guest.Id, store.Id)) is not null)
                    await MoveAsync(guest, account, store.Id, timeout.Token);
            }
        }
        catch (Exception exception)
        {
            // A login never fails for it.
            await log.WarningAsync("Glase: a guest logged in, but the payment of the cart could not be moved to the " +
                $"account. It is cancelled, or refunded if it was paid. {exception.Message}", exception, account);
        }
    }

    /// <summary>
    /// Gets what had been chosen for the cart of a payment that was moved in this request; null for any other payment.
    /// </summary>
    public CheckoutSelections SelectionsOf(GlasePayment payment)
    {
        return _moved.GetValueOrDefault(payment.Id);
    }

    private Task MoveAsync(Customer guest, Customer account, int storeId, CancellationToken cancellationToken)
    {
        var from = CheckoutKeys.ForCart(guest.Id, storeId);
        var to = CheckoutKeys.ForCart(account.Id, storeId);
        return locks.RunAsync(from, () => locks.RunAsync(to, async () =>
        {
            // An account with a code of its own keeps that one, which follows the cart.
            if (await paymentStore.GetOpenAsync(from) is not { } payment || await paymentStore.GetOpenAsync(to) is not null)
                return;

            var selections = selectionsKeeper.Get(guest.Id, storeId);
            if (await MoveAsync(payment.Id, from, account, selections) is not { } moved)
                return;

            _moved[moved.Id] = selections;
            watches.Publish(moved);
            // What it costs is known only where the shopper is.
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

            // First, because from then on anybody may place the order.
            if (payment.Status is not (GlasePaymentStatus.Sending or GlasePaymentStatus.Issued))
                await selectionsKeeper.TransferAsync(selections, account);
            payment.MoveToCustomer(account.Id);
            await locked.SaveAsync();
            return payment;
        });
    }
}
