using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Changes payments without keeping a page waiting: another request may send the payment's invoice for seconds.
/// </summary>
public class DeferredPaymentUpdater(LockedPayments lockedPayments, BackgroundWork background, IServiceScopeFactory scopeFactory,
    PaymentWatchRegistry watches)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Changes a payment, and publishes it to watchers: now, or, when others work on it for more than a second, in the background as soon
    /// as they have ended.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="change">What changes; false when nothing did, so that there is nothing to store</param>
    public async Task UpdateAsync(int paymentId, Func<GlasePayment, bool> change)
    {
        try
        {
            watches.Publish(await lockedPayments.UpdateAsync(paymentId, change, _longestWait));
        }
        catch (LockTimeoutException)
        {
            background.Run($"changing payment #{paymentId} later", async () => watches.Publish(await scopeFactory.RunAsync(
                (LockedPayments payments) => payments.UpdateAsync(paymentId, change, GlaseDefaults.LockTimeout))));
        }
    }
}
