using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Prevents a cart from being paid twice: with Glase, and in another way.
/// </summary>
public class OtherMethodGuard(PaymentStore paymentStore, PaymentEligibility eligibility, CartPaymentCanceller canceller,
    IPaymentPluginManager paymentPluginManager, IWorkContext workContext, IStoreContext storeContext, FailureLog failureLog, TimeProvider timeProvider)
{
    // Glase mostly says within seconds what is missing.
    private static readonly TimeSpan _incompletePeriod = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets the payment of the current shopper's cart that has been paid or reserved; null when there is none. One of another amount than the
    /// invoice asks for does not count: it is refunded in full.
    /// </summary>
    public async Task<CartPayment> FindPaidAsync()
    {
        return await FindOpenAsync() is { OrderId: null } payment and ({ IsFullyPaidOrReserved: true } or { IsIncomplete: true })
            ? new CartPayment(payment, await IsToBeOrderedAsync(payment))
            : null;
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
            return IsBeingConfirmed(payment) || await IsToBeOrderedAsync(payment) ? payment : null;
        }
        catch (Exception exception)
        {
            await failureLog.ErrorAsync(nameof(OtherMethodGuard),
                "Glase: a shopper chose another payment method, but it could not be found out whether the cart is paid already.", exception);
            return null;
        }
    }

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

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

    // What was paid is refunded in full where it is not what the invoice asks for. Once a refund was sent, or an admin has to decide, no order
    // is placed with it for as long as that takes.
    private async Task<bool> IsToBeOrderedAsync(GlasePayment payment)
    {
        if (payment.OrderId is not null)
            return false;
        return payment is { IsIncomplete: true, AwaitsDecision: false }
            ? payment.PaidOnUtc + _incompletePeriod > Now
            : await eligibility.CanPayNewOrderAsync(payment);
    }

    private bool IsBeingConfirmed(GlasePayment payment)
    {
        return payment.Status is GlasePaymentStatus.PendingIssuerAcknowledge or GlasePaymentStatus.PartiallyPaid && payment.ExpiresOnUtc > Now;
    }
}
