using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Prevents a cart from being paid twice: with Glase, and in another way.
/// </summary>
public class OtherMethodGuard(PaymentStore paymentStore, CartPaymentCanceller canceller, IPaymentPluginManager paymentPluginManager,
    IWorkContext workContext, IStoreContext storeContext, FailureLog failureLog, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the payment of the current shopper's cart that an order is to be placed with; null when there is none.
    /// </summary>
    public async Task<GlasePayment> FindPaidAsync()
    {
        return await FindOpenAsync() is { } payment && IsToBeOrdered(payment) ? payment : null;
    }

    /// <summary>
    /// Cancels the code of the current shopper's cart, because the cart is to be paid in another way. Never throws: a failure is logged, and
    /// keeps nobody from paying. What is paid twice is refunded.
    /// </summary>
    /// <returns>
    /// The payment that keeps the cart from being paid in another way, because it is paid, or the payer is confirming it; null when
    /// nothing does
    /// </returns>
    public async Task<GlasePayment> CancelOrFindPaidAsync()
    {
        try
        {
            if (!await IsInstalledAsync() || await FindOpenAsync() is not { } open)
                return null;

            var payment = await canceller.CancelAsync(open);
            failureLog.Reset(nameof(OtherMethodGuard));
            return IsToBeOrdered(payment) || IsBeingConfirmed(payment) ? payment : null;
        }
        catch (Exception exception)
        {
            await failureLog.ErrorAsync(nameof(OtherMethodGuard),
                "Glase: a shopper chose another payment method, but it could not be found out whether the cart is paid already.", exception);
            return null;
        }
    }

    // nopCommerce goes on with what a plugin registered when the shop started, also when the plugin was uninstalled since.
    private async Task<bool> IsInstalledAsync()
    {
        return await paymentPluginManager.LoadPluginBySystemNameAsync(GlaseDefaults.SystemName) is not null;
    }

    private async Task<GlasePayment> FindOpenAsync()
    {
        var customer = await workContext.GetCurrentCustomerAsync();
        var store = await storeContext.GetCurrentStoreAsync();
        return await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(customer.Id, store.Id));
    }

    // What was paid is refunded in full where it is not what the invoice asks for.
    private static bool IsToBeOrdered(GlasePayment payment)
    {
        return payment is { OrderId: null } and ({ IsFullyPaidOrReserved: true } or { IsIncomplete: true });
    }

    private bool IsBeingConfirmed(GlasePayment payment)
    {
        return payment.Status is GlasePaymentStatus.PendingIssuerAcknowledge or GlasePaymentStatus.PartiallyPaid
            && payment.ExpiresOnUtc > timeProvider.GetUtcNow().UtcDateTime;
    }
}
