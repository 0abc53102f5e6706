using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Reports receipt failures: shared failures once in the log, and abandoned receipts on their orders.
/// </summary>
public class ReceiptFailureReporter(ILogger logger, OrderNotes notes, LogDeduplicator logDeduplicator)
{
    /// <summary>
    /// Tells of a receipt that is tried again.
    /// </summary>
    public async Task ReportAsync(GlasePayment payment, Exception exception)
    {
        if (!logDeduplicator.TryRecord(Subject(payment, exception), exception))
            return;

        var line = $"{PaymentLabels.For(payment)}: its receipt could not be sent; it is retried. Others that fail for " +
            $"the same reason are not logged. {exception.Message}";
        if (exception is GlaseApiException)
            await logger.LogWarningAsync(line, exception);
        else
            await logger.LogErrorAsync(line, exception);
    }

    /// <summary>
    /// Tells of a receipt that is not tried again.
    /// </summary>
    public async Task ReportPermanentFailureAsync(GlasePayment payment, GlaseApiException exception)
    {
        if (logDeduplicator.TryRecord(Subject(payment, exception), exception))
            await logger.LogWarningAsync($"{PaymentLabels.For(payment)}: its receipt cannot be sent to Glase; there are no further attempts. " +
                $"Others that fail for the same reason are not logged. {exception.Message}", exception);

        if (payment.OrderId is { } orderId)
            await notes.AddAsync(orderId, $"Glase: the receipt cannot be sent to Glase; there are no further attempts. {exception.Message}");
    }

    /// <summary>
    /// Records that Glase answers the store again.
    /// </summary>
    public void Reset(GlasePayment payment)
    {
        logDeduplicator.Reset(Store(payment));
    }

    // While one receipt is refused, others may be accepted: that is no reason to tell about the same refusal again.
    private static string Subject(GlasePayment payment, Exception exception)
    {
        return exception switch
        {
            GlaseApiException { ResultCode: { } code } => $"{Store(payment)}: {code}",
            GlaseApiException => Store(payment),
            _ => $"receipt {payment.Id}"
        };
    }

    private static string Store(GlasePayment payment)
    {
        return $"receipts of store {payment.StoreId}";
    }
}
