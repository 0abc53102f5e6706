using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Gives back what no order can be had for: what was paid is refunded in full, what is reserved is released; and tells the owner.
/// </summary>
public class PaymentReturner
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseSettlementService _settlementService;
    private readonly InvoiceCanceller _canceller;
    private readonly ILogger _logger;
    private readonly OrderNotes _notes;
    private readonly StoredEntityReader _stored;
    private readonly KnownTroubles _troubles;
    private readonly PaymentRefunder _refunder;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentReturner(GlaseInvoiceService invoiceService, GlaseSettlementService settlementService,
        InvoiceCanceller canceller, ILogger logger, OrderNotes notes, StoredEntityReader stored, KnownTroubles troubles,
        PaymentRefunder refunder, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _settlementService = settlementService;
        _canceller = canceller;
        _logger = logger;
        _notes = notes;
        _stored = stored;
        _troubles = troubles;
        _refunder = refunder;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gives the money of a payment back. To be called with the payment's lock held.
    /// </summary>
    /// <param name="invoice">A payment that was confirmed, as it is stored now</param>
    /// <param name="refunded">How much of it Glase has refunded before, in the payment's currency</param>
    /// <param name="isWanted">
    /// Whether an admin, who looked in Glase's merchant portal, wants it: then a currency that Glase has not named is the invoice's
    /// </param>
    public async Task GiveBackAsync(GlaseInvoice invoice, decimal refunded, bool isWanted = false)
    {
        // The last guard: only an admin may refund what may have paid an order.
        if (invoice.AwaitsDecision)
            return;

        if (invoice.IsIncomplete && !IncompletePayments.IsRefundable(invoice, isWanted))
        {
            await TellAsync(invoice, isTrouble: true, IncompletePayments.Describe(invoice));
            return;
        }

        var isAllBack = invoice.Status == GlaseInvoiceStatus.Paid && refunded >= invoice.PaidAmount;
        if (!isAllBack && !await TryWithholdAsync(invoice))
            return;

        if (invoice.Status == GlaseInvoiceStatus.Reserved)
            await ReleaseAsync(invoice);
        else
            await RefundAsync(invoice, refunded);
    }

    // The lock may have let somebody in who is about to pay an order with it, or has done so meanwhile.
    private async Task<bool> TryWithholdAsync(GlaseInvoice invoice)
    {
        return await _settlementService.TryWithholdAsync(invoice.Id)
            && await _invoiceService.GetByIdAsync(invoice.Id) is { SettledOnUtc: null };
    }

    private async Task ReleaseAsync(GlaseInvoice invoice)
    {
        var released = await _canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled);
        if (!released.IsOver)
        {
            await _settlementService.TryTakeBackAsync(released.Id);
            return;
        }

        var order = await _stored.GetOrderAsync(released.OrderId);
        var unwanted = order is null ? null : UnwantedReservations.WhyUnwanted(order);
        var note = unwanted is null
            ? $"{ReservationReleaser.ReleasedNote(released, "no order could be had for it")} {released.LastError}"
            : ReservationReleaser.ReleasedNote(released, unwanted);
        await TellAsync(released, isTrouble: false, note, isWanted: unwanted is not null);
        await _settlementService.TakeBackAsync(released.Id);
    }

    private async Task RefundAsync(GlaseInvoice invoice, decimal refunded)
    {
        var paid = invoice.PaidAmount.Value;
        var currency = invoice.MoneyCurrencyCode;
        var error = refunded < paid
            ? (await _refunder.RefundAsync(invoice, paid - refunded, refunded, "Refund", currency)).Error
            : null;
        var text = string.Create(CultureInfo.InvariantCulture, $"{paid:0.00} {currency}");
        if (error is not null)
        {
            await TellAsync(invoice, isTrouble: true, $"Glase: {text} cannot be used for an order and was not refunded. {error}");
            await _settlementService.TryTakeBackAsync(invoice.Id);
            return;
        }

        await TellAsync(invoice, isTrouble: false, $"Glase: {text} was refunded in full (payment {invoice.ErsReference}), because no order " +
            $"could be paid with it. {invoice.LastError}");
        await _settlementService.TakeBackAsync(invoice.Id);
        invoice.Status = GlaseInvoiceStatus.Refunded;
        invoice.SettledOnUtc = _timeProvider.GetUtcNow().UtcDateTime;
        await _invoiceService.UpdateAsync(invoice);
    }

    private async Task TellAsync(GlaseInvoice invoice, bool isTrouble, string text, bool isWanted = false)
    {
        if (_troubles.IsNews($"refund {invoice.Id}", text))
            await TellOnceAsync(invoice, isTrouble, text);

        invoice.LastError = isWanted ? null : text;
        await _invoiceService.UpdateAsync(invoice);
    }

    private async Task TellOnceAsync(GlaseInvoice invoice, bool isTrouble, string text)
    {
        var line = $"{PaymentNames.Of(invoice)}: {text}";
        if (isTrouble)
            await _logger.ErrorAsync(line);
        else
            await _logger.InformationAsync(line);
        if (invoice.OrderId is { } orderId && await _stored.GetOrderAsync(orderId) is not null)
            await _notes.AddOnceAsync(orderId, text);
    }
}
