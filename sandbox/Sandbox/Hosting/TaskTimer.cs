using Nop.Services.ScheduleTasks;

namespace Sandbox.Hosting;

/// <summary>Looks once a second which tasks are due and runs them, each in a scope of its own.</summary>
internal sealed class TaskTimer : BackgroundService
{
    private readonly CurrentScope _scope;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;

    public TaskTimer(CurrentScope scope, SandboxOptions options, TimeProvider time)
    {
        _scope = scope;
        _options = options;
        _time = time;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.RunScheduledTasks)
            return;

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        while (await WaitAsync(timer, stoppingToken))
            await _scope.RunAsync(RunDueAsync);
    }

    private static async Task RunDueAsync(IServiceProvider services)
    {
        var runner = services.GetRequiredService<IScheduleTaskRunner>();
        foreach (var task in await services.GetRequiredService<IScheduleTaskService>().GetAllTasksAsync())
            await runner.ExecuteAsync(task);
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
