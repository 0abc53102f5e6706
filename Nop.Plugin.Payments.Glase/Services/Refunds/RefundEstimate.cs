using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Estimates when a payment is refunded that no order is placed with.
/// </summary>
public class RefundEstimate(IScheduleTaskService scheduleTaskService, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets within how many minutes the scheduled task refunds a payment whose cart stays as it is.
    /// </summary>
    /// <param name="payment">A payment that is paid or reserved, and has no order</param>
    /// <returns>At least 1; null when the task is switched off, so that nothing is refunded by itself</returns>
    public async Task<int?> GetMinutesAsync(GlasePayment payment)
    {
        if (await scheduleTaskService.GetTaskByTypeAsync(GlaseDefaults.RecoveryTaskType) is not { Enabled: true } task)
            return null;

        var now = timeProvider.GetUtcNow().UtcDateTime;
        var due = (payment.PaidOnUtc ?? payment.ReservedOnUtc ?? now) + GlaseDefaults.BrowserGracePeriod;
        if (payment.NextPlacementAttemptOnUtc > due)
            due = payment.NextPlacementAttemptOnUtc.Value;
        var wait = TimeSpan.FromSeconds(task.Seconds) + (due > now ? due - now : TimeSpan.Zero);
        return Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes));
    }
}
