using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Lets an admin close a reservation that Glase no longer knows, for example after a change of account.
/// </summary>
/// <remarks>
/// It never happens by itself: the money may still be held for the account that was set before, and only a person can look there.
/// </remarks>
public class LostReservationResolution(LockedPayments lockedPayments, ILogger logger, OrderNotes notes,
    OfflineVoidRecorder offlineVoids, PaymentStatusRecorder statusRecorder, ReservationExpiryCheck reservationExpiryCheck)
{
    /// <summary>
    /// Ends a reservation if Glase, asked once more, answers that it knows no such invoice, and voids the order that it authorized.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <returns>The payment as it is now: over; or as Glase says that it is</returns>
    /// <exception cref="GlaseApiException">Glase could not be reached, or gave another reason not to answer</exception>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public Task<GlasePayment> EndAsync(int paymentId, string decidedBy)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            if (payment.Status != GlasePaymentStatus.Reserved)
                return payment;

            try
            {
                return await statusRecorder.PollAsync(payment);
            }
            catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceReference)
            {
                return await EndAsync(payment, decidedBy);
            }
        });
    }

    private async Task<GlasePayment> EndAsync(GlasePayment payment, string decidedBy)
    {
        var held = CurrencyDecimals.Format(payment.HeldAmount, payment.CurrencyCode);
        var text = $"Glase: {decidedBy} ended the reservation of {held}, because Glase does not know the " +
            $"invoice {payment.InvoiceReference}. Nothing was captured, and nothing was released there.";
        var ended = await statusRecorder.RecordClosedAsync(payment.Id, GlasePaymentStatus.Canceled, text);
        await logger.LogWarningAsync($"{PaymentLabels.For(ended)}: {text}");
        var order = await reservationExpiryCheck.FindAuthorizedOrderAsync(ended);
        if ((ended.OrderId ?? order?.Id) is not { } orderId)
            return ended;

        // At once: the scheduled task, which voids it if the process dies here, would say that Glase holds nothing.
        await notes.AddAsync(orderId, text);
        if (order is not null)
            await offlineVoids.RecordAsync(order);
        return ended;
    }
}
