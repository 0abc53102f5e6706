using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Warns before a reservation expires, and voids the order whose reservation has ended.
/// </summary>
public class ReservationExpiryCheck(LockedPayments lockedPayments, ILogger logger, OfflineVoidRecorder offlineVoids, OrderNotes notes,
    PaymentEligibility eligibility, PaymentStatusRecorder statusRecorder, TimeProvider timeProvider)
{
    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Finds the order that counts on a reservation which is over, so that it has to be voided, and ties the reservation to it where the
    /// process that placed the order ended before it did.
    /// </summary>
    /// <param name="ended">The payment</param>
    /// <returns>The order, as it is stored now; null when none counts on the reservation</returns>
    public async Task<Order> FindAuthorizedOrderAsync(GlasePayment ended)
    {
        var order = await eligibility.FindOrderAsync(ended);
        if (order is null || !Authorizes(ended, order))
            return null;

        if (ended.OrderId is null)
            await lockedPayments.UpdateAsync(ended.Id, current => current.BindToOrder(order.Id, order.OrderGuid, order.CustomerId));
        return order;
    }

    /// <summary>
    /// Asks Glase about a reservation, and acts on what the order has to follow.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <exception cref="GlaseApiException">Glase could not be reached, or refused to answer</exception>
    /// <exception cref="TimeoutException">Others held the payment's lock for too long</exception>
    public Task CheckAsync(int paymentId)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment.Status == GlasePaymentStatus.Reserved
                ? await statusRecorder.PollAsync(locked.Payment)
                : locked.Payment;
            if (payment.Status == GlasePaymentStatus.Reserved)
            {
                if (payment.IsExpiring(Now) && await eligibility.FindOrderAsync(payment) is { } order
                    && (order.Id == payment.OrderId || Authorizes(payment, order)))
                    await WarnAsync(payment, order);
                await lockedPayments.UpdateAsync(paymentId, current => current.ScheduleReservationCheck(Now));
                return;
            }

            var authorized = payment.IsClosed ? await FindAuthorizedOrderAsync(payment) : null;
            var report = authorized is null ? null : await VoidAsync(payment, authorized);
            await lockedPayments.UpdateAsync(paymentId, current =>
            {
                if (report is not null)
                    current.RecordError(report);
                // Another request may save the order as it had read it before: a voided order is looked at once more.
                if (authorized is not null)
                    current.ScheduleCheckAfterVoid(Now);
                else
                    current.EndReservationChecks();
            });
        });
    }

    /// <summary>
    /// Puts the next check of a reservation off, by <see cref="ReservationSchedule.CheckIntervalAfterEnd"/>.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    public Task PostponeAsync(int paymentId)
    {
        return lockedPayments.UpdateAsync(paymentId, payment => payment.PostponeReservationCheck(Now));
    }

    private static bool Authorizes(GlasePayment payment, Order order)
    {
        return order is { Deleted: false, PaymentStatus: PaymentStatus.Authorized } && order.AuthorizationTransactionId == payment.InvoiceReference;
    }

    private async Task WarnAsync(GlasePayment payment, Order order)
    {
        var warning = string.Create(CultureInfo.InvariantCulture,
            $"The amount is reserved only until {payment.ReservationEndsOnUtc:yyyy-MM-dd HH:mm} UTC.") +
            " Capture or void the order's payment before: afterwards it is released to the payer and the order is not paid.";
        if (await notes.AddOnceAsync(order.Id, "Glase: " + warning))
            await logger.LogWarningAsync($"{PaymentLabels.For(payment)}, order {order.CustomOrderNumber}: {warning}");
    }

    // What went wrong, for the store owner; null when nothing did.
    private async Task<string> VoidAsync(GlasePayment payment, Order order)
    {
        // Cancelling the order was meant to end the reservation.
        if (order.OrderStatus == OrderStatus.Cancelled)
        {
            await notes.AddOnceAsync(order.Id, ReservationReleaser.ReleasedNote(payment, ReservationReleasePolicy.GetClosedReason(order)));
            await offlineVoids.RecordAsync(order);
            return null;
        }

        const string report = "The reservation has expired or was released, and nothing was captured: Glase does not hold the " +
            "money any more. The order's payment is voided; it is not paid.";
        if (await notes.AddOnceAsync(order.Id, $"Glase: {report} Glase reference: {payment.InvoiceReference}."))
            await logger.LogWarningAsync($"{PaymentLabels.For(payment)}, order {order.CustomOrderNumber}: {report}");
        await offlineVoids.RecordAsync(order);
        return report;
    }
}
