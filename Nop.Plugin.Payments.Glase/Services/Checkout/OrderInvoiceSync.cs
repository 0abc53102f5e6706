using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Updates or cancels open invoices when their order is changed, cancelled, or paid in another way.
/// </summary>
public class OrderInvoiceSync(PaymentStore paymentStore, LockedPayments lockedPayments, OrderPaymentSync orderPaymentSync,
    InvoiceSyncAttempt attempt, InvoiceCanceller canceller, CheckoutInvoices checkoutInvoices, OrderCurrency orderCurrency,
    UncachedEntityReader entityReader)
{
    /// <summary>
    /// Cancels an order's invoice when the order can be paid no more, updates it when the order's total has changed, releases a
    /// reservation that is no longer needed, applies a captured one, and repairs an order that an older copy of it has overwritten.
    /// </summary>
    /// <remarks>
    /// nopCommerce may be about to save the same order once more, as it read it: nothing is written here to another copy of it.
    /// </remarks>
    /// <param name="changed">An order paid with Glase, just after it was changed in whatever way</param>
    public async Task SyncAsync(Order changed)
    {
        // An order that is just being placed with a payment is bound to it next.
        if (lockedPayments.FindHeld(held => held.OrderGuid == changed.OrderGuid && held is { OrderId: null, IsPaidOrReserved: true }) is not null)
            return;
        if (await lockedPayments.GetOpenAsync(CheckoutKeys.ForOrder(changed.Id)) is not { } open)
        {
            await orderPaymentSync.CheckEndedReservationAsync(changed);
            return;
        }

        if (OrderPaymentSync.AwaitsApplication(open))
            return;

        // Events of two concurrent changes may arrive in another order than the changes were saved in.
        var order = await entityReader.GetOrderAsync(changed.Id) ?? changed;
        await orderPaymentSync.SyncAsync(open, order, changed);
        if (!open.IsOpen)
            return;

        if (!OrderPayability.NeedsCode(order))
            await attempt.TryAsync(open, order, token => canceller.CancelAsync(open, GlasePaymentStatus.Canceled, token));
        else if (CurrencyDecimals.Round(order.OrderTotal, open.CurrencyCode) != open.Amount
            || !OrderCurrency.IsSame(open.CurrencyCode, await orderCurrency.GetCodeAsync(order)))
            await attempt.TryAsync(open, order, token => checkoutInvoices.GetForOrderAsync(order, token));
    }

    /// <summary>
    /// Cancels the invoice of a cart whose order was placed with another payment method.
    /// </summary>
    public async Task CancelCartInvoiceAsync(Order order)
    {
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(order.CustomerId, order.StoreId));
        if (open is null)
            return;

        await DetachFromOrderAsync(order, open);
        await attempt.TryAsync(open, order, token => canceller.CancelAsync(open, GlasePaymentStatus.Canceled, token));
    }

    // nopCommerce may have given the order the GUID that was meant for this payment, which must neither pay that order nor block the
    // cart's next one.
    private Task DetachFromOrderAsync(Order order, GlasePayment payment)
    {
        return attempt.UpdateAsync(payment, current =>
        {
            if (current.OrderGuid != order.OrderGuid || current.OrderId is not null)
                return false;

            current.ReserveOrderGuid(Guid.NewGuid());
            return true;
        });
    }
}
