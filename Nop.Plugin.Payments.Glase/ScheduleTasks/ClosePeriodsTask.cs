using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Closes each day's transaction period, where the owner wants that. It runs often and closes once a day.
/// </summary>
public class ClosePeriodsTask : IScheduleTask
{
    private readonly DailyPeriods _dailyPeriods;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public ClosePeriodsTask(DailyPeriods dailyPeriods)
    {
        _dailyPeriods = dailyPeriods;
    }

    /// <inheritdoc />
    public Task ExecuteAsync()
    {
        return _dailyPeriods.CloseAsync();
    }
}
