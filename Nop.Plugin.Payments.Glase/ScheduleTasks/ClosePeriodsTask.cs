using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Closes each day's transaction period, where the owner wants that. It runs often and closes once a day.
/// </summary>
public class ClosePeriodsTask(DailyPeriodCloser dailyPeriodCloser) : IScheduleTask
{
    /// <inheritdoc />
    public Task ExecuteAsync()
    {
        return dailyPeriodCloser.CloseAsync();
    }
}
