using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Localization;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Refunds that admins ask for on an order's page.
/// </summary>
public class OrderRefunds
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly ILocalizationService _localizationService;
    private readonly OrderNotes _notes;
    private readonly PaymentRefunder _refunder;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderRefunds(GlaseInvoiceService invoiceService, ILocalizationService localizationService,
        OrderNotes notes, PaymentRefunder refunder)
    {
        _invoiceService = invoiceService;
        _localizationService = localizationService;
        _notes = notes;
        _refunder = refunder;
    }

    /// <summary>
    /// Refunds a part or all of an order's payment. What goes wrong is said in the result, never thrown.
    /// </summary>
    public async Task<RefundPaymentResult> RefundAsync(RefundPaymentRequest request)
    {
        var order = request.Order;
        if (await _invoiceService.GetByOrderIdAsync(order.Id) is not { Status: GlaseInvoiceStatus.Paid } payment)
            return new RefundPaymentResult { Errors = ["No Glase payment of this order is known, so there is nothing to refund."] };

        var title = string.Format(CultureInfo.InvariantCulture,
            await _localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Refund.Title",
                order.CustomerLanguageId),
            order.CustomOrderNumber);
        // A whole order may come to fractions of a cent, where the shop does not round; it was paid to the cent.
        var amount = request.IsPartialRefund
            ? request.AmountToRefund
            : CurrencyDecimals.Round(request.AmountToRefund, payment.CurrencyCode);
        var refund = await _refunder.RefundAsync(payment, amount, order.RefundedAmount, title);
        await AddNoteAsync(order, amount, payment.CurrencyCode, refund);
        if (refund.Status != GlaseRefundStatus.Succeeded)
            return new RefundPaymentResult { Errors = [refund.Error] };

        return new RefundPaymentResult
        {
            NewPaymentStatus = request.IsPartialRefund ? PaymentStatus.PartiallyRefunded : PaymentStatus.Refunded
        };
    }

    private async Task AddNoteAsync(Order order, decimal amount, string currencyCode, RefundResult refund)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currencyCode}");
        await _notes.AddAsync(order.Id, refund.Status switch
        {
            GlaseRefundStatus.Succeeded => refund.Reference is null ? $"Glase: {text} refunded." : $"Glase: {text} refunded, reference {refund.Reference}.",
            GlaseRefundStatus.Unknown => $"Glase: a refund of {text} was sent. {refund.Error}",
            _ => $"Glase: {text} was not refunded. {refund.Error}"
        });
    }
}
