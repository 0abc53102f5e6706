using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Ties the payment that a cart had in the payment step to the order that was placed from the cart.
/// </summary>
public class OrderPaymentBinder(PaymentStore paymentStore, LockedPayments lockedPayments, OrderCurrency orderCurrency, PaymentApplier applier,
    PartialOrderCompleter completer, TimeProvider timeProvider)
{
    private const int MaxAttempts = 3;

    /// <summary>
    /// Ties the payment of its cart to an order that is placed, and records the order's currency.
    /// </summary>
    /// <returns>Whether the cart had a payment, which is the order's now</returns>
    public async Task<bool> BindAsync(Order order)
    {
        if (await BindWithRetryAsync(order) is not { } bound)
            return false;

        await ApplyAsync(bound, order);
        return true;
    }

    /// <summary>
    /// Ties the payment of its cart to an order, where the event that the order is placed failed to: nobody is to get another code for the
    /// order beside the cart's. An order that may still be being placed is left to that event.
    /// </summary>
    public async Task BindUnboundAsync(Order order)
    {
        if (await paymentStore.GetByOrderGuidAsync(order.OrderGuid) is not { OrderId: null } unbound)
            return;

        var now = timeProvider.GetUtcNow().UtcDateTime;
        var isPartial = await completer.IsPartialAsync(order);
        if (isPartial && order.CreatedOnUtc + GlaseDefaults.PlacementGracePeriod > now)
            return;

        await orderCurrency.RecordAsync(order, unbound);
        var bound = await lockedPayments.UpdateAsync(unbound.Id, current =>
        {
            // Two orders have the same GUID when the shopper pressed Confirm twice.
            if (current.OrderId is not null)
                return false;
            if (isPartial)
                current.ScheduleOrderCompletion(now);
            current.BindToOrder(order.Id, order.OrderGuid, order.CustomerId);
            return true;
        });
        if (bound.OrderId == order.Id)
            await ApplyAsync(bound, order);
    }

    // Where the order is placed as one that it pays, nopCommerce is at it, and announces when that is done.
    private async Task ApplyAsync(GlasePayment bound, Order order)
    {
        if (!bound.IsPaymentOf(order))
            await applier.ApplyAsync(bound);
    }

    // nopCommerce only logs an exception of a consumer, and publishes the event once.
    private async Task<GlasePayment> BindWithRetryAsync(Order order)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryBindAsync(order);
            }
            catch (Exception exception) when (attempt < MaxAttempts && exception is not LockTimeoutException)
            {
                // The last failure is the one that is logged.
            }
        }
    }

    private async Task<GlasePayment> TryBindAsync(Order order)
    {
        var payment = lockedPayments.FindHeld(held => held.OrderGuid == order.OrderGuid && held.IsPaidOrReserved)
            ?? await paymentStore.GetByOrderGuidAsync(order.OrderGuid);
        await orderCurrency.RecordAsync(order, payment);
        return payment is { OrderId: null }
            ? await lockedPayments.UpdateAsync(payment.Id, current => current.BindToOrder(order.Id, order.OrderGuid, order.CustomerId))
            : null;
    }
}
