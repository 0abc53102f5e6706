using System.Globalization;
using System.Text;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Writes the receipt of a payment in the language that its order was placed in.
/// </summary>
public class ReceiptComposer(GlaseConnectionProvider connections, IDateTimeHelper dateTimeHelper,
    ILanguageService languageService, ILocalizationService localizationService, IStoreService storeService, InvoiceTexts texts,
    OrderInvoiceComposer invoiceComposer)
{
    private const string Html = "text/html";

    /// <summary>
    /// Writes the receipt of a payment that paid an order.
    /// </summary>
    public async Task<ReceiptDocument> ComposeAsync(GlasePayment payment, Order order)
    {
        var language = await languageService.GetLanguageByIdAsync(order.CustomerLanguageId);
        var store = await storeService.GetStoreByIdAsync(payment.StoreId);
        var receipt = new Receipt
        {
            ShopName = store?.Name,
            CompanyName = store?.CompanyName,
            CompanyAddress = store?.CompanyAddress,
            CompanyVat = store?.CompanyVat,
            OrderNumber = order.CustomOrderNumber,
            PaidOn = TimeOf(payment),
            Draft = await ComposePaidDraftAsync(payment, order),
            Reference = payment.ErsReference,
            Culture = CultureOf(language),
            IsRightToLeft = language?.Rtl ?? false,
            Texts = await ReceiptTexts.GetAsync(localizationService, order.CustomerLanguageId)
        };

        var document = Encoding.UTF8.GetBytes(ReceiptHtml.Write(receipt));
        if (document.Length > GlaseClient.MaxReceiptBytes)
            document = Encoding.UTF8.GetBytes(ReceiptHtml.Write(receipt with { Draft = await ShortAsync(receipt.Draft, order) }));
        return new ReceiptDocument(Html, document);
    }

    // The rows of the invoice as the payer saw it. An order that was edited since then is not what was paid.
    private async Task<InvoiceDraft> ComposePaidDraftAsync(GlasePayment payment, Order order)
    {
        // What pays an order is in its currency.
        var currencyCode = payment.IsPaymentOf(order) ? payment.CurrencyCode : null;
        var draft = await invoiceComposer.ComposeAsync(order, capturedLess: payment.ReservedAmount > payment.PaidAmount, currencyCode);
        var isWhatWasPaid = draft.Amount == payment.PaidAmount
            && string.Equals(draft.CurrencyCode, payment.PaidCurrencyCode, StringComparison.OrdinalIgnoreCase);
        if (!isWhatWasPaid)
            draft = InvoiceDraft.Balance(payment.PaidAmount.GetValueOrDefault(), payment.PaidCurrencyCode, [], "");
        var showsRows = isWhatWasPaid && (await connections.GetSettingsAsync(payment.StoreId)).SendInvoiceRows;
        return showsRows ? draft : await ShortAsync(draft, order);
    }

    private async Task<InvoiceDraft> ShortAsync(InvoiceDraft draft, Order order)
    {
        return draft.AsSingleLine(await texts.OrderAsync(order.CustomerLanguageId));
    }

    private DateTimeOffset TimeOf(GlasePayment payment)
    {
        var utc = DateTime.SpecifyKind(payment.PaidOnUtc ?? payment.CreatedOnUtc, DateTimeKind.Utc);
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), dateTimeHelper.DefaultStoreTimeZone);
    }

    private static CultureInfo CultureOf(Language language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language?.LanguageCulture ?? GlaseResources.English);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo(GlaseResources.FindFor(language));
        }
    }
}
