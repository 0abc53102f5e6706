using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Renews a lock's lease while its owner runs. A lock held only briefly, as most are, needs no statement for it.
/// </summary>
/// <remarks>
/// When the process ends, nothing renews the row any more, and others take the lock over when its lease is over.
/// </remarks>
internal sealed class LockLease : IDisposable
{
    private readonly GlaseLock _entry;
    private readonly LockStore _lockStore;
    private readonly Lock _lock = new();
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private bool _isOver;

    public LockLease(GlaseLock entry, LockStore lockStore, SafeLog log, TimeProvider timeProvider)
    {
        _entry = entry;
        _lockStore = lockStore;
        _log = log;
        _timeProvider = timeProvider;
        // What renews the lock must not carry along the request that holds it.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _timer = timeProvider.CreateTimer(static lease => _ = ((LockLease)lease).RenewAsync(), this,
                GlaseDefaults.LockRenewalInterval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_lock)
            _isOver = true;
        _timer.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            if (!await _lockStore.TryRenewAsync(_entry))
            {
                await ReportLossAsync();
                return;
            }
        }
        catch (Exception exception)
        {
            await _log.WarningAsync($"Glase: the lock {_entry.Name} could not be renewed; the renewal is retried. {exception.Message}",
                exception);
        }

        lock (_lock)
        {
            if (!_isOver)
                _timer.Change(GlaseDefaults.LockRenewalInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task ReportLossAsync()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            _isOver = true;
        }

        await _log.WarningAsync($"Glase: the lock {_entry.Name} was not renewed for {GlaseDefaults.LockLeaseDuration.TotalSeconds:0} seconds " +
            "and another caller has acquired it. Unique indexes prevent duplicate changes. Check whether this process is suspended " +
            "for seconds, or whether its statements take that long.");
    }
}
