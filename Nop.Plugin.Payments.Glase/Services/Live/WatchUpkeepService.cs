using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Runs each <see cref="IWatchUpkeep"/> every second, one not waiting for another.
/// </summary>
public sealed class WatchUpkeepService(IEnumerable<IWatchUpkeep> upkeeps, FailureLog failureLog, TimeProvider timeProvider)
    : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        return Task.WhenAll(upkeeps.Select(upkeep => RunAsync(upkeep, stoppingToken)));
    }

    private async Task RunAsync(IWatchUpkeep upkeep, CancellationToken stoppingToken)
    {
        var subject = upkeep.GetType().Name;
        using var timer = new PeriodicTimer(GlaseDefaults.PollInterval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await upkeep.RunAsync(stoppingToken);
                failureLog.Reset(subject);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The log may be as slow as whatever is failing.
                _ = failureLog.WarningAsync(subject, "Glase: what other nodes of the shop do about open payments could not be read; " +
                    "this node polls for itself, and reading is retried each second.", exception);
            }
        }
    }
}
