using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// The payment of an order that was placed before it was paid.
/// </summary>
public class OrderPaymentService(PaymentStore paymentStore, LockedPayments lockedPayments, ILogger logger, CheckoutInvoices checkoutInvoices,
    UncachedEntityReader entityReader, PaymentApplier applier, CodeTimeout codeTimeout)
{
    /// <summary>
    /// Gets the payable invoice of an order, bounded in time.
    /// </summary>
    /// <returns>
    /// The invoice; Refused when Glase could not be reached; the last one there was, or null, when the order is not to be paid any
    /// more
    /// </returns>
    public async Task<GlasePayment> GetPayableAsync(Order order)
    {
        if (!OrderPayability.NeedsCode(order))
            return await paymentStore.GetByOrderIdAsync(order.Id);

        using var timeout = codeTimeout.Begin();
        try
        {
            return await checkoutInvoices.GetForOrderAsync(order, timeout.Token);
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForOrder(order.Id));
            if (open is null)
                throw;

            await logger.LogWarningAsync($"Order {order.CustomOrderNumber}: its Glase invoice {open.InvoiceReference} could not be " +
                $"updated. {exception.Message}", exception);
            return open;
        }
    }

    /// <summary>
    /// Gets the payable invoice of an order, as the order is stored now; see <see cref="GetPayableAsync(Order)"/>.
    /// </summary>
    /// <param name="orderId">The order</param>
    /// <param name="isRenewal">Whether the shopper has the page on the screen already</param>
    public async Task<GlasePayment> GetPayableAsync(int orderId, bool isRenewal = false)
    {
        if (isRenewal)
            codeTimeout.Extend();
        return await GetPayableAsync(await entityReader.GetOrderAsync(orderId));
    }

    /// <summary>
    /// Applies what Glase took or holds for an order that nopCommerce has announced as paid, or has given the status of an authorized
    /// one: when it has placed it, or when an admin has marked it as paid. It saves the order for the last time before that.
    /// </summary>
    public async Task ApplyAnnouncedAsync(Order order)
    {
        var payment = await lockedPayments.GetOpenAsync(CheckoutKeys.ForOrder(order.Id));
        if (payment is not { IsUnapplied: true }
            || payment.Status == GlasePaymentStatus.Reserved && !payment.IsPaymentOf(order))
            return;

        // The code that is applying it, and has the order marked as paid for that, finishes it.
        if (!OrderPaymentExecutor.IsApplying(payment))
            await applier.ApplyAsync(payment, PlacementProgress.Announced);
    }
}
