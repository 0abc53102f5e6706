using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Cancels open invoices and releases reservations at Glase, and detects when they have been paid meanwhile.
/// </summary>
/// <remarks>
/// Glase has one call for both. It is sent with the payment's lock held, and only for what the payment is by then: an invoice that was
/// open when the caller read it may have authorized an order since.
/// </remarks>
public class InvoiceCanceller(IGlaseClient client, GlaseConnectionProvider connections, LockedPayments lockedPayments,
    PaymentStatusRecorder statusRecorder)
{
    /// <summary>
    /// Asks Glase to cancel an open invoice and records what came of it. One that is reserved by now is left as it is.
    /// </summary>
    /// <param name="payment">The invoice</param>
    /// <param name="outcome">
    /// What it is called when it is over: cancelled or expired; not found, when Glase has said that it does not know the invoice, and only
    /// where it says so again
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the payment's lock, and the calls</param>
    /// <returns>
    /// The invoice as it is now: over; or paid or reserved, because the payer was faster (code 50); or still open, because the payer is
    /// in the middle of it (48, 51)
    /// </returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or gave no reason known here</exception>
    /// <exception cref="LockTimeoutException">Others worked on the payment for too long</exception>
    public async Task<GlasePayment> CancelAsync(GlasePayment payment, GlasePaymentStatus outcome,
        CancellationToken cancellationToken = default)
    {
        if (!payment.IsOpen)
            return payment;
        return await lockedPayments.RunAsync(payment.Id, locked => locked.Payment.IsOpen
            ? EndAsync(locked.Payment, outcome, cancellationToken)
            : Task.FromResult(locked.Payment), cancellationToken);
    }

    /// <summary>
    /// Asks Glase to release a reservation and records what came of it.
    /// </summary>
    /// <param name="reservation">The reservation</param>
    /// <param name="cancellationToken">Ends the wait for the payment's lock, and the calls</param>
    /// <returns>The reservation as it is now: over; or paid, because it was captured before; or still reserved</returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or gave no reason known here</exception>
    /// <exception cref="LockTimeoutException">Others worked on the payment for too long</exception>
    public async Task<GlasePayment> ReleaseAsync(GlasePayment reservation, CancellationToken cancellationToken = default)
    {
        if (reservation.Status != GlasePaymentStatus.Reserved)
            return reservation;
        return await lockedPayments.RunAsync(reservation.Id, locked => locked.Payment.Status == GlasePaymentStatus.Reserved
            ? EndAsync(locked.Payment, GlasePaymentStatus.Canceled, cancellationToken)
            : Task.FromResult(locked.Payment), cancellationToken);
    }

    private async Task<GlasePayment> EndAsync(GlasePayment payment, GlasePaymentStatus outcome, CancellationToken cancellationToken)
    {
        // Glase never answered: nobody has this invoice's reference, so nobody can pay it.
        if (payment.InvoiceReference is null)
            return await statusRecorder.RecordClosedAsync(payment.Id, GlasePaymentStatus.Refused);
        // Its code came after the caller looked.
        if (outcome == GlasePaymentStatus.Refused)
            outcome = GlasePaymentStatus.Canceled;

        try
        {
            var connection = await connections.GetAsync(payment.StoreId);
            await client.CancelInvoiceAsync(connection, payment.InvoiceReference, cancellationToken);
            return await statusRecorder.RecordClosedAsync(payment.Id,
                outcome == GlasePaymentStatus.NotFound ? GlasePaymentStatus.Canceled : outcome);
        }
        catch (GlaseApiException exception) when (exception.ResultCode is { } code)
        {
            switch (code)
            {
                case GlaseResultCode.CannotCancelPaidInvoice:
                case GlaseResultCode.PaymentInProgress:
                case GlaseResultCode.CannotCancelInvoiceInProgress:
                    return await statusRecorder.PollAsync(payment, cancellationToken);
                case GlaseResultCode.InvoiceAlreadyCanceled:
                case GlaseResultCode.PaymentAlreadyCancelled:
                    return await statusRecorder.RecordClosedAsync(payment.Id, GlasePaymentStatus.Canceled);
                case GlaseResultCode.PaymentExpired:
                    return await statusRecorder.RecordClosedAsync(payment.Id, GlasePaymentStatus.Expired);
                // A reservation that these credentials do not know is still held under others.
                case GlaseResultCode.InvalidInvoiceReference when payment.IsOpen:
                    return await statusRecorder.RecordClosedAsync(payment.Id, outcome,
                        outcome == GlasePaymentStatus.NotFound ? "Glase does not know the invoice any more, so that nobody can pay it." : null);
                default:
                    throw;
            }
        }
    }
}
