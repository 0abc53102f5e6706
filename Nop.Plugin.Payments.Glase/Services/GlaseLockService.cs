using System.Collections.Immutable;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Lets one caller at a time, on all nodes of the shop, work on the same payment.
/// </summary>
/// <remarks>
/// Callers of one process queue up in memory; the one at the front then competes with the other nodes for a row whose
/// unique index lets only one of them in. Whoever holds a lock may ask for it again further down its own call chain.
/// </remarks>
public class GlaseLockService
{
    private const int MostUnexplainedFailures = 3;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly AsyncLocal<ImmutableHashSet<(LockQueue, string)>> Held = new();

    private readonly LockQueue _queue;
    private readonly IRepository<GlaseLock> _repository;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public GlaseLockService(LockQueue queue, IRepository<GlaseLock> repository, TimeProvider timeProvider)
    {
        _queue = queue;
        _repository = repository;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Runs an action while holding a lock.
    /// </summary>
    /// <param name="name">What is locked, 100 characters at most</param>
    /// <param name="action">What to do; it must read again whatever the lock protects</param>
    /// <param name="cancellationToken">Ends the wait for the lock, never the action</param>
    /// <returns>What the action returned</returns>
    /// <exception cref="TimeoutException">Others held the lock for longer than <see cref="GlaseDefaults.LockPatience"/></exception>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> action, CancellationToken cancellationToken = default)
    {
        var held = Held.Value ?? [];
        if (held.Contains((_queue, name)))
            return await action();

        using var place = await _queue.EnterAsync(name, GlaseDefaults.LockPatience, cancellationToken) ?? throw Busy(name);
        var owner = await TakeAsync(name, cancellationToken);
        Held.Value = held.Add((_queue, name));
        try
        {
            return await action();
        }
        finally
        {
            Held.Value = held;
            await _repository.DeleteAsync(entry => entry.Name == name && entry.Owner == owner);
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

    /// <inheritdoc cref="RunAsync{T}" />
    public Task RunAsync(string name, Func<Task> action, CancellationToken cancellationToken = default)
    {
        return RunAsync(name, async () =>
        {
            await action();
            return true;
        }, cancellationToken);
    }

    private async Task<string> TakeAsync(string name, CancellationToken cancellationToken)
    {
        var owner = Guid.NewGuid().ToString("N");
        var started = _timeProvider.GetTimestamp();
        var unexplained = 0;
        while (_timeProvider.GetElapsedTime(started) <= GlaseDefaults.LockPatience)
        {
            var now = _timeProvider.GetUtcNow().UtcDateTime;
            await _repository.DeleteAsync(entry => entry.Name == name && entry.ExpiresOnUtc < now);
            try
            {
                var entry = new GlaseLock { Name = name, Owner = owner, ExpiresOnUtc = now + GlaseDefaults.LockExpiry };
                await _repository.InsertAsync(entry, publishEvent: false);
                return owner;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Each database has an exception of its own for a doubled key. When nobody holds the lock, it may just have
                // been given back; if that goes on, the database means something else.
                unexplained = await IsHeldAsync(name) ? 0 : unexplained + 1;
                if (unexplained == MostUnexplainedFailures)
                    throw;
            }

            await Task.Delay(RetryDelay, _timeProvider, cancellationToken);
        }

        throw Busy(name);
    }

    private async Task<bool> IsHeldAsync(string name)
    {
        return (await _repository.GetAllAsync(query => query.Where(entry => entry.Name == name))).Any();
    }

    private static TimeoutException Busy(string name)
    {
        return new TimeoutException($"Glase: another request is still working on {name}. Try again in a moment.");
    }
}
