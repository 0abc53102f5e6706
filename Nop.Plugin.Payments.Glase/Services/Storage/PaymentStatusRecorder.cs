using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Polls Glase for a payment's status and records it. The only place that changes a payment's status.
/// </summary>
public class PaymentStatusRecorder(IGlaseClient client, GlaseConnectionProvider connections, PaymentStore paymentStore,
    DistributedLock locks, ILogger logger, TimeProvider timeProvider)
{
    private const int MaxQuotedReferenceLength = 64;

    /// <summary>
    /// Asks Glase for the status of an invoice and records the answer.
    /// </summary>
    /// <returns>The invoice as it is now</returns>
    /// <exception cref="GlaseApiException">Glase could not be reached or refused to answer</exception>
    public async Task<GlasePayment> PollAsync(GlasePayment payment, CancellationToken cancellationToken = default)
    {
        if (payment.InvoiceReference is null || IsFinal(payment))
            return payment;

        var connection = await connections.GetAsync(payment.StoreId);
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
            || payment.IsIncomplete && PaidDetails.From(payment).Merge(PaidDetails.From(answer)) != PaidDetails.From(payment);
    }

    /// <summary>
    /// Records an answer of Glase. PAID is final, and so is what was paid once all of it is known; an answer older than the last
    /// one changes nothing, nor does one to a question from before the invoice ended: what was reserved then has been given back
    /// since.
    /// </summary>
    /// <param name="asked">The invoice as it was known when Glase was asked</param>
    /// <param name="answer">What Glase answered</param>
    /// <returns>The invoice as it is now</returns>
    public Task<GlasePayment> RecordAsync(GlasePayment asked, PaymentStatusResponse answer)
    {
        var wasOver = asked.IsClosed;
        return locks.RunAsync(PaymentStore.LockName(asked.Id), async () =>
        {
            var payment = await paymentStore.GetByIdAsync(asked.Id);
            var status = Translate(answer.Status);
            if (IsFinal(payment))
                return payment;

            if (status is null)
            {
                await RecordUnknownStatusAsync(payment, answer);
                return payment;
            }

            var isOlder = answer.Version < payment.InvoiceVersion;
            var isUndone = payment.Status == GlasePaymentStatus.Paid
                || payment.IsClosed && !wasOver
                || !payment.IsOpen && status == GlasePaymentStatus.Issued;
            if (status != GlasePaymentStatus.Paid && (isOlder || isUndone))
                return payment;

            payment.InvoiceVersion = Math.Max(payment.InvoiceVersion, answer.Version);
            if (status == GlasePaymentStatus.Paid)
                return await RecordPaymentAsync(payment, answer);

            ReservationSchedule.RecordStatus(payment, status.Value, timeProvider.GetUtcNow().UtcDateTime);
            payment.Status = status.Value;
            await paymentStore.UpdateAsync(payment);
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
        return RecordClosedAsync(paymentId, status, error, _ => true);
    }

    /// <summary>
    /// Records that an invoice is refused for which Glase has given no code.
    /// </summary>
    /// <returns>The invoice as it is now; one that has a code by now is left as it is</returns>
    public Task<GlasePayment> RecordClosedIfUnsentAsync(int paymentId)
    {
        return RecordClosedAsync(paymentId, GlasePaymentStatus.Refused, error: null, payment => payment.InvoiceReference is null);
    }

    private Task<GlasePayment> RecordClosedAsync(int paymentId, GlasePaymentStatus status, string error, Func<GlasePayment, bool> isToEnd)
    {
        return locks.RunAsync(PaymentStore.LockName(paymentId), async () =>
        {
            var payment = await paymentStore.GetByIdAsync(paymentId);
            if (!payment.IsOpen && payment.Status != GlasePaymentStatus.Reserved || !isToEnd(payment))
                return payment;

            ReservationSchedule.RecordStatus(payment, status, timeProvider.GetUtcNow().UtcDateTime);
            payment.Status = status;
            payment.LastError = error ?? payment.LastError;
            await paymentStore.UpdateAsync(payment);
            return payment;
        });
    }

    /// <summary>
    /// Gets whether nothing that Glase says can change what is recorded.
    /// </summary>
    internal static bool IsFinal(GlasePayment payment)
    {
        return payment.Status == GlasePaymentStatus.Refunded
            || payment.Status == GlasePaymentStatus.Paid && !payment.IsIncomplete;
    }

    private async Task<GlasePayment> RecordPaymentAsync(GlasePayment payment, PaymentStatusResponse answer)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var wasPaid = payment.Status == GlasePaymentStatus.Paid;
        if (!wasPaid)
        {
            ReservationSchedule.RecordStatus(payment, GlasePaymentStatus.Paid, now);
            payment.Status = GlasePaymentStatus.Paid;
            payment.PaidOnUtc ??= now;
            // An order that was authorized is still to be paid.
            payment.AppliedOnUtc = null;
        }

        var known = PaidDetails.From(payment);
        var facts = known.Merge(PaidDetails.From(answer));
        var namesake = facts.Reference is null || facts.Reference == known.Reference
            ? null
            : await paymentStore.GetByErsReferenceAsync(facts.Reference);
        if (namesake is not null)
            facts = facts with { Reference = null };
        var isNews = !wasPaid || facts != known;
        if (isNews)
        {
            (payment.ErsReference, payment.PaidAmount, payment.PaidCurrencyCode) = (facts.Reference, facts.Amount, facts.Currency);
            payment.LastError = Problem(payment, facts, answer, namesake);
        }

        await paymentStore.UpdateAsync(payment);

        // The log comes last: should it fail, what Glase said is recorded.
        if (isNews && payment.LastError is not null)
            await LogAsync(payment, answer);
        return payment;
    }

    private static string Problem(GlasePayment payment, PaidDetails facts, PaymentStatusResponse answer, GlasePayment namesake)
    {
        if (payment.IsPaidInFull)
            return null;
        if (facts.DescribeMissing() is not { } missing)
            return string.Create(CultureInfo.InvariantCulture,
                $"Glase says that {facts.Amount:0.00} {facts.Currency} was paid under the reference \"{facts.Reference}\", but the ") +
                string.Create(CultureInfo.InvariantCulture, $"bill was for {payment.Amount:0.00} {payment.CurrencyCode}. ") +
                "No order is marked as paid with it.";

        var why = facts.Reference is not null || string.IsNullOrWhiteSpace(answer.ErsReference)
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
        return payment.IsIncomplete && !isUnusable ? logger.WarningAsync(line) : logger.ErrorAsync(line);
    }

    private async Task RecordUnknownStatusAsync(GlasePayment payment, PaymentStatusResponse answer)
    {
        var error = $"Glase answered with the status \"{answer.RawStatus}\", which this plugin does not know. " +
            "It goes on asking.";
        if (payment.LastError == error)
            return;

        payment.LastError = error;
        payment.InvoiceVersion = Math.Max(payment.InvoiceVersion, answer.Version);
        await paymentStore.UpdateAsync(payment);
        await logger.WarningAsync($"{PaymentLabels.For(payment)}: {error}");
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
