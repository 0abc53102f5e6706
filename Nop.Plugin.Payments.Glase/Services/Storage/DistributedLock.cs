using System.Collections.Immutable;
using System.Transactions;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// A lock by name across all nodes of the shop, used to serialize work on one payment.
/// </summary>
/// <remarks>
/// Callers of one process queue up in memory; the one at the front then competes with the other nodes for a row whose
/// unique index admits only one of them. A lock is reentrant along its owner's call chain.
/// A lock is a lease: its owner renews it, and others take it over once they have seen its row unchanged for
/// <see cref="GlaseDefaults.LockLeaseDuration"/>. Taking a free lock costs one statement, releasing it another; a lock that another
/// node holds is read until it is free.
/// </remarks>
public class DistributedLock(BackgroundWork background, LockStore lockStore, LockObservations observations,
    InProcessLockQueue queue, SafeLog log, TimeProvider timeProvider)
{
    private const int MaxUnexplainedFailures = 3;
    private static readonly TimeSpan _firstRetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _maxRetryDelay = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan _observationInterval = TimeSpan.FromSeconds(1);
    private static readonly AsyncLocal<ImmutableDictionary<(InProcessLockQueue, string), HeldLock>> _held = new();

    /// <summary>
    /// Runs an action while holding a lock.
    /// </summary>
    /// <param name="name">What is locked, 100 characters at most</param>
    /// <param name="action">What to do; it must read again whatever the lock protects</param>
    /// <param name="cancellationToken">Ends the wait for the lock, never the action</param>
    /// <returns>What the action returned; what becomes of releasing the lock changes neither that nor its exception</returns>
    /// <exception cref="LockTimeoutException">Others held the lock for longer than <see cref="GlaseDefaults.LockTimeout"/></exception>
    public Task<T> RunAsync<T>(string name, Func<Task<T>> action, CancellationToken cancellationToken = default)
    {
        return RunAsync(name, action, GlaseDefaults.LockTimeout, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync{T}(string, Func{Task{T}}, CancellationToken)" />
    public Task RunAsync(string name, Func<Task> action, CancellationToken cancellationToken = default)
    {
        return RunAsync(name, async () =>
        {
            await action();
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync{T}(string, Func{Task{T}}, CancellationToken)" />
    /// <param name="name">What is locked, 100 characters at most</param>
    /// <param name="action">What to do; it must read again whatever the lock protects</param>
    /// <param name="timeout">How long to wait for others</param>
    /// <param name="cancellationToken">Ends the wait for the lock, never the action</param>
    /// <exception cref="LockTimeoutException">Others held the lock for longer than <paramref name="timeout"/></exception>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> action, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (FindHeld(name) is not null)
            return await action();

        // Neither the lock nor what is done under it may hang on somebody's transaction: others would see it too late, or, when
        // that transaction is undone, never.
        using var noTransaction = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var started = timeProvider.GetTimestamp();
        using var place = await queue.EnterAsync(name, timeout, cancellationToken) ?? throw new LockTimeoutException(name);
        var entry = await AcquireAsync(name, started, timeout, cancellationToken);
        var held = _held.Value ?? ImmutableDictionary<(InProcessLockQueue, string), HeldLock>.Empty;
        var current = new HeldLock(started, timeProvider);
        _held.Value = held.SetItem((queue, name), current);
        try
        {
            using var lease = new LockLease(entry, lockStore, log, timeProvider);
            return await action();
        }
        finally
        {
            current.Release();
            _held.Value = held;
            await ReleaseAsync(entry);
        }
    }

    /// <summary>
    /// Gets what gives the locks that the caller holds to work that it starts in another execution context and waits for.
    /// </summary>
    /// <returns>To be called first thing in that work</returns>
    internal static Action CaptureHeldLocks()
    {
        var held = _held.Value;
        return () => _held.Value = held;
    }

    /// <summary>
    /// Gets whether the caller was called, at whatever depth, by code that holds a lock.
    /// </summary>
    internal bool IsHeldByCaller(string name) => FindHeld(name) is not null;

    /// <summary>
    /// Finds a lock that the caller was called under; null when the caller does not hold it.
    /// </summary>
    internal HeldLock FindHeld(string name)
    {
        return _held.Value?.GetValueOrDefault((queue, name)) is { IsReleased: false } held ? held : null;
    }

    /// <summary>
    /// Gets the locks that the caller was called under.
    /// </summary>
    internal IEnumerable<HeldLock> GetHeld()
    {
        return _held.Value?.Where(pair => pair.Key.Item1 == queue && !pair.Value.IsReleased).Select(pair => pair.Value) ?? [];
    }

    /// <summary>
    /// Gets whether somebody, on whichever node, holds a lock now. Its lease may be over and nobody have asked for it since.
    /// </summary>
    public async Task<bool> IsLockedAsync(string name)
    {
        return await lockStore.GetAsync(name) is { } row && !observations.IsOver(row);
    }

    /// <summary>
    /// Deletes locks whose owners ended long ago and that nobody asked for since.
    /// </summary>
    public Task DeleteLeakedAsync()
    {
        return lockStore.DeleteExpiredAsync(timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.MaxClockDifference);
    }

    private async Task<GlaseLock> AcquireAsync(string name, long started, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var unexplained = 0;
        while (true)
        {
            try
            {
                var entry = await lockStore.InsertAsync(name);
                observations.Forget(name);
                return entry;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Not every provider tells a violated unique index from other failures, and the row in the way may be gone again.
                unexplained = await IsHeldAsync(name) || DatabaseErrors.IsContention(exception) ? 0 : unexplained + 1;
                if (unexplained == MaxUnexplainedFailures && !await lockStore.CanInsertAsync())
                    throw;
            }

            try
            {
                await WaitUntilFreeAsync(name, started, timeout, cancellationToken);
            }
            catch (Exception exception) when (exception is LockTimeoutException or OperationCanceledException)
            {
                ObserveInBackground(name);
                throw;
            }
        }
    }

    // Who gave up, such as a page, comes back later than observations are remembered for. A lease that is over is deleted meanwhile.
    private void ObserveInBackground(string name)
    {
        if (!observations.TryBegin(name))
            return;

        background.Run($"observing the lock {name}", async () =>
        {
            try
            {
                var started = timeProvider.GetTimestamp();
                while (timeProvider.GetElapsedTime(started) < GlaseDefaults.LockTimeout && await IsHeldAsync(name))
                    await Task.Delay(_observationInterval, timeProvider);
            }
            finally
            {
                observations.End(name);
            }
        });
    }

    private async Task WaitUntilFreeAsync(string name, long started, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var delay = _firstRetryDelay;
        do
        {
            if (timeProvider.GetElapsedTime(started) >= timeout)
                throw new LockTimeoutException(name);
            await Task.Delay(delay, timeProvider, cancellationToken);
            delay = delay * 2 < _maxRetryDelay ? delay * 2 : _maxRetryDelay;
        }
        while (await IsHeldAsync(name));
    }

    // A lock whose owner did not renew it is held no more.
    private async Task<bool> IsHeldAsync(string name)
    {
        if (await lockStore.GetAsync(name) is not { } row)
            return false;

        observations.Record(row);
        if (!observations.IsOver(row))
            return true;

        await lockStore.DeleteUnchangedAsync(row);
        return false;
    }

    private async Task ReleaseAsync(GlaseLock entry)
    {
        try
        {
            await lockStore.DeleteAsync(entry);
        }
        catch (Exception)
        {
            // What the action did stands. As long as the row is there, it keeps others out, until its lease is over.
            background.Run($"releasing the lock {entry.Name}", () => ReleaseLaterAsync(entry));
        }
    }

    private async Task ReleaseLaterAsync(GlaseLock entry)
    {
        for (var delay = _firstRetryDelay; ; delay *= 2)
        {
            await Task.Delay(delay, timeProvider);
            try
            {
                await lockStore.DeleteAsync(entry);
                return;
            }
            catch (Exception) when (delay < GlaseDefaults.LockLeaseDuration)
            {
                // Once more, after a longer pause.
            }
        }
    }
}
