using Nop.Core.Domain.ScheduleTasks;

namespace Nop.Services.ScheduleTasks;

public interface IScheduleTaskRunner
{
    Task ExecuteAsync(
        ScheduleTask scheduleTask, bool forceRun = false, bool throwException = false, bool ensureRunOncePerPeriod = true);
}
