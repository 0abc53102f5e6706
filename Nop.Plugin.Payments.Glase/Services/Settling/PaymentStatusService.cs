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
    private const int LongestQuotedReference = 64;

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
    /// Gets whether an answer says anything that is not recorded yet: another status or version, or what a record of PAID lacks.
    /// </summary>
    public static bool IsNews(GlaseInvoice invoice, PaymentStatusResponse answer)
    {
        return answer.Version != invoice.Version || Translate(answer.Status) != invoice.Status
            || invoice.IsIncomplete && PaymentFacts.Of(invoice).With(PaymentFacts.Of(answer)) != PaymentFacts.Of(invoice);
    }

    /// <summary>
    /// Records an answer of Glase. PAID is final, and so is what was paid once all of it is known; an answer older than the last
    /// one changes nothing, nor does one to a question from before the invoice ended: what was reserved then has been given back
    /// since.
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
            if (status == GlaseInvoiceStatus.Paid)
                return await RecordPaymentAsync(invoice, answer);

            ReservationTimes.Change(invoice, status.Value, _timeProvider.GetUtcNow().UtcDateTime);
            invoice.Status = status.Value;
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
        return RecordEndAsync(invoiceId, status, error, _ => true);
    }

    /// <summary>
    /// Records that an invoice is refused for which Glase has given no code.
    /// </summary>
    /// <returns>The invoice as it is now; one that has a code by now is left as it is</returns>
    public Task<GlaseInvoice> RecordEndIfUnsentAsync(int invoiceId)
    {
        return RecordEndAsync(invoiceId, GlaseInvoiceStatus.Refused, error: null, invoice => invoice.InvoiceReference is null);
    }

    private Task<GlaseInvoice> RecordEndAsync(int invoiceId, GlaseInvoiceStatus status, string error, Func<GlaseInvoice, bool> isToEnd)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(invoiceId), async () =>
        {
            var invoice = await _invoiceService.GetByIdAsync(invoiceId);
            if (!invoice.IsOpen && invoice.Status != GlaseInvoiceStatus.Reserved || !isToEnd(invoice))
                return invoice;

            ReservationTimes.Change(invoice, status, _timeProvider.GetUtcNow().UtcDateTime);
            invoice.Status = status;
            invoice.LastError = error ?? invoice.LastError;
            await _invoiceService.UpdateAsync(invoice);
            return invoice;
        });
    }

    /// <summary>
    /// Gets whether nothing that Glase says can change what is recorded.
    /// </summary>
    internal static bool IsFinal(GlaseInvoice invoice)
    {
        return invoice.Status == GlaseInvoiceStatus.Refunded
            || invoice.Status == GlaseInvoiceStatus.Paid && !invoice.IsIncomplete;
    }

    private async Task<GlaseInvoice> RecordPaymentAsync(GlaseInvoice invoice, PaymentStatusResponse answer)
    {
        var now = _timeProvider.GetUtcNow().UtcDateTime;
        var wasPaid = invoice.Status == GlaseInvoiceStatus.Paid;
        if (!wasPaid)
        {
            ReservationTimes.Change(invoice, GlaseInvoiceStatus.Paid, now);
            invoice.Status = GlaseInvoiceStatus.Paid;
            invoice.PaidOnUtc ??= now;
            // An order that was authorized is still to be paid.
            invoice.SettledOnUtc = null;
        }

        var known = PaymentFacts.Of(invoice);
        var facts = known.With(PaymentFacts.Of(answer));
        var namesake = facts.Reference is null || facts.Reference == known.Reference
            ? null
            : await _invoiceService.GetByErsReferenceAsync(facts.Reference);
        if (namesake is not null)
            facts = facts with { Reference = null };
        var isNews = !wasPaid || facts != known;
        if (isNews)
        {
            (invoice.ErsReference, invoice.PaidAmount, invoice.PaidCurrencyCode) = (facts.Reference, facts.Amount, facts.Currency);
            invoice.LastError = Problem(invoice, facts, answer, namesake);
        }

        await _invoiceService.UpdateAsync(invoice);

        // The log comes last: should it fail, what Glase said is recorded.
        if (isNews && invoice.LastError is not null)
            await LogAsync(invoice, answer);
        return invoice;
    }

    private static string Problem(GlaseInvoice invoice, PaymentFacts facts, PaymentStatusResponse answer, GlaseInvoice namesake)
    {
        if (invoice.IsPaidInFull)
            return null;
        if (facts.WhatIsMissing() is not { } missing)
            return string.Create(CultureInfo.InvariantCulture,
                $"Glase says that {facts.Amount:0.00} {facts.Currency} was paid under the reference \"{facts.Reference}\", but the ") +
                string.Create(CultureInfo.InvariantCulture, $"bill was for {invoice.Amount:0.00} {invoice.CurrencyCode}. ") +
                "No order is marked as paid with it.";

        var why = facts.Reference is not null || string.IsNullOrWhiteSpace(answer.ErsReference)
            ? ""
            : $" It names the payment \"{StoredText.Fit(answer.ErsReference, LongestQuotedReference)}\", " + (namesake is null
                ? "which cannot be stored and sent again as it is; "
                : $"as it named {PaymentNames.Short(namesake)} before; ") + "look for the payment in Glase's merchant portal.";
        return $"Glase says that this was paid, but not {missing}.{why} Glase is asked again.";
    }

    // What is missing mostly comes with the next answer; a reference that cannot be used does not.
    private Task LogAsync(GlaseInvoice invoice, PaymentStatusResponse answer)
    {
        var line = $"{PaymentNames.Of(invoice)}: {invoice.LastError}";
        var isUnusable = invoice.ErsReference is null && !string.IsNullOrWhiteSpace(answer.ErsReference);
        return invoice.IsIncomplete && !isUnusable ? _logger.WarningAsync(line) : _logger.ErrorAsync(line);
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
