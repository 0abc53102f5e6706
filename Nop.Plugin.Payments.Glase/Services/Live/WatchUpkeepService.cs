using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Runs each <see cref="IWatchUpkeep"/> again and again, one not waiting for another, until the plugin is uninstalled.
/// </summary>
public sealed class WatchUpkeepService(IEnumerable<IWatchUpkeep> upkeeps, InstallationState installation, FailureLog failureLog,
    TimeProvider timeProvider) : BackgroundService
{
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        return Task.WhenAll(upkeeps.Select(upkeep => RunAsync(upkeep, stoppingToken)));
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (installation.IsUninstalled)
            return;

        foreach (var upkeep in upkeeps)
            await TryStopAsync(upkeep);
    }

    // A node that could not tell that it stops is followed a few seconds later.
    private async Task TryStopAsync(IWatchUpkeep upkeep)
    {
        try
        {
            await upkeep.StopAsync().WaitAsync(_stopTimeout, timeProvider);
        }
        catch (Exception exception)
        {
            _ = failureLog.WarningAsync(upkeep.GetType().Name, "Glase: other nodes of the shop could not be told that this one stops; they " +
                "find out within a few seconds.", exception);
        }
    }

    private async Task RunAsync(IWatchUpkeep upkeep, CancellationToken stoppingToken)
    {
        var subject = upkeep.GetType().Name;
        using var timer = new PeriodicTimer(upkeep.Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (installation.IsUninstalled)
                continue;

            try
            {
                await upkeep.RunAsync(stoppingToken);
                failureLog.Reset(subject);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested && !installation.IsUninstalled)
            {
                // The log may be as slow as whatever is failing.
                _ = failureLog.WarningAsync(subject, "Glase: what other nodes of the shop do about open payments could not be read; " +
                    "this node polls for itself, and reading is retried each second.", exception);
            }

            if (timer.Period != upkeep.Interval)
                timer.Period = upkeep.Interval;
        }
    }
}
