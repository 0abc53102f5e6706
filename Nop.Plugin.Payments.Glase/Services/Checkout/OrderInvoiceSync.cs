using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Updates or cancels open invoices when their order is changed, cancelled, or paid in another way.
/// </summary>
public class OrderInvoiceSync(PaymentStore paymentStore, LockedPayments lockedPayments, ILogger logger, InvoiceCanceller canceller,
    InvoiceUpdater updater, InvoiceIssuer issuer, PaymentWatchRegistry watches, OrderCurrency orderCurrency,
    PaymentApplier applier, ReservationReleaser releaser, UncachedEntityReader entityReader, TimeProvider timeProvider)
{
    /// <summary>
    /// Takes an order's invoice back when the order is not to be paid any more, releases what is reserved for it, changes the invoice
    /// when the order's total has changed, and takes note when the order has been captured.
    /// </summary>
    /// <remarks>
    /// nopCommerce may be about to save the same order once more, as it read it: nothing is written here to another copy of it.
    /// </remarks>
    /// <param name="changed">An order paid with Glase, just after it was changed in whatever way</param>
    public async Task SyncAsync(Order changed)
    {
        if (await paymentStore.GetOpenAsync(CheckoutKeys.ForOrder(changed.Id)) is not { } open)
            return;

        // Of two changes at once, the one that is heard of last need not be the last one.
        var order = await entityReader.GetOrderAsync(changed.Id) ?? changed;
        // One that an admin only marked as voided is left to the scheduled task.
        if (open.Status == GlasePaymentStatus.Reserved && order.PaymentStatus != PaymentStatus.Voided
            && ReservationReleasePolicy.GetReleaseReason(order) is { } why)
            await releaser.ReleaseAsync(open, order, why);
        if (open is { Status: GlasePaymentStatus.Paid, ReservedOnUtc: not null, IsApplied: false } && open.IsPaymentOf(order))
            await applier.ApplyAsync(open);
        if (open is { Status: GlasePaymentStatus.Paid, IsApplied: true } && order.PaymentStatus == PaymentStatus.Paid
            && string.IsNullOrEmpty(order.CaptureTransactionId) && string.IsNullOrEmpty(changed.CaptureTransactionId))
            await applier.RestoreReferenceAsync(open, changed);
        if (!open.IsOpen)
            return;

        if (!OrderPayability.NeedsCode(order))
            await TryAsync(open, order, token => canceller.CancelAsync(open, GlasePaymentStatus.Canceled, token));
        else if (CurrencyDecimals.Round(order.OrderTotal, open.CurrencyCode) != open.Amount
            || !OrderCurrency.IsSame(open.CurrencyCode, await orderCurrency.GetCodeAsync(order)))
            await TryAsync(open, order, token => issuer.GetForOrderAsync(order, token));
    }

    /// <summary>
    /// Takes back the code of a cart whose shopper paid in another way.
    /// </summary>
    public async Task CancelCartInvoiceAsync(Order order)
    {
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(order.CustomerId, order.StoreId));
        if (open is null)
            return;

        await DetachFromOrderAsync(order, open);
        await TryAsync(open, order, token => canceller.CancelAsync(open, GlasePaymentStatus.Canceled, token));
    }

    // Whoever changed the order must neither wait for Glase nor see its troubles.
    private async Task TryAsync(GlasePayment open, Order order, Func<CancellationToken, Task<GlasePayment>> call)
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
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            await updater.DeferCancellationAsync(open);
            await logger.WarningAsync($"{PaymentLabels.For(open)} no longer matches its cart or order, but could not " +
                $"be updated or cancelled at Glase; the scheduled task will cancel it. {exception.Message}", exception);
        }
    }

    // An order that is just being marked as paid is applied once nopCommerce has saved it for the last time, see OrderPaidConsumer.
    private async Task ApplyAsync(GlasePayment payment, Order order)
    {
        if (!PaymentDecisionPolicy.IsMarkedAsPaid(payment, order))
            await applier.ApplyAsync(payment);
    }

    // nopCommerce may have given the order the GUID that was meant for this payment: it must neither pay that order nor be
    // in the way of the cart's next one.
    private Task<GlasePayment> DetachFromOrderAsync(Order order, GlasePayment payment)
    {
        return lockedPayments.UpdateAsync(payment.Id, current =>
        {
            if (current.OrderGuid != order.OrderGuid || current.OrderId is not null)
                return false;

            current.ReserveOrderGuid(Guid.NewGuid());
            return true;
        });
    }
}
