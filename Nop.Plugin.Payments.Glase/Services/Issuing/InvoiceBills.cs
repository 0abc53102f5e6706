using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Writes out what Glase is sent for an invoice.
/// </summary>
public class InvoiceBills
{
    private readonly GlaseConnections _connections;
    private readonly IOrderService _orderService;
    private readonly IStoreService _storeService;
    private readonly InvoiceTexts _texts;
    private readonly PaymentUrls _urls;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public InvoiceBills(GlaseConnections connections, IOrderService orderService, IStoreService storeService, InvoiceTexts texts,
        PaymentUrls urls)
    {
        _connections = connections;
        _orderService = orderService;
        _storeService = storeService;
        _texts = texts;
        _urls = urls;
    }

    /// <summary>
    /// Writes the bill of an invoice as the store's settings want it.
    /// </summary>
    public async Task<PreparedBill> PrepareAsync(GlaseInvoice invoice, InvoiceDraft draft)
    {
        var settings = await _connections.GetSettingsAsync(invoice.StoreId);
        var connection = await _connections.GetAsync(invoice.StoreId, settings);
        var store = await _storeService.GetStoreByIdAsync(invoice.StoreId);
        var singleLine = draft.AsSingleLine(await _texts.OrderAsync(await LanguageOfAsync(invoice)));
        return new PreparedBill(
            draft.Hash,
            settings.SendInvoiceRows ? Bill(invoice, draft, settings, connection, store) : null,
            Bill(invoice, singleLine, settings, connection, store),
            invoice.OrderId is null ? draft.Costs.Write() : null);
    }

    private async Task<int?> LanguageOfAsync(GlaseInvoice invoice)
    {
        return invoice.OrderId is { } orderId ? (await _orderService.GetOrderByIdAsync(orderId)).CustomerLanguageId : null;
    }

    private Invoice Bill(GlaseInvoice invoice, InvoiceDraft draft, GlaseSettings settings, GlaseConnection connection, Store store)
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
            BackUrl = _urls.Return(invoice.Token, store),
            NotificationUrl = _urls.Notification(invoice.Token, store)
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
