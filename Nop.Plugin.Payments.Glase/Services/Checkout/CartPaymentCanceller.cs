using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Cancels the code of a cart whose shopper wants to pay in another way.
/// </summary>
public class CartPaymentCanceller(DistributedLock locks, PaymentStore paymentStore, InvoiceUpdater updater, FailureLog failureLog,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Cancels the open invoice of a cart, within <see cref="GlaseDefaults.CheckoutTimeout"/>. Where Glase cannot be reached the scheduled
    /// task does it, and nobody is kept from paying in another way meanwhile.
    /// </summary>
    /// <param name="payment">The payment of a cart; one that is not open is left as it is</param>
    /// <returns>
    /// The payment as it is now: over; paid, because the payer was faster; or still open, either because the payer is in the middle of it,
    /// or, with no time left, because it could not be cancelled yet
    /// </returns>
    public async Task<GlasePayment> CancelAsync(GlasePayment payment)
    {
        if (!payment.IsOpen)
            return payment;

        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
        try
        {
            return await locks.RunAsync(payment.CheckoutKey, async () =>
                await updater.CancelAsync(await paymentStore.GetByIdAsync(payment.Id), GlasePaymentStatus.Canceled, timeout.Token), timeout.Token);
        }
        catch (Exception exception)
        {
            await updater.DeferCancellationAsync(payment);
            await failureLog.WarningAsync($"cancelling {payment.Id}",
                $"{PaymentLabels.For(payment)} could not be cancelled when the shopper chose another payment method; the cancellation is retried.",
                exception);
            return await paymentStore.GetByIdAsync(payment.Id);
        }
    }
}
