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
    /// <exception cref="GlaseApiException">Glase refused it or could not be reached</exception>
    public async Task<SendInvoiceResponse> SendAsync(GlaseInvoice invoice, PreparedBill bill,
        CancellationToken cancellationToken)
    {
        var connection = await _connections.GetAsync(invoice.StoreId);
        SendInvoiceResponse response = null;
        await WithRowsOrWithoutAsync(invoice, bill, async content =>
        {
            response = await _client.SendInvoiceAsync(connection, content, cancellationToken);
        });
        return response;
    }

    /// <summary>
    /// Changes what an open invoice asks for; its code stays the same.
    /// </summary>
    /// <exception cref="GlaseApiException">Glase refused it or could not be reached</exception>
    public async Task UpdateAsync(GlaseInvoice invoice, PreparedBill bill, CancellationToken cancellationToken)
    {
        var connection = await _connections.GetAsync(invoice.StoreId);
        await WithRowsOrWithoutAsync(invoice, bill,
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

    private async Task WithRowsOrWithoutAsync(GlaseInvoice invoice, PreparedBill bill, Func<Invoice, Task> call)
    {
        if (bill.WithRows is null)
        {
            await call(bill.SingleRow);
            return;
        }

        try
        {
            await call(bill.WithRows);
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceData)
        {
            await _logger.WarningAsync(
                $"{PaymentNames.Of(invoice)}: Glase did not accept the rows of the bill; it is sent with one row that has the " +
                $"total. {exception.Message}",
                exception);
            await call(bill.SingleRow);
        }
    }
}
