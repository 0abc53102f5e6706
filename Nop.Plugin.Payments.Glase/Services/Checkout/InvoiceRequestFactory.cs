using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Creates the invoice request that is sent to Glase.
/// </summary>
public class InvoiceRequestFactory(GlaseConnectionProvider connections, IOrderService orderService, IStoreService storeService,
    InvoiceTexts texts, PaymentUrls urls)
{
    /// <summary>
    /// Creates a payment's invoice request as the store's settings want it.
    /// </summary>
    public async Task<InvoiceRequest> PrepareAsync(GlasePayment payment, InvoiceDraft draft)
    {
        var settings = await connections.GetSettingsAsync(payment.StoreId);
        var store = await storeService.GetStoreByIdAsync(payment.StoreId);
        var singleLine = draft.AsSingleLine(await texts.OrderAsync(await LanguageOfAsync(payment)));
        return new InvoiceRequest(
            draft.Hash,
            settings.SendInvoiceRows ? CreateInvoice(payment, draft, settings, store) : null,
            CreateInvoice(payment, singleLine, settings, store),
            payment.OrderId is null ? draft.Costs.Write() : null);
    }

    private async Task<int?> LanguageOfAsync(GlasePayment payment)
    {
        return payment.OrderId is { } orderId ? (await orderService.GetOrderByIdAsync(orderId)).CustomerLanguageId : null;
    }

    private Invoice CreateInvoice(GlasePayment payment, InvoiceDraft draft, GlaseSettings settings, Store store)
    {
        var reserves = settings.CaptureMode == CaptureMode.Manual;
        return new Invoice
        {
            PaymentMode = reserves ? PaymentMode.ReservationDesired : PaymentMode.ImmediateDebit,
            CommitReservationTimeout = reserves && settings.ReservationDays > 0
                ? TimeSpan.FromDays(settings.ReservationDays)
                : null,
            IssuedOnUtc = payment.CreatedOnUtc,
            Title = string.IsNullOrWhiteSpace(settings.InvoiceTitle) ? store?.Name : settings.InvoiceTitle,
            ClientInvoiceId = payment.Token,
            Rows = [.. draft.Lines.Select(line => CreateRow(line, draft.CurrencyCode))],
            TotalAmount = new Amount(draft.Amount, draft.CurrencyCode),
            CashierId = settings.CashierId ?? "",
            Footer = settings.InvoiceFooter ?? "",
            BackUrl = urls.Return(payment.Token, store),
            NotificationUrl = urls.Notification(payment.Token, store)
        };
    }

    private static InvoiceRow CreateRow(InvoiceLine line, string currency)
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
