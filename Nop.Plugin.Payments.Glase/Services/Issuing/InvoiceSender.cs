using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Sends bills to Glase, with their rows where Glase accepts them.
/// </summary>
public class InvoiceSender
{
    private readonly IGlaseClient _client;
    private readonly GlaseConnections _connections;
    private readonly ILogger _logger;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public InvoiceSender(IGlaseClient client, GlaseConnections connections, ILogger logger)
    {
        _client = client;
        _connections = connections;
        _logger = logger;
    }

    /// <summary>
    /// Sends a new invoice.
    /// </summary>
    /// <returns>
    /// What Glase answered, and why it did not accept the rows, for <see cref="LogRowsAsync"/>; null when it did, or there were none
    /// </returns>
    /// <exception cref="GlaseApiException">Glase refused it or could not be reached</exception>
    public async Task<(SendInvoiceResponse Response, GlaseApiException RowsRefusal)> SendAsync(GlaseInvoice invoice, PreparedBill bill,
        CancellationToken cancellationToken)
    {
        var connection = await _connections.GetAsync(invoice.StoreId);
        SendInvoiceResponse response = null;
        var refusal = await WithRowsOrWithoutAsync(bill, async content =>
        {
            response = await _client.SendInvoiceAsync(connection, content, cancellationToken);
        });
        return (response, refusal);
    }

    /// <summary>
    /// Changes what an open invoice asks for; its code stays the same.
    /// </summary>
    /// <returns>
    /// Why Glase did not accept the rows, for <see cref="LogRowsAsync"/>; null when it did, or there were none
    /// </returns>
    /// <exception cref="GlaseApiException">Glase refused it or could not be reached</exception>
    public async Task<GlaseApiException> UpdateAsync(GlaseInvoice invoice, PreparedBill bill, CancellationToken cancellationToken)
    {
        var connection = await _connections.GetAsync(invoice.StoreId);
        return await WithRowsOrWithoutAsync(bill,
            content => _client.UpdateInvoiceAsync(connection, invoice.InvoiceReference, content, cancellationToken));
    }

    /// <summary>
    /// Cancels an invoice whose row here is over already, whatever becomes of it.
    /// </summary>
    /// <exception cref="GlaseApiException">Glase refused that or could not be reached</exception>
    public async Task CancelAsync(int storeId, string invoiceReference)
    {
        await _client.CancelInvoiceAsync(await _connections.GetAsync(storeId), invoiceReference);
    }

    /// <summary>
    /// Logs that Glase did not accept the rows of a bill: to be called when what Glase answered has been stored, which a log that
    /// fails must not prevent.
    /// </summary>
    public async Task LogRowsAsync(GlaseInvoice invoice, GlaseApiException refusal)
    {
        if (refusal is not null)
            await _logger.WarningAsync(
                $"{PaymentNames.Of(invoice)}: Glase did not accept the rows of the bill; it was sent with one row that has the " +
                $"total. {refusal.Message}",
                refusal);
    }

    private static async Task<GlaseApiException> WithRowsOrWithoutAsync(PreparedBill bill, Func<Invoice, Task> call)
    {
        GlaseApiException refusal = null;
        try
        {
            await call(bill.WithRows ?? bill.SingleRow);
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceData && bill.WithRows is not null)
        {
            refusal = exception;
            await call(bill.SingleRow);
        }

        return refusal;
    }
}
