using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Sends bills to Glase, with their rows where Glase accepts them.
/// </summary>
public class InvoiceSender
{
    private readonly IGlaseClient _client;
    private readonly GlaseConnections _connections;
    private readonly ILogger _logger;
    private readonly IOrderService _orderService;
    private readonly InvoiceTexts _texts;
    private readonly PaymentUrls _urls;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public InvoiceSender(IGlaseClient client, GlaseConnections connections, ILogger logger,
        IOrderService orderService, InvoiceTexts texts, PaymentUrls urls)
    {
        _client = client;
        _connections = connections;
        _logger = logger;
        _orderService = orderService;
        _texts = texts;
        _urls = urls;
    }

    /// <summary>
    /// Sends a new invoice.
    /// </summary>
    /// <exception cref="GlaseApiException">Glase refused it or could not be reached</exception>
    public async Task<SendInvoiceResponse> SendAsync(GlaseInvoice invoice, InvoiceDraft draft,
        CancellationToken cancellationToken)
    {
        var connection = await _connections.GetAsync(invoice.StoreId);
        SendInvoiceResponse response = null;
        await WithRowsOrWithoutAsync(invoice, draft, connection, async bill =>
        {
            response = await _client.SendInvoiceAsync(connection, bill, cancellationToken);
        });
        return response;
    }

    /// <summary>
    /// Changes what an open invoice asks for; its code stays the same.
    /// </summary>
    /// <exception cref="GlaseApiException">Glase refused it or could not be reached</exception>
    public async Task UpdateAsync(GlaseInvoice invoice, InvoiceDraft draft, CancellationToken cancellationToken)
    {
        var connection = await _connections.GetAsync(invoice.StoreId);
        await WithRowsOrWithoutAsync(invoice, draft, connection,
            bill => _client.UpdateInvoiceAsync(connection, invoice.InvoiceReference, bill, cancellationToken));
    }

    private async Task WithRowsOrWithoutAsync(GlaseInvoice invoice, InvoiceDraft draft, GlaseConnection connection,
        Func<Invoice, Task> call)
    {
        var settings = await _connections.GetSettingsAsync(invoice.StoreId);
        var singleLine = draft.AsSingleLine(await _texts.OrderAsync(await LanguageOfAsync(invoice)));
        if (!settings.SendInvoiceRows)
        {
            await call(Bill(invoice, singleLine, settings, connection));
            return;
        }

        try
        {
            await call(Bill(invoice, draft, settings, connection));
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceData)
        {
            await _logger.WarningAsync(
                $"{PaymentNames.Of(invoice)}: Glase did not accept the rows of the bill; it is sent with one row that has the " +
                $"total. {exception.Message}",
                exception);
            await call(Bill(invoice, singleLine, settings, connection));
        }
    }

    private async Task<int?> LanguageOfAsync(GlaseInvoice invoice)
    {
        return invoice.OrderId is { } orderId ? (await _orderService.GetOrderByIdAsync(orderId)).CustomerLanguageId : null;
    }

    private Invoice Bill(GlaseInvoice invoice, InvoiceDraft draft, GlaseSettings settings, GlaseConnection connection)
    {
        var reserves = settings.PaymentMode == GlasePaymentMode.Reserve;
        return new Invoice
        {
            PaymentMode = reserves ? PaymentMode.ReservationDesired : PaymentMode.ImmediateDebit,
            CommitReservationTimeout = reserves && settings.ReservationDays > 0
                ? TimeSpan.FromDays(settings.ReservationDays)
                : null,
            IssuedOnUtc = invoice.CreatedOnUtc,
            Title = string.IsNullOrWhiteSpace(settings.BillTitle) ? connection.ClientId : settings.BillTitle,
            ClientInvoiceId = invoice.Token,
            Rows = [.. draft.Lines.Select(line => Row(line, draft.CurrencyCode))],
            TotalAmount = new Amount(draft.Amount, draft.CurrencyCode),
            CashierId = settings.CashierId ?? "",
            Footer = settings.BillFooter ?? "",
            BackUrl = _urls.Return(invoice.Token),
            NotificationUrl = _urls.Notification(invoice.Token)
        };
    }

    private static InvoiceRow Row(InvoiceLine line, string currency)
    {
        return new InvoiceRow
        {
            Description = line.Description,
            Ean = line.Ean,
            Quantity = line.Quantity,
            Sku = line.Sku,
            // Glase takes whole percents; half a percent less on the payer's receipt would be a wrong receipt.
            TaxRate = line.TaxRate is { } rate && decimal.IsInteger(rate) ? rate : null,
            TotalAmount = new Amount(line.Total, currency),
            UnitPrice = line.UnitPrice is { } price ? new Amount(price, currency) : null
        };
    }
}
