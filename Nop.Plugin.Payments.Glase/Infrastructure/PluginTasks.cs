using Nop.Core.Domain.ScheduleTasks;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Adds the plugin's tasks to nopCommerce's scheduled tasks, and removes them.
/// </summary>
public class PluginTasks(IScheduleTaskService scheduleTaskService, TimeProvider timeProvider)
{
    private static readonly (string Name, string Type, int Seconds)[] _tasks =
    [
        (GlaseDefaults.RecoveryTaskName, GlaseDefaults.RecoveryTaskType, 60),
        (GlaseDefaults.ClosePeriodsTaskName, GlaseDefaults.ClosePeriodsTaskType, 600)
    ];

    /// <summary>
    /// Adds the tasks that are missing. What the owner changed of the others stays.
    /// </summary>
    public async Task AddMissingAsync()
    {
        foreach (var (name, type, seconds) in _tasks)
        {
            if (await scheduleTaskService.GetTaskByTypeAsync(type) is null)
                await scheduleTaskService.InsertTaskAsync(new ScheduleTask
                {
                    Name = name,
                    Type = type,
                    Seconds = seconds,
                    Enabled = true,
                    LastEnabledUtc = timeProvider.GetUtcNow().UtcDateTime
                });
        }
    }

    /// <summary>
    /// Removes them.
    /// </summary>
    public async Task RemoveAsync()
    {
        foreach (var (_, type, _) in _tasks)
        {
            if (await scheduleTaskService.GetTaskByTypeAsync(type) is { } task)
                await scheduleTaskService.DeleteTaskAsync(task);
        }
    }
}
