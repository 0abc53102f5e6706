using Nop.Data;
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
    private readonly IRepository<GlaseLock> _repository;
    private readonly Lock _lock = new();
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private bool _isOver;

    public LockLease(GlaseLock entry, IRepository<GlaseLock> repository, SafeLog log, TimeProvider timeProvider)
    {
        _entry = entry;
        _repository = repository;
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
            var rows = await _repository.GetAllAsync(query => query.Where(row => row.Id == _entry.Id && row.Owner == _entry.Owner));
            if (rows.Count == 0)
            {
                await ReportLossAsync();
                return;
            }

            // By its id alone: when somebody takes the lock over in this moment, the row is gone and nothing is written.
            var row = rows[0];
            row.ExpiresOnUtc = _timeProvider.GetUtcNow().UtcDateTime + GlaseDefaults.LockLeaseDuration;
            await _repository.UpdateAsync(row, publishEvent: false);
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
            "for seconds, or whether the clocks of the shop's nodes differ.");
    }
}
