using Nop.Services.ScheduleTasks;
using Nop.Web.Areas.Admin.Models.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Warns that the scheduled task does not run, which finishes what shoppers, killed processes and failures leave. A row is read.
/// </summary>
public class TaskWarningFactory(IScheduleTaskService scheduleTaskService, SystemWarningTexts texts, TimeProvider timeProvider)
{
    // Its period is a minute, and a run that finds much to do takes several.
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Prepares the warning.
    /// </summary>
    /// <returns>The warning; null when the task runs, or is too new to tell</returns>
    public async Task<SystemWarningModel> PrepareAsync()
    {
        if (await scheduleTaskService.GetTaskByTypeAsync(GlaseDefaults.RecoveryTaskType) is not { } task)
            return null;

        var name = SystemWarningTexts.Encode(task.Name);
        if (!task.Enabled)
            return await texts.WriteAsync(SystemWarningLevel.Fail, "TaskDisabled", name);
        return (task.LastSuccessUtc ?? task.LastEnabledUtc) is { } last && timeProvider.GetUtcNow().UtcDateTime - last > _longestPause
            ? await texts.WriteAsync(SystemWarningLevel.Fail, "TaskNotRunning", name, await texts.TimeAsync(last))
            : null;
    }
}
