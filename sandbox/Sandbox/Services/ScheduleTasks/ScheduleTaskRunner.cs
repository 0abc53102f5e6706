using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.ScheduleTasks;
using Nop.Services.ScheduleTasks;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Services.ScheduleTasks;

/// <summary>
/// Runs a task under a lock that opens by itself shortly before the task's next turn, and after five minutes at most.
/// </summary>
internal sealed class ScheduleTaskRunner : IScheduleTaskRunner
{
    private readonly IScheduleTaskService _tasks;
    private readonly ILocker _locker;
    private readonly INopLogger _logger;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;

    public ScheduleTaskRunner(
        IScheduleTaskService tasks, ILocker locker, INopLogger logger, IServiceProvider services, TimeProvider time)
    {
        _tasks = tasks;
        _locker = locker;
        _logger = logger;
        _services = services;
        _time = time;
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public async Task ExecuteAsync(
        ScheduleTask scheduleTask, bool forceRun = false, bool throwException = false, bool ensureRunOncePerPeriod = true)
    {
        if (scheduleTask is null || !(forceRun || scheduleTask.Enabled))
            return;
        if (ensureRunOncePerPeriod && (IsRunning(scheduleTask) || IsTooEarly(scheduleTask)))
            return;

        try
        {
            var expiration = TimeSpan.FromSeconds(Math.Min(scheduleTask.Seconds, 300) - 1);
            await _locker.PerformActionWithLockAsync(scheduleTask.Type, expiration, () => RunAsync(scheduleTask));
        }
        catch (Exception exception)
        {
            scheduleTask.Enabled = scheduleTask.Enabled && !scheduleTask.StopOnError;
            scheduleTask.LastEndUtc = Now;
            await _tasks.UpdateTaskAsync(scheduleTask);
            await _logger.ErrorAsync(
                $"Error while running the '{scheduleTask.Name}' schedule task. {exception.Message}", exception);
            if (throwException)
                throw;
        }
    }

    private async Task RunAsync(ScheduleTask scheduleTask)
    {
        var type = Type.GetType(scheduleTask.Type)
            ?? throw new NopException($"Schedule task ({scheduleTask.Type}) cannot by instantiated");
        var task = (IScheduleTask)(_services.GetService(type) ?? ActivatorUtilities.CreateInstance(_services, type));

        scheduleTask.LastStartUtc = Now;
        await _tasks.UpdateTaskAsync(scheduleTask);
        await task.ExecuteAsync();
        scheduleTask.LastEndUtc = scheduleTask.LastSuccessUtc = Now;
        await _tasks.UpdateTaskAsync(scheduleTask);
    }

    private bool IsRunning(ScheduleTask task)
    {
        return task.LastStartUtc is { } started
            && !(task.LastEndUtc > started)
            && started.AddSeconds(task.Seconds) > Now;
    }

    private bool IsTooEarly(ScheduleTask task)
    {
        return task.LastStartUtc is { } started && Math.Round((Now - started).TotalSeconds, 0) < task.Seconds;
    }
}
