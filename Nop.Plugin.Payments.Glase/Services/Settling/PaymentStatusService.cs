using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Asks Glase what became of an invoice and writes the answer down. The only place that changes a payment's status.
/// </summary>
public class PaymentStatusService
{
    private readonly IGlaseClient _client;
    private readonly GlaseConnections _connections;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentStatusService(IGlaseClient client, GlaseConnections connections, GlaseInvoiceService invoiceService,
        GlaseLockService lockService, ILogger logger, TimeProvider timeProvider)
    {
        _client = client;
        _connections = connections;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Asks Glase for the status of an invoice and records the answer.
    /// </summary>
    /// <returns>The invoice as it is now</returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or refused to answer</exception>
    public async Task<GlaseInvoice> AskAsync(GlaseInvoice invoice, CancellationToken cancellationToken = default)
    {
        if (invoice.InvoiceReference is null || IsFinal(invoice))
            return invoice;

        var connection = await _connections.GetAsync(invoice.StoreId);
        var answer = await _client.GetPaymentStatusAsync(connection, invoice.InvoiceReference, invoice.Version,
            cancellationToken);
        return IsNews(invoice, answer) ? await RecordAsync(invoice, answer) : invoice;
    }

    /// <summary>
    /// Gets whether an answer says anything that is not recorded yet.
    /// </summary>
    public static bool IsNews(GlaseInvoice invoice, PaymentStatusResponse answer)
    {
        return answer.Version != invoice.Version || Translate(answer.Status) != invoice.Status;
    }

    /// <summary>
    /// Records an answer of Glase. PAID is final; an answer older than the last one changes nothing, nor does one to a question
    /// from before the invoice ended: what was reserved then has been given back since.
    /// </summary>
    /// <param name="asked">The invoice as it was known when Glase was asked</param>
    /// <param name="answer">What Glase answered</param>
    /// <returns>The invoice as it is now</returns>
    public Task<GlaseInvoice> RecordAsync(GlaseInvoice asked, PaymentStatusResponse answer)
    {
        var wasOver = asked.IsOver;
        return _lockService.RunAsync(GlaseInvoiceService.LockName(asked.Id), async () =>
        {
            var invoice = await _invoiceService.GetByIdAsync(asked.Id);
            var status = Translate(answer.Status);
            if (IsFinal(invoice))
                return invoice;

            if (status is null)
            {
                await NoteUnknownWordAsync(invoice, answer);
                return invoice;
            }

            var isOlder = answer.Version < invoice.Version;
            var isUndone = invoice.Status == GlaseInvoiceStatus.Paid
                || invoice.IsOver && !wasOver
                || !invoice.IsOpen && status == GlaseInvoiceStatus.Issued;
            if (status != GlaseInvoiceStatus.Paid && (isOlder || isUndone))
                return invoice;

            invoice.Version = Math.Max(invoice.Version, answer.Version);
            ReservationTimes.Change(invoice, status.Value, _timeProvider.GetUtcNow().UtcDateTime);
            invoice.Status = status.Value;
            if (status == GlaseInvoiceStatus.Paid)
                await RecordPaymentAsync(invoice, answer);
            await _invoiceService.UpdateAsync(invoice);
            return invoice;
        });
    }

    /// <summary>
    /// Records that an open or reserved invoice is over without money.
    /// </summary>
    /// <param name="invoiceId">The invoice</param>
    /// <param name="status">Canceled, Expired, Failed or Refused</param>
    /// <param name="error">What went wrong, for the store owner; null when nothing did</param>
    /// <returns>The invoice as it is now; one that is over or paid is left as it is</returns>
    public Task<GlaseInvoice> RecordEndAsync(int invoiceId, GlaseInvoiceStatus status, string error = null)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(invoiceId), async () =>
        {
            var invoice = await _invoiceService.GetByIdAsync(invoiceId);
            if (!invoice.IsOpen && invoice.Status != GlaseInvoiceStatus.Reserved)
                return invoice;

            ReservationTimes.Change(invoice, status, _timeProvider.GetUtcNow().UtcDateTime);
            invoice.Status = status;
            invoice.LastError = error ?? invoice.LastError;
            await _invoiceService.UpdateAsync(invoice);
            return invoice;
        });
    }

    // PAID without an amount or a reference is asked about again: only they tell what it is worth.
    internal static bool IsFinal(GlaseInvoice invoice)
    {
        return invoice.Status == GlaseInvoiceStatus.Refunded
            || invoice.Status == GlaseInvoiceStatus.Paid && invoice.PaidAmount is not null && invoice.ErsReference is not null;
    }

    private async Task RecordPaymentAsync(GlaseInvoice invoice, PaymentStatusResponse answer)
    {
        invoice.ErsReference = string.IsNullOrEmpty(answer.ErsReference) ? null : answer.ErsReference;
        invoice.PaidAmount = answer.Receipt?.PaidAmount?.Value;
        invoice.PaidCurrencyCode = answer.Receipt?.PaidAmount?.Currency;
        invoice.PaidOnUtc ??= _timeProvider.GetUtcNow().UtcDateTime;
        // An order that was authorized is still to be paid.
        invoice.SettledOnUtc = null;
        if (invoice.IsPaidInFull)
            return;

        var paid = invoice.PaidAmount is { } amount
            ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {invoice.PaidCurrencyCode}")
            : "an unknown amount";
        var asked = string.Create(CultureInfo.InvariantCulture, $"{invoice.Amount:0.00} {invoice.CurrencyCode}");
        var error = $"Glase says that {paid} was paid under the reference \"{invoice.ErsReference}\", but the bill was for " +
            $"{asked}. No order is marked as paid with it.";
        if (invoice.LastError == error)
            return;

        invoice.LastError = error;
        await _logger.ErrorAsync($"{PaymentNames.Of(invoice)}: {invoice.LastError}");
    }

    private async Task NoteUnknownWordAsync(GlaseInvoice invoice, PaymentStatusResponse answer)
    {
        var error = $"Glase answered with the status \"{answer.RawStatus}\", which this plugin does not know. " +
            "It goes on asking.";
        if (invoice.LastError == error)
            return;

        invoice.LastError = error;
        invoice.Version = Math.Max(invoice.Version, answer.Version);
        await _invoiceService.UpdateAsync(invoice);
        await _logger.WarningAsync($"{PaymentNames.Of(invoice)}: {error}");
    }

    private static GlaseInvoiceStatus? Translate(GlasePaymentStatus status)
    {
        return status switch
        {
            GlasePaymentStatus.Issued => GlaseInvoiceStatus.Issued,
            GlasePaymentStatus.Paid => GlaseInvoiceStatus.Paid,
            GlasePaymentStatus.PartiallyPaid => GlaseInvoiceStatus.PartiallyPaid,
            GlasePaymentStatus.PendingIssuerAcknowledge => GlaseInvoiceStatus.PendingIssuerAcknowledge,
            GlasePaymentStatus.Reserved => GlaseInvoiceStatus.Reserved,
            GlasePaymentStatus.Canceled => GlaseInvoiceStatus.Canceled,
            GlasePaymentStatus.Failed => GlaseInvoiceStatus.Failed,
            GlasePaymentStatus.Expired => GlaseInvoiceStatus.Expired,
            _ => null
        };
    }
}
