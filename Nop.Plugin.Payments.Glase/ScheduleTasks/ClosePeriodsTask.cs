using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Closes each day's transaction period, where the owner wants that. It runs often and closes once a day.
/// </summary>
public class ClosePeriodsTask : IScheduleTask
{
    private readonly DailyPeriodCloser _dailyPeriodCloser;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public ClosePeriodsTask(DailyPeriodCloser dailyPeriodCloser)
    {
        _dailyPeriodCloser = dailyPeriodCloser;
    }

    /// <inheritdoc />
    public Task ExecuteAsync()
    {
        return _dailyPeriodCloser.CloseAsync();
    }
}
