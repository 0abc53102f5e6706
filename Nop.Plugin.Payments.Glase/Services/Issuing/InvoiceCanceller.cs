using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Settling;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Takes open invoices and reservations back, and finds out when it is too late for that.
/// </summary>
public class InvoiceCanceller
{
    private readonly IGlaseClient _client;
    private readonly GlaseConnections _connections;
    private readonly PaymentStatusService _statusService;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public InvoiceCanceller(IGlaseClient client, GlaseConnections connections, PaymentStatusService statusService)
    {
        _client = client;
        _connections = connections;
        _statusService = statusService;
    }

    /// <summary>
    /// Asks Glase to cancel an invoice and records what came of it.
    /// </summary>
    /// <param name="invoice">The invoice</param>
    /// <param name="outcome">What it is called when it is over: cancelled or expired</param>
    /// <param name="cancellationToken">Ends the calls</param>
    /// <returns>
    /// The invoice as it is now: over; or paid, because the payer was faster (code 50); or still open, because the payer is
    /// in the middle of it (48, 51)
    /// </returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or gave no reason known here</exception>
    public async Task<GlaseInvoice> CancelAsync(GlaseInvoice invoice, GlaseInvoiceStatus outcome,
        CancellationToken cancellationToken = default)
    {
        if (!invoice.IsOpen && invoice.Status != GlaseInvoiceStatus.Reserved)
            return invoice;

        // Glase never answered: nobody has this invoice's reference, so nobody can pay it. Unless the answer came meanwhile.
        if (invoice.InvoiceReference is null)
        {
            invoice = await _statusService.RecordEndIfUnsentAsync(invoice.Id);
            if (invoice.InvoiceReference is null || !invoice.IsOpen)
                return invoice;
            if (outcome == GlaseInvoiceStatus.Refused)
                outcome = GlaseInvoiceStatus.Canceled;
        }

        try
        {
            var connection = await _connections.GetAsync(invoice.StoreId);
            await _client.CancelInvoiceAsync(connection, invoice.InvoiceReference, cancellationToken);
            return await _statusService.RecordEndAsync(invoice.Id, outcome);
        }
        catch (GlaseApiException exception) when (exception.ResultCode is { } code)
        {
            switch (code)
            {
                case GlaseResultCode.CannotCancelPaidInvoice:
                case GlaseResultCode.PaymentInProgress:
                case GlaseResultCode.CannotCancelInvoiceInProgress:
                    return await _statusService.AskAsync(invoice, cancellationToken);
                case GlaseResultCode.InvoiceAlreadyCanceled:
                case GlaseResultCode.PaymentAlreadyCancelled:
                    return await _statusService.RecordEndAsync(invoice.Id, GlaseInvoiceStatus.Canceled);
                case GlaseResultCode.PaymentExpired:
                    return await _statusService.RecordEndAsync(invoice.Id, GlaseInvoiceStatus.Expired);
                // A reservation that these credentials do not know is still held under others.
                case GlaseResultCode.InvalidInvoiceReference when invoice.IsOpen:
                    return await _statusService.RecordEndAsync(invoice.Id, outcome);
                default:
                    throw;
            }
        }
    }
}
