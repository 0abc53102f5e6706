using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// One attempt to update or cancel the invoice of an order that was changed.
/// </summary>
public class InvoiceSyncAttempt(InvoiceUpdater updater, DeferredPaymentUpdater deferredUpdater, PaymentWatchRegistry watches, PaymentApplier applier,
    SafeLog log, TimeProvider timeProvider)
{
    /// <summary>
    /// Makes a call, bounded in time, and publishes its result. A failure is logged and left to the scheduled task: it must not reach the
    /// request that changed the order.
    /// </summary>
    /// <param name="open">The payment whose invoice is updated or cancelled</param>
    /// <param name="order">The order that was changed</param>
    /// <param name="call">The call; returns the payment as it is then</param>
    public async Task TryAsync(GlasePayment open, Order order, Func<CancellationToken, Task<GlasePayment>> call)
    {
        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
        try
        {
            var payment = await call(timeout.Token);
            if (payment.Id == open.Id)
                watches.Publish(payment);
            if (payment.Status == GlasePaymentStatus.Paid)
                await ApplyAsync(payment, order);
            else if (payment.Id == open.Id && !payment.IsClosed && payment.Amount == open.Amount)
                await updater.DeferCancellationAsync(open);
        }
        catch (Exception exception)
        {
            // Whatever failed (Glase, the order's taxes, the database): nobody is to pay what the order does not cost. Should the database
            // refuse that too, the log still says it.
            await log.WarningAsync($"{PaymentLabels.For(open)} no longer matches its cart or order, but could not " +
                $"be updated or cancelled at Glase; the scheduled task will cancel it. {exception.Message}", exception);
            await updater.DeferCancellationAsync(open);
        }
    }

    /// <inheritdoc cref="DeferredPaymentUpdater.UpdateAsync(int, Func{GlasePayment, bool})" />
    /// <param name="payment">The payment</param>
    /// <param name="change">What changes; false when nothing did, so that there is nothing to store</param>
    public Task UpdateAsync(GlasePayment payment, Func<GlasePayment, bool> change)
    {
        return deferredUpdater.UpdateAsync(payment.Id, change);
    }

    // An order that is being marked as paid now is applied after nopCommerce's last save of it: see OrderPaidConsumer.
    private async Task ApplyAsync(GlasePayment payment, Order order)
    {
        if (!PaymentDecisionPolicy.IsMarkedAsPaid(payment, order))
            await applier.ApplyAsync(payment);
    }
}
