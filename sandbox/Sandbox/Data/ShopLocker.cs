using System.Collections.Concurrent;
using Nop.Core.Caching;

namespace Sandbox.Data;

/// <summary>
/// nopCommerce's lock of a single server: who finds it taken is turned away at once, not queued, and it opens by itself when its
/// time is over, even while its holder still works.
/// </summary>
internal sealed class ShopLocker : ILocker
{
    private readonly ConcurrentDictionary<string, Holder> _holders = new();
    private readonly TimeProvider _time;

    public ShopLocker(TimeProvider time)
    {
        _time = time;
    }

    public Task<bool> PerformActionWithLockAsync(string resource, TimeSpan expirationTime, Func<Task> action)
    {
        return RunAsync(resource, expirationTime, _ => action(), new CancellationTokenSource());
    }

    public Task RunWithHeartbeatAsync(
        string key, TimeSpan expirationTime, TimeSpan heartbeatInterval, Func<CancellationToken, Task> action,
        CancellationTokenSource cancellationTokenSource = default)
    {
        return RunAsync(key, TimeSpan.FromDays(1), action, cancellationTokenSource ?? new CancellationTokenSource());
    }

    public Task CancelTaskAsync(string key, TimeSpan expirationTime)
    {
        if (_holders.TryGetValue(key, out var holder))
            holder.Cancellation.Cancel();
        return Task.CompletedTask;
    }

    public Task<bool> IsTaskRunningAsync(string key) => Task.FromResult(IsHeld(key, out _));

    private async Task<bool> RunAsync(
        string key, TimeSpan expiration, Func<CancellationToken, Task> action, CancellationTokenSource cancellation)
    {
        var mine = new Holder(_time.GetUtcNow() + expiration, cancellation);
        if (!TryTake(key, mine))
            return false;

        try
        {
            await action(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            // As in nopCommerce: a cancelled action counts as one that ran.
        }
        finally
        {
            _holders.TryRemove(KeyValuePair.Create(key, mine));
        }

        return true;
    }

    private bool TryTake(string key, Holder mine)
    {
        return IsHeld(key, out var expired)
            ? false
            : expired is null ? _holders.TryAdd(key, mine) : _holders.TryUpdate(key, mine, expired);
    }

    private bool IsHeld(string key, out Holder found)
    {
        return _holders.TryGetValue(key, out found) && found.EndsOn > _time.GetUtcNow();
    }

    private sealed record Holder(DateTimeOffset EndsOn, CancellationTokenSource Cancellation);
}
