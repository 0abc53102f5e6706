using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Closes expired invoices: those that turn out to be paid are applied to their orders, the others are cancelled.
/// </summary>
public class ExpiredInvoiceSweep(PaymentStore paymentStore, ILogger logger, InvoiceCanceller canceller,
    LogDeduplicator logDeduplicator, PaymentApplier applier, PaymentStatusRecorder statusRecorder, TimeProvider timeProvider)
{
    private const int BatchSize = 200;
    private const int MaxConcurrency = 8;
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Ends the invoices of all stores that are overdue now, as many as fit into the time that nopCommerce gives a task. Glase is
    /// asked about several at once; the shop's own work is done one after the other.
    /// </summary>
    public async Task RunAsync()
    {
        var started = timeProvider.GetTimestamp();
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var batch = await paymentStore.GetExpiredAsync(now, after: null, BatchSize);
        while (batch.Count > 0)
        {
            foreach (var some in batch.Chunk(MaxConcurrency))
            {
                if (timeProvider.GetElapsedTime(started) > TimeBudget)
                    return;

                var endings = some.Select(EndAtGlaseAsync).ToList();
                foreach (var (payment, ending) in some.Zip(endings))
                    await ApplyOrReportAsync(payment, ending);
            }

            // What could not be ended is tried again in the next run, and keeps nobody waiting in this one.
            batch = await paymentStore.GetExpiredAsync(now, after: batch[^1], BatchSize);
        }
    }

    private async Task ApplyOrReportAsync(GlasePayment payment, Task<GlasePayment> ending)
    {
        try
        {
            var ended = await ending;
            if (ended.IsPaidOrReserved)
                await applier.ApplyAsync(ended);
            logDeduplicator.Reset(Server(payment));
        }
        catch (GlaseApiException exception) when (exception.ResultCode is null)
        {
            // The same for all invoices of the store, however it is worded.
            if (logDeduplicator.ShouldLog(Server(payment), exception))
                await logger.WarningAsync($"Expired invoices, such as {PaymentLabels.For(payment)}, cannot be cancelled now; this is " +
                    $"retried each minute. {exception.Message}", exception);
        }
        catch (Exception exception)
        {
            // One bad invoice must not keep the others waiting.
            if (logDeduplicator.ShouldLog($"overdue {payment.Id}", exception.Message))
                await logger.WarningAsync($"{PaymentLabels.For(payment)} has expired but could not be cancelled. " +
                    exception.Message, exception);
        }
    }

    private static string Server(GlasePayment payment)
    {
        return $"server of store {payment.StoreId}";
    }

    private async Task<GlasePayment> EndAtGlaseAsync(GlasePayment payment)
    {
        var current = await PollAsync(payment);
        return current.IsOpen ? await canceller.CancelAsync(current, GlasePaymentStatus.Expired) : current;
    }

    private async Task<GlasePayment> PollAsync(GlasePayment payment)
    {
        try
        {
            return await statusRecorder.PollAsync(payment);
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceReference)
        {
            // The owner went from the test server to the live one, or to other credentials: nobody can pay it there.
            return payment;
        }
    }
}
