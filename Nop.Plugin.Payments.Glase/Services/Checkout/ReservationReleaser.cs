using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Releases an order's reservation immediately and notes the result on the order.
/// </summary>
public class ReservationReleaser(ILogger logger, InvoiceCanceller canceller, InvoiceUpdater updater,
    PaymentWatchRegistry watches, OrderNotes notes, PaymentApplier applier, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the note that says that a reservation was released.
    /// </summary>
    /// <param name="reservation">The reservation</param>
    /// <param name="why">Why its order does not want it, without a full stop</param>
    public static string ReleasedNote(GlasePayment reservation, string why)
    {
        return $"Glase: the reservation of {Amount(reservation)} (invoice {reservation.InvoiceReference}) was released, because {why}.";
    }

    /// <summary>
    /// Releases a reservation, bounded in time. What Glase does not release now, the scheduled task does later.
    /// </summary>
    /// <param name="reservation">The reservation</param>
    /// <param name="order">The order that it authorized</param>
    /// <param name="why">Why the order does not want it, without a full stop</param>
    public async Task ReleaseAsync(GlasePayment reservation, Order order, string why)
    {
        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
        try
        {
            var now = await canceller.ReleaseAsync(reservation, timeout.Token);
            watches.Publish(now);
            if (now.IsClosed)
                await notes.AddOnceAsync(order.Id, ReleasedNote(now, why));
            // Somebody captured it in Glase's portal.
            else if (now.Status == GlasePaymentStatus.Paid)
                await applier.ApplyAsync(now);
            else
                await DeferAsync(reservation, order, why, "The payer is in the middle of it.", null);
        }
        catch (Exception exception)
        {
            await DeferAsync(reservation, order, why, exception.Message, exception);
        }
    }

    private async Task DeferAsync(GlasePayment reservation, Order order, string why, string reason, Exception exception)
    {
        await updater.DeferCancellationAsync(reservation);
        var text = $"Glase: the reservation of {Amount(reservation)} (invoice {reservation.InvoiceReference}) is not released yet, although " +
            $"{why}. {reason} The shop retries it each minute; until a note here says that it was released, do not capture it in " +
            "Glase's merchant portal.";
        if (await notes.AddOnceAsync(order.Id, text))
            await logger.LogWarningAsync($"Order {order.CustomOrderNumber}: {text}", exception);
    }

    private static string Amount(GlasePayment reservation)
    {
        return CurrencyDecimals.Format(reservation.HeldAmount, reservation.CurrencyCode);
    }
}
