using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Sends the receipts that are due, as a step of the scheduled task: retries, and those whose process ended.
/// </summary>
public class DueReceiptSubmission(ILogger logger, PaymentStore paymentStore, LogDeduplicator logDeduplicator,
    ReceiptSubmitter submitter, TimeProvider timeProvider)
{
    private const int BatchSize = 50;
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sends what is due now, of all stores, as much as fits into the time. Where Glase does not answer a store, the others of
    /// that store stay due for the next run.
    /// </summary>
    public async Task SubmitAsync()
    {
        var started = timeProvider.GetTimestamp();
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var silent = new HashSet<int>();
        var batch = await paymentStore.GetWithDueReceiptAsync(now, after: null, BatchSize);
        while (batch.Count > 0)
        {
            foreach (var payment in batch.Where(payment => !silent.Contains(payment.StoreId)))
            {
                if (timeProvider.GetElapsedTime(started) > TimeBudget)
                    return;
                if (!await TrySubmitAsync(payment))
                    silent.Add(payment.StoreId);
            }

            batch = await paymentStore.GetWithDueReceiptAsync(now, after: batch[^1], BatchSize);
        }
    }

    private async Task<bool> TrySubmitAsync(GlasePayment payment)
    {
        try
        {
            return await submitter.SubmitAsync(payment.Id);
        }
        catch (Exception exception)
        {
            // It could not be recorded: one bad payment must not keep the others waiting.
            if (logDeduplicator.ShouldLog($"receipt {payment.Id}", exception))
                await logger.ErrorAsync($"{PaymentLabels.For(payment)}: the result of sending its receipt could not be recorded. " +
                    exception.Message, exception);
            return true;
        }
    }
}
