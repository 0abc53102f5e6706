using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Saves, at most once a minute, that notifications arrived at this node, so that the other nodes and the next start know it. The requests
/// that bring them write nothing.
/// </summary>
public class NotificationUpkeep(IServiceScopeFactory scopeFactory, NotificationArrivals arrivals, FailureLog failureLog) : IWatchUpkeep
{
    /// <inheritdoc />
    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (storeId, arrivedOnUtc) in arrivals.TakeUnsaved())
            await SaveAsync(storeId, arrivedOnUtc);
    }

    /// <inheritdoc />
    public Task StopAsync()
    {
        return RunAsync(CancellationToken.None);
    }

    private async Task SaveAsync(int storeId, DateTime arrivedOnUtc)
    {
        try
        {
            await scopeFactory.RunAsync((NotificationMonitor monitor) => monitor.SaveAsync(storeId, arrivedOnUtc));
            failureLog.Reset(nameof(NotificationUpkeep));
        }
        catch (Exception exception)
        {
            arrivals.PutBack(storeId, arrivedOnUtc);
            await failureLog.WarningAsync(nameof(NotificationUpkeep),
                "Glase: that notifications arrive could not be saved; this is retried each minute.", exception);
        }
    }
}
