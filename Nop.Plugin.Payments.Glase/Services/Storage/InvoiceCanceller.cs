using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Cancels open invoices and reservations at Glase, and detects when they have been paid meanwhile.
/// </summary>
public class InvoiceCanceller(IGlaseClient client, GlaseConnectionProvider connections, PaymentStatusRecorder statusRecorder)
{
    /// <summary>
    /// Asks Glase to cancel an invoice and records what came of it.
    /// </summary>
    /// <param name="payment">The invoice</param>
    /// <param name="outcome">
    /// What it is called when it is over: cancelled or expired; not found, when Glase has said that it does not know the invoice, and only
    /// where it says so again
    /// </param>
    /// <param name="cancellationToken">Ends the calls</param>
    /// <returns>
    /// The invoice as it is now: over; or paid, because the payer was faster (code 50); or still open, because the payer is
    /// in the middle of it (48, 51)
    /// </returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or gave no reason known here</exception>
    public async Task<GlasePayment> CancelAsync(GlasePayment payment, GlasePaymentStatus outcome,
        CancellationToken cancellationToken = default)
    {
        if (!payment.IsOpen && payment.Status != GlasePaymentStatus.Reserved)
            return payment;

        // Glase never answered: nobody has this invoice's reference, so nobody can pay it. Unless the answer came meanwhile.
        if (payment.InvoiceReference is null)
        {
            payment = await statusRecorder.RecordClosedIfUnsentAsync(payment.Id);
            if (payment.InvoiceReference is null || !payment.IsOpen)
                return payment;
            if (outcome == GlasePaymentStatus.Refused)
                outcome = GlasePaymentStatus.Canceled;
        }

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
