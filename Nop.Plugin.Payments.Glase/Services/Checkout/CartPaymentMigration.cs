using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Moves the payment of a guest's cart to the account when the guest logs in.
/// </summary>
public class CartPaymentMigration(PaymentStore paymentStore, CartPaymentMover mover, IStoreService storeService, SafeLog log,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Moves the payments of a guest's carts, in all stores, to the account that has the carts now. A payment that cannot be moved is
    /// cancelled by the update that follows the guest's empty cart.
    /// </summary>
    public async Task MigrateAsync(Customer guest, Customer account)
    {
        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
        try
        {
            foreach (var store in await storeService.GetAllStoresAsync())
            {
                if (await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(guest.Id, store.Id)) is not null)
                    await mover.MoveAsync(guest, account, store.Id, timeout.Token);
            }
        }
        catch (Exception exception)
        {
            // A login never fails for it.
            await log.WarningAsync("Glase: a guest logged in, but the payment of the cart could not be moved to the " +
                $"account. It is cancelled, or refunded if it was paid. {exception.Message}", exception, account);
        }
    }
}
