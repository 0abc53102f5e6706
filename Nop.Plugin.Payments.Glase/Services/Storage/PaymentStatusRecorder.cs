using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Polls Glase for a payment's status and records the answer. The only place that records what Glase says about a payment.
/// </summary>
public class PaymentStatusRecorder(IGlaseClient client, GlaseConnectionProvider connections, PaymentStore paymentStore,
    LockedPayments lockedPayments, ILogger logger, TimeProvider timeProvider)
{
    private const int MaxQuotedReferenceLength = 64;

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Asks Glase for the status of an invoice and records the answer.
    /// </summary>
    /// <returns>The invoice as it is now</returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or refused to answer</exception>
    public async Task<GlasePayment> PollAsync(GlasePayment payment, CancellationToken cancellationToken = default)
    {
        if (payment.InvoiceReference is null || payment.IsFinal)
            return payment;

        var connection = await connections.GetAsync(payment);
        var answer = await client.GetPaymentStatusAsync(connection, payment.InvoiceReference, payment.InvoiceVersion,
            cancellationToken);
        return IsChange(payment, answer) ? await RecordAsync(payment, answer) : payment;
    }

    /// <summary>
    /// Gets whether an answer says anything that is not recorded yet: another status or version, or what a record of PAID lacks.
    /// </summary>
    public static bool IsChange(GlasePayment payment, PaymentStatusResponse answer)
    {
        return answer.Version != payment.InvoiceVersion || Translate(answer.Status) != payment.Status
            || payment.IsIncomplete && payment.PaidDetails.Merge(DetailsOf(answer)) != payment.PaidDetails;
    }

    /// <summary>
    /// Records an answer of Glase. PAID is final, and so is what was paid once all of it is known; an answer older than the last
    /// one changes nothing, nor does one to a question from before the invoice ended: what was reserved then has been released
    /// since.
    /// </summary>
    /// <param name="asked">The invoice as it was known when Glase was asked</param>
    /// <param name="answer">What Glase answered</param>
    /// <returns>The invoice as it is now</returns>
    public Task<GlasePayment> RecordAsync(GlasePayment asked, PaymentStatusResponse answer)
    {
        return lockedPayments.RunAsync(asked.Id, async locked =>
        {
            var payment = locked.Payment;
            if (payment.IsFinal)
                return payment;

            if (Translate(answer.Status) is not { } status)
                await RecordUnknownStatusAsync(locked, answer);
            else if (status == GlasePaymentStatus.Paid)
                await RecordPaymentAsync(locked, answer);
            else if (payment.RecordStatus(status, answer.Version, asked.IsClosed, Now, HeldAmountOf(payment, answer)))
                await SaveStatusAsync(locked);
            return payment;
        });
    }

    /// <summary>
    /// Records that an open or reserved invoice is over without money.
    /// </summary>
    /// <param name="paymentId">The invoice</param>
    /// <param name="status">Canceled, Expired, Failed or Refused</param>
    /// <param name="error">What went wrong, for the store owner; null when nothing did</param>
    /// <returns>The invoice as it is now; one that is over or paid is left as it is</returns>
    public Task<GlasePayment> RecordClosedAsync(int paymentId, GlasePaymentStatus status, string error = null)
    {
        return lockedPayments.UpdateAsync(paymentId, payment => payment.Close(status, error, Now));
    }

    private static PaidDetails DetailsOf(PaymentStatusResponse answer)
    {
        var paid = answer.Receipt?.PaidAmount;
        return new(GlaseReference.IsUsable(answer.ErsReference) ? answer.ErsReference : null, paid?.Value,
            string.IsNullOrWhiteSpace(paid?.Currency) ? null : StorableText.Truncate(paid.Currency.Trim(), ColumnLengths.Currency));
    }

    // Glase need not send a receipt before the capture.
    private static decimal? HeldAmountOf(GlasePayment payment, PaymentStatusResponse answer)
    {
        return answer.Receipt?.PaidAmount is { } held && string.Equals(held.Currency?.Trim(), payment.CurrencyCode, StringComparison.OrdinalIgnoreCase)
            ? held.Value
            : null;
    }

    private static async Task SaveStatusAsync(LockedPayment locked)
    {
        var payment = locked.Payment;
        if (payment.DescribeHeldMismatch() is { } mismatch)
            payment.RecordError(mismatch);
        await locked.SaveAsync();
    }

    private async Task RecordPaymentAsync(LockedPayment locked, PaymentStatusResponse answer)
    {
        var payment = locked.Payment;
        var known = payment.PaidDetails;
        var details = known.Merge(DetailsOf(answer));
        var namesake = details.Reference is null || details.Reference == known.Reference
            ? null
            : await paymentStore.GetByErsReferenceAsync(details.Reference);
        if (namesake is not null)
            details = details with { Reference = null };

        var isNew = payment.RecordPaid(details, answer.Version, Now);
        if (isNew)
            payment.RecordError(Problem(payment, answer, namesake));
        await locked.SaveAsync();

        // The log comes last: should it fail, what Glase said is recorded.
        if (isNew && payment.LastError is not null)
            await LogAsync(payment, answer);
    }

    private static string Problem(GlasePayment payment, PaymentStatusResponse answer, GlasePayment namesake)
    {
        if (payment.IsPaidInFull)
            return null;
        var details = payment.PaidDetails;
        if (details.DescribeMissing() is not { } missing)
            return $"Glase says that {CurrencyDecimals.Format(details.Amount, details.Currency)} was paid under the reference " +
                $"\"{details.Reference}\", but the invoice was for {CurrencyDecimals.Format(payment.Amount, payment.CurrencyCode)}. " +
                "No order is marked as paid with it.";

        var why = details.Reference is not null || string.IsNullOrWhiteSpace(answer.ErsReference)
            ? ""
            : $" It names the payment \"{StorableText.Truncate(answer.ErsReference, MaxQuotedReferenceLength)}\", " + (namesake is null
                ? "which cannot be stored and sent again as it is; "
                : $"as it named {PaymentLabels.ShortFor(namesake)} before; ") + "look for the payment in Glase's merchant portal.";
        return $"Glase reported this as paid, but not {missing}.{why} Glase is asked again.";
    }

    // What is missing mostly comes with the next answer; a reference that cannot be used does not.
    private Task LogAsync(GlasePayment payment, PaymentStatusResponse answer)
    {
        var line = $"{PaymentLabels.For(payment)}: {payment.LastError}";
        var isUnusable = payment.ErsReference is null && !string.IsNullOrWhiteSpace(answer.ErsReference);
        return payment.IsIncomplete && !isUnusable ? logger.LogWarningAsync(line) : logger.LogErrorAsync(line);
    }

    private async Task RecordUnknownStatusAsync(LockedPayment locked, PaymentStatusResponse answer)
    {
        var payment = locked.Payment;
        var error = $"Glase answered with the status \"{answer.RawStatus}\", which this plugin does not know. " +
            "It goes on asking.";
        if (payment.LastError == error)
            return;

        payment.RecordUnknownStatus(answer.Version, error);
        await locked.SaveAsync();
        await logger.LogWarningAsync($"{PaymentLabels.For(payment)}: {error}");
    }

    private static GlasePaymentStatus? Translate(GlaseInvoiceState status)
    {
        return status switch
        {
            GlaseInvoiceState.Issued => GlasePaymentStatus.Issued,
            GlaseInvoiceState.Paid => GlasePaymentStatus.Paid,
            GlaseInvoiceState.PartiallyPaid => GlasePaymentStatus.PartiallyPaid,
            GlaseInvoiceState.PendingIssuerAcknowledge => GlasePaymentStatus.PendingIssuerAcknowledge,
            GlaseInvoiceState.Reserved => GlasePaymentStatus.Reserved,
            GlaseInvoiceState.Canceled => GlasePaymentStatus.Canceled,
            GlaseInvoiceState.Failed => GlasePaymentStatus.Failed,
            GlaseInvoiceState.Expired => GlasePaymentStatus.Expired,
            _ => null
        };
    }
}
