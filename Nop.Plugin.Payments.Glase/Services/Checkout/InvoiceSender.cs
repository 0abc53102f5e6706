using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Sends invoices to Glase, falling back to a single row where Glase refuses the rows.
/// </summary>
public class InvoiceSender(IGlaseClient client, GlaseConnectionProvider connections, CodeTimeout codeTimeout,
    ILogger logger)
{
    /// <summary>
    /// Sends a new invoice.
    /// </summary>
    /// <returns>
    /// What Glase answered, and why it did not accept the rows, for <see cref="LogRowsAsync"/>; null when it did, or there were none
    /// </returns>
    /// <exception cref="GlaseApiException">Glase refused it or could not be reached</exception>
    public async Task<(SendInvoiceResponse Response, GlaseApiException RowsRefusal)> SendAsync(GlasePayment payment, InvoiceRequest request,
        CancellationToken cancellationToken)
    {
        var connection = await connections.GetAsync(payment) with { IsRenewal = codeTimeout.IsExtended };
        SendInvoiceResponse response = null;
        var refusal = await WithRowsOrWithoutAsync(request, async content =>
        {
            response = await client.SendInvoiceAsync(connection, content, cancellationToken);
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
    public async Task<GlaseApiException> UpdateAsync(GlasePayment payment, InvoiceRequest request, CancellationToken cancellationToken)
    {
        var connection = await connections.GetAsync(payment);
        return await WithRowsOrWithoutAsync(request,
            content => client.UpdateInvoiceAsync(connection, payment.InvoiceReference, content, cancellationToken));
    }

    /// <summary>
    /// Cancels an invoice whose row here is over already, whatever becomes of it.
    /// </summary>
    /// <exception cref="GlaseApiException">Glase refused that or could not be reached</exception>
    public async Task CancelAsync(int storeId, string invoiceReference)
    {
        await client.CancelInvoiceAsync(await connections.GetAsync(storeId), invoiceReference);
    }

    /// <summary>
    /// Logs that Glase did not accept the rows of an invoice: to be called when what Glase answered has been stored, which a log that
    /// fails must not prevent.
    /// </summary>
    public async Task LogRowsAsync(GlasePayment payment, GlaseApiException refusal)
    {
        if (refusal is not null)
            await logger.LogWarningAsync(
                $"{PaymentLabels.For(payment)}: Glase did not accept the invoice rows; the invoice was sent with one row that has the " +
                $"total. {refusal.Message}",
                refusal);
    }

    private static async Task<GlaseApiException> WithRowsOrWithoutAsync(InvoiceRequest request, Func<Invoice, Task> call)
    {
        GlaseApiException refusal = null;
        try
        {
            await call(request.WithRows ?? request.SingleRow);
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceData && request.WithRows is not null)
        {
            refusal = exception;
            await call(request.SingleRow);
        }

        return refusal;
    }
}
