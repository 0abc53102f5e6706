using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Runs the steps of the scheduled task, one after the other. A step that fails is logged and runs again the next time; neither
/// that nor a step whose time budget is over keeps the others from their turn.
/// </summary>
public class RecoveryPipeline(BackgroundWork work, LogDeduplicator logDeduplicator, IEnumerable<IRecoveryStep> steps,
    RecoveryMetrics metrics, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the types of all steps in the order in which they are registered, and so run.
    /// </summary>
    /// <remarks>
    /// What may be paid is found out before what is unpaid is cancelled; a payment is applied or reversed, and an order repaired, before
    /// the refunds are compared with the order and the receipt is sent.
    /// </remarks>
    public static IReadOnlyList<Type> StepTypes { get; } =
    [
        typeof(ExpiredInvoiceSweep),
        typeof(UnpaidOrderSweep),
        typeof(InterruptedCancellationSweep),
        typeof(UnknownCaptureSweep),
        typeof(UnwantedReservationSweep),
        typeof(UnappliedPaymentSweep),
        typeof(ReservationExpirySweep),
        typeof(OverwrittenOrderSweep),
        typeof(UnsyncedRefundSweep),
        typeof(DueReceiptSweep),
        typeof(LeakedLockSweep)
    ];

    /// <summary>
    /// Runs each step once. The task never fails.
    /// </summary>
    public async Task RunAsync()
    {
        foreach (var step in steps)
        {
            var subject = $"recovery step {step.Name}";
            var started = timeProvider.GetTimestamp();
            using var activity = RecoveryMetrics.Start(step);
            using var timeBudget = new CancellationTokenSource(step.TimeBudget, timeProvider);
            var isCompleted = await work.TryAsync(step.Name, () => step.RunAsync(timeBudget.Token),
                failure => logDeduplicator.TryRecord(subject, failure));
            if (isCompleted)
                logDeduplicator.Reset(subject);
            metrics.Record(step, timeProvider.GetElapsedTime(started), isCompleted, timeBudget.IsCancellationRequested, activity);
        }
    }
}
