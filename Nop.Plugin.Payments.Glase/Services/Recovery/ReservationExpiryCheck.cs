using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Warns before a reservation expires, and voids orders whose reservation has ended.
/// </summary>
public class ReservationExpiryCheck(PaymentStore paymentStore, LockedPayments lockedPayments, ILogger logger,
    LogDeduplicator logDeduplicator, IOrderProcessingService orderProcessingService, OrderNotes notes,
    UncachedEntityReader entityReader, PaymentStatusRecorder statusRecorder, TimeProvider timeProvider)
{
    private const int BatchSize = 50;
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(10);

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Looks after the reservations whose turn it is, the most urgent first, as many as fit into the time. One that Glase says
    /// nothing about comes again an hour later, so that it keeps no other waiting.
    /// </summary>
    public async Task CheckAsync()
    {
        var started = timeProvider.GetTimestamp();
        foreach (var payment in await paymentStore.GetReservationsDueForCheckAsync(Now, BatchSize))
        {
            if (timeProvider.GetElapsedTime(started) > TimeBudget)
                return;

            try
            {
                await CheckAsync(payment.Id);
                logDeduplicator.Reset(Subject(payment));
            }
            catch (Exception exception)
            {
                if (logDeduplicator.ShouldLog(Subject(payment), exception))
                    await logger.WarningAsync($"{PaymentLabels.For(payment)}: the status of its reservation could " +
                        $"not be determined. {exception.Message}", exception);
                await PostponeAsync(payment.Id);
            }
        }
    }

    /// <summary>
    /// Gets whether an order counts on a reservation, so that it has to be voided when that is over.
    /// </summary>
    public bool Authorizes(GlasePayment payment, Order order)
    {
        return !order.Deleted && order.PaymentStatus == PaymentStatus.Authorized
            && order.AuthorizationTransactionId == payment.InvoiceReference && orderProcessingService.CanVoidOffline(order);
    }

    private static string Subject(GlasePayment payment)
    {
        return $"reservation {payment.Id}";
    }

    private Task CheckAsync(int paymentId)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment.Status == GlasePaymentStatus.Reserved
                ? await statusRecorder.PollAsync(locked.Payment)
                : locked.Payment;
            var order = await entityReader.GetOrderAsync(payment.OrderId);

            if (payment.Status == GlasePaymentStatus.Reserved)
            {
                if (order is not null && payment.IsExpiring(Now))
                    await WarnAsync(payment, order);
                await lockedPayments.UpdateAsync(paymentId, current => current.ScheduleReservationCheck(Now));
                return;
            }

            var report = payment.IsClosed && order is not null ? await VoidAsync(payment, order) : null;
            await lockedPayments.UpdateAsync(paymentId, current =>
            {
                if (report is not null)
                    current.RecordError(report);
                current.EndReservationChecks();
            });
        });
    }

    private Task<GlasePayment> PostponeAsync(int paymentId)
    {
        return lockedPayments.UpdateAsync(paymentId, payment => payment.PostponeReservationCheck(Now));
    }

    private async Task WarnAsync(GlasePayment payment, Order order)
    {
        var warning = string.Create(CultureInfo.InvariantCulture,
            $"The money is held only until {payment.ReservationEndsOnUtc:yyyy-MM-dd HH:mm} UTC.") +
            " Capture or void the order's payment before: afterwards the payer has it back and the order is not paid.";
        if (await notes.AddOnceAsync(order.Id, "Glase: " + warning))
            await logger.WarningAsync($"{PaymentLabels.For(payment)}, order {order.CustomOrderNumber}: {warning}");
    }

    // What went wrong, for the store owner; null when nothing did.
    private async Task<string> VoidAsync(GlasePayment payment, Order order)
    {
        if (!Authorizes(payment, order))
            return null;

        // Whoever cancelled it wanted that.
        if (order.OrderStatus == OrderStatus.Cancelled)
        {
            await notes.AddOnceAsync(order.Id, ReservationReleaser.ReleasedNote(payment, ReservationReleasePolicy.GetClosedReason(order)));
            await orderProcessingService.VoidOfflineAsync(order);
            return null;
        }

        const string report = "The reservation has run out or was given back, and nothing was taken: Glase does not hold the " +
            "money any more. The order's payment is voided; it is not paid.";
        if (await notes.AddOnceAsync(order.Id, $"Glase: {report} Glase reference: {payment.InvoiceReference}."))
            await logger.WarningAsync($"{PaymentLabels.For(payment)}, order {order.CustomOrderNumber}: {report}");
        await orderProcessingService.VoidOfflineAsync(order);
        return report;
    }
}
