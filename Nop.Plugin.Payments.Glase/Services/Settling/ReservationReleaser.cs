using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Releases at once what Glase holds for an order that does not want it any more, and says on the order what became of it.
/// </summary>
public class ReservationReleaser
{
    private readonly ILogger _logger;
    private readonly InvoiceCanceller _canceller;
    private readonly InvoiceChanger _changer;
    private readonly LivePayments _livePayments;
    private readonly OrderNotes _notes;
    private readonly PaymentSettler _settler;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public ReservationReleaser(ILogger logger, InvoiceCanceller canceller, InvoiceChanger changer, LivePayments livePayments,
        OrderNotes notes, PaymentSettler settler, TimeProvider timeProvider)
    {
        _logger = logger;
        _canceller = canceller;
        _changer = changer;
        _livePayments = livePayments;
        _notes = notes;
        _settler = settler;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gets the note that says that a reservation was released.
    /// </summary>
    /// <param name="reservation">The reservation</param>
    /// <param name="why">Why its order does not want it, without a full stop</param>
    public static string ReleasedNote(GlaseInvoice reservation, string why)
    {
        return $"Glase: the reservation of {Amount(reservation)} (invoice {reservation.InvoiceReference}) was given back, because {why}.";
    }

    /// <summary>
    /// Releases a reservation, bounded in time. What Glase does not release now, the scheduled task does later.
    /// </summary>
    /// <param name="reservation">The reservation</param>
    /// <param name="order">The order that it authorized</param>
    /// <param name="why">Why the order does not want it, without a full stop</param>
    public async Task ReleaseAsync(GlaseInvoice reservation, Order order, string why)
    {
        using var patience = new CancellationTokenSource(GlaseDefaults.CheckoutPatience, _timeProvider);
        try
        {
            var now = await _canceller.CancelAsync(reservation, GlaseInvoiceStatus.Canceled, patience.Token);
            _livePayments.Tell(now);
            if (now.IsOver)
                await _notes.AddOnceAsync(order.Id, ReleasedNote(now, why));
            // Somebody captured it in Glase's portal.
            else if (now.Status == GlaseInvoiceStatus.Paid)
                await _settler.SettleAsync(now);
            else
                await LeaveAsync(reservation, order, why, "The payer is in the middle of it.", null);
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            await LeaveAsync(reservation, order, why, exception.Message, exception);
        }
    }

    private async Task LeaveAsync(GlaseInvoice reservation, Order order, string why, string reason, Exception exception)
    {
        await _changer.LeaveToTaskAsync(reservation);
        var text = $"Glase: the reservation of {Amount(reservation)} (invoice {reservation.InvoiceReference}) is not given back yet, although " +
            $"{why}. {reason} The shop tries it again each minute; until a note here says that it was given back, do not capture it in " +
            "Glase's merchant portal.";
        if (await _notes.AddOnceAsync(order.Id, text))
            await _logger.WarningAsync($"Order {order.CustomOrderNumber}: {text}", exception);
    }

    private static string Amount(GlaseInvoice reservation)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"{reservation.ReservedAmount ?? reservation.Amount:0.00} {reservation.CurrencyCode}");
    }
}
