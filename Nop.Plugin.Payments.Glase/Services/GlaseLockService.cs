using System.Collections.Immutable;
using System.Transactions;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Lets one caller at a time, on all nodes of the shop, work on the same payment.
/// </summary>
/// <remarks>
/// Callers of one process queue up in memory; the one at the front then competes with the other nodes for a row whose
/// unique index lets only one of them in. Whoever holds a lock may ask for it again further down its own call chain.
/// A lock is a lease: its owner renews it, and when the owner's process ends, others take it over after
/// <see cref="GlaseDefaults.LockLease"/>. Taking a free lock costs one statement, releasing it another.
/// </remarks>
public class GlaseLockService
{
    private const int MostUnexplainedFailures = 3;
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LeakAge = TimeSpan.FromMinutes(2);
    private static readonly AsyncLocal<ImmutableHashSet<(LockQueue, string)>> Held = new();

    private readonly BackgroundWork _background;
    private readonly INopDataProvider _dataProvider;
    private readonly IRepository<GlaseLock> _repository;
    private readonly LockQueue _queue;
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public GlaseLockService(BackgroundWork background, INopDataProvider dataProvider, IRepository<GlaseLock> repository,
        LockQueue queue, SafeLog log, TimeProvider timeProvider)
    {
        _background = background;
        _dataProvider = dataProvider;
        _repository = repository;
        _queue = queue;
        _log = log;
        _timeProvider = timeProvider;
    }

    private DateTime Now => _timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Runs an action while holding a lock.
    /// </summary>
    /// <param name="name">What is locked, 100 characters at most</param>
    /// <param name="action">What to do; it must read again whatever the lock protects</param>
    /// <param name="cancellationToken">Ends the wait for the lock, never the action</param>
    /// <returns>What the action returned; what becomes of releasing the lock changes neither that nor its exception</returns>
    /// <exception cref="LockBusyException">Others held the lock for longer than <see cref="GlaseDefaults.LockPatience"/></exception>
    public Task<T> RunAsync<T>(string name, Func<Task<T>> action, CancellationToken cancellationToken = default)
    {
        return RunAsync(name, action, GlaseDefaults.LockPatience, cancellationToken);
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
    /// <param name="patience">How long to wait for others</param>
    /// <param name="cancellationToken">Ends the wait for the lock, never the action</param>
    /// <exception cref="LockBusyException">Others held the lock for longer than <paramref name="patience"/></exception>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> action, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var held = Held.Value ?? [];
        if (held.Contains((_queue, name)))
            return await action();

        // Neither the lock nor what is done under it may hang on somebody's transaction: others would see it too late, or, when
        // that transaction is undone, never.
        using var noTransaction = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var started = _timeProvider.GetTimestamp();
        using var place = await _queue.EnterAsync(name, patience, cancellationToken) ?? throw new LockBusyException(name);
        var entry = await TakeAsync(name, started, patience, cancellationToken);
        Held.Value = held.Add((_queue, name));
        try
        {
            using var lease = new LockLease(entry, _repository, _log, _timeProvider);
            return await action();
        }
        finally
        {
            Held.Value = held;
            await ReleaseAsync(entry);
        }
    }

    /// <summary>
    /// Gets whether somebody further up the caller's own call chain holds a lock.
    /// </summary>
    public bool IsHeldByCaller(string name)
    {
        return Held.Value?.Contains((_queue, name)) == true;
    }

    /// <summary>
    /// Gets what gives the locks that the caller holds to work that it starts in another execution context and waits for.
    /// </summary>
    /// <returns>To be called first thing in that work</returns>
    internal static Action ShareHeld()
    {
        var held = Held.Value;
        return () => Held.Value = held;
    }

    /// <summary>
    /// Gets whether somebody, on whichever node, holds a lock now.
    /// </summary>
    public async Task<bool> IsTakenAsync(string name)
    {
        var now = Now;
        return (await _repository.GetAllAsync(query => query.Where(row => row.Name == name && row.ExpiresOnUtc >= now))).Any();
    }

    /// <summary>
    /// Deletes locks whose owners ended long ago and that nobody asked for since.
    /// </summary>
    public Task PurgeAsync()
    {
        var leaked = Now - LeakAge;
        return _dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row => row.ExpiresOnUtc < leaked);
    }

    private async Task<GlaseLock> TakeAsync(string name, long started, TimeSpan patience, CancellationToken cancellationToken)
    {
        var unexplained = 0;
        var delay = FirstRetryDelay;
        while (true)
        {
            var entry = new GlaseLock { Name = name, Owner = Guid.NewGuid().ToString("N"), ExpiresOnUtc = Now + GlaseDefaults.LockLease };
            try
            {
                await _repository.InsertAsync(entry, publishEvent: false);
                return entry;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Each database has an exception of its own for a doubled key. When nobody holds the lock, it may just have
                // been given back; if that goes on, the database means something else.
                unexplained = DatabaseFailures.IsRollback(exception) || await IsHeldAsync(name) ? 0 : unexplained + 1;
                if (unexplained == MostUnexplainedFailures)
                    throw;
            }

            if (_timeProvider.GetElapsedTime(started) >= patience)
                throw new LockBusyException(name);
            await Task.Delay(delay, _timeProvider, cancellationToken);
            delay = delay * 2 < LongestRetryDelay ? delay * 2 : LongestRetryDelay;
        }
    }

    // A lock whose owner did not renew it is held no more.
    private async Task<bool> IsHeldAsync(string name)
    {
        try
        {
            var now = Now;
            var rows = await _repository.GetAllAsync(query => query.Where(row => row.Name == name));
            foreach (var expired in rows.Where(row => row.ExpiresOnUtc < now))
                await _dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row => row.Id == expired.Id && row.ExpiresOnUtc < now);
            return rows.Count > 0;
        }
        catch (Exception exception) when (DatabaseFailures.IsRollback(exception))
        {
            return true;
        }
    }

    private async Task ReleaseAsync(GlaseLock entry)
    {
        try
        {
            await DeleteAsync(entry);
        }
        catch (Exception)
        {
            // What the action did stands. As long as the row is there, it keeps others out, until its lease is over.
            _background.Run($"releasing the lock {entry.Name}", () => ReleaseLaterAsync(entry));
        }
    }

    private async Task ReleaseLaterAsync(GlaseLock entry)
    {
        for (var delay = FirstRetryDelay; ; delay *= 2)
        {
            await Task.Delay(delay, _timeProvider);
            try
            {
                await DeleteAsync(entry);
                return;
            }
            catch (Exception) when (delay < GlaseDefaults.LockLease)
            {
                // Once more, after a longer pause.
            }
        }
    }

    private Task<int> DeleteAsync(GlaseLock entry)
    {
        return _dataProvider.BulkDeleteEntitiesAsync<GlaseLock>(row => row.Id == entry.Id && row.Owner == entry.Owner);
    }
}
