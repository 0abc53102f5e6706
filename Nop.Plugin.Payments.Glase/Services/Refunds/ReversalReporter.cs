using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Reports reversals, and why one was not possible, in the log and on the order.
/// </summary>
public class ReversalReporter(LogDeduplicator logDeduplicator, ILogger logger, OrderNotes notes, UncachedEntityReader entityReader,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Reports on a payment, unless it was the last that was reported of it, and records the text as its LastError.
    /// </summary>
    /// <param name="locked">The payment</param>
    /// <param name="isError">Whether the store owner has to do something about it</param>
    /// <param name="text">What happened, as sentences</param>
    /// <param name="isWanted">Whether the shop's owner wanted it, so that no error is left on the payment</param>
    public async Task ReportAsync(LockedPayment locked, bool isError, string text, bool isWanted = false)
    {
        var payment = locked.Payment;
        if (logDeduplicator.TryRecord($"refund {payment.Id}", text))
            await ReportOnceAsync(payment, isError, text);

        payment.RecordError(isWanted ? null : text);
        await locked.SaveAsync();
    }

    /// <summary>
    /// Has an admin decide what becomes of a payment, and reports why. Recorded first: an admin who reads the report may give the money back
    /// outside Glase, and from then on no order is paid with it.
    /// </summary>
    /// <param name="locked">A payment that is paid and not applied</param>
    /// <param name="text">Why nothing is refunded, as sentences</param>
    public async Task RequestDecisionAsync(LockedPayment locked, string text)
    {
        locked.Payment.RequestDecision(locked.Payment.OrderId, text, timeProvider.GetUtcNow().UtcDateTime);
        await locked.SaveAsync();
        await ReportAsync(locked, isError: true, text);
    }

    private async Task ReportOnceAsync(GlasePayment payment, bool isError, string text)
    {
        var line = $"{PaymentLabels.For(payment)}: {text}";
        if (isError)
            await logger.LogErrorAsync(line);
        else
            await logger.LogInformationAsync(line);
        if (payment.OrderId is { } orderId && await entityReader.GetOrderAsync(orderId) is not null)
            await notes.AddOnceAsync(orderId, text);
    }
}
