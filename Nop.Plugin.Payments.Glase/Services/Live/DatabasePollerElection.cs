using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Elects pollers by rows of the shop's database, for shops without Redis.
/// </summary>
/// <remarks>
/// A payment costs one statement when its watch begins and one when it ends; a node that watches any payments writes one row and reads
/// once each second, for all of them together. A node is taken for dead when its row has not changed for
/// <see cref="GlaseDefaults.PollerLeaseDuration"/>.
/// </remarks>
public sealed class DatabasePollerElection(IServiceScopeFactory scopeFactory, FailureLog failureLog, TimeProvider timeProvider)
    : IPollerElection, IWatchUpkeep, IDisposable
{
    private static readonly TimeSpan _answerTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _retryInterval = TimeSpan.FromSeconds(5);

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<int, Candidacy> _candidacies = [];
    private readonly ConcurrentDictionary<int, object> _released = [];
    private readonly OtherNodes _otherNodes = new(timeProvider);
    private readonly SemaphoreSlim _nodeLock = new(1, 1);
    private volatile GlaseLock _nodeRow;
    private long _lastRead = timeProvider.GetTimestamp();
    private long _retryAt;

    /// <inheritdoc />
    public async Task<bool> TryAcquireAsync(int paymentId)
    {
        var candidacy = _candidacies.GetOrAdd(paymentId, static _ => new Candidacy());
        Task contest;
        lock (candidacy)
        {
            candidacy.LastAsked = timeProvider.GetTimestamp();
            if (candidacy.Owner == _node)
                return true;
            // As long as the database tells that the other node runs.
            if (candidacy.Owner is not null)
                return IsOver(Interlocked.Read(ref _lastRead), GlaseDefaults.PollerLeaseDuration);
            if (timeProvider.GetTimestamp() < Interlocked.Read(ref _retryAt))
                return true;
            contest = candidacy.Contest ??= Task.Run(() => ContestAsync(paymentId, candidacy));
        }

        try
        {
            await contest.WaitAsync(_answerTimeout, timeProvider);
            lock (candidacy)
                return candidacy.Owner is null || candidacy.Owner == _node;
        }
        catch (Exception exception)
        {
            Interlocked.Exchange(ref _retryAt, timeProvider.GetTimestamp() + (long)(_retryInterval.TotalSeconds * timeProvider.TimestampFrequency));
            // The log may be as slow as the database.
            _ = failureLog.WarningAsync(nameof(IPollerElection), "Glase: the nodes of the shop could not agree which of them polls; " +
                "each polls until they can.", exception);
            return true;
        }
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(int paymentId)
    {
        if (!_candidacies.TryRemove(paymentId, out var candidacy))
            return;

        try
        {
            MarkReleased(paymentId, candidacy);
            if (candidacy.Contest is { } contest)
                await contest;
            await DeleteReleasedAsync();
        }
        catch (Exception exception)
        {
            // The next round deletes it.
            _ = failureLog.WarningAsync(nameof(ReleaseAsync), "Glase: a lease for polling could not be released; it is released once the " +
                "database is available.", exception);
        }
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (paymentId, candidacy) in _candidacies)
        {
            // Its last question hangs.
            if (IsOver(candidacy.LastAsked, GlaseDefaults.PollerLeaseDuration) && _candidacies.TryRemove(paymentId, out _))
                MarkReleased(paymentId, candidacy);
        }

        await DeleteReleasedAsync();
        if (_candidacies.IsEmpty)
            await RemoveNodeAsync();
        else
            await HoldAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _nodeLock.Dispose();
    }

    private async Task HoldAsync()
    {
        var row = await GetNodeRowAsync();
        await InScopeAsync(store => store.RecordHeartbeatAsync(row));

        var candidacies = _candidacies.ToArray();
        var others = _otherNodes.Names;
        var (leases, heartbeats) = await InScopeAsync(store =>
            store.ReadAsync(candidacies.Select(pair => pair.Key), others.Prepend(_node)));
        if (!heartbeats.ContainsKey(_node))
            _nodeRow = null;

        var dead = _otherNodes.Update(others, heartbeats);
        Interlocked.Exchange(ref _lastRead, timeProvider.GetTimestamp());
        foreach (var (paymentId, candidacy) in candidacies.Where(pair => pair.Value.Contest is null))
        {
            var owner = leases.GetValueOrDefault(paymentId);
            if (owner is not null && dead.Contains(owner))
            {
                await InScopeAsync(store => store.ReleaseAsync([paymentId], owner));
                owner = null;
            }

            SetOwner(paymentId, candidacy, owner ?? await InScopeAsync(store => store.AcquireAsync(paymentId, _node)));
        }
    }

    private async Task ContestAsync(int paymentId, Candidacy candidacy)
    {
        try
        {
            await GetNodeRowAsync();
            SetOwner(paymentId, candidacy, await InScopeAsync(store => store.AcquireAsync(paymentId, _node)));
            Interlocked.Exchange(ref _lastRead, timeProvider.GetTimestamp());
            failureLog.Reset(nameof(IPollerElection));
        }
        finally
        {
            lock (candidacy)
                candidacy.Contest = null;
        }
    }

    private void SetOwner(int paymentId, Candidacy candidacy, string owner)
    {
        if (owner != _node)
            _otherNodes.Add(owner);
        lock (candidacy)
            candidacy.Owner = owner;
        // Its watch ended meanwhile: a lease that nobody uses would keep other nodes from polling.
        if (owner == _node && (!_candidacies.TryGetValue(paymentId, out var current) || current != candidacy))
            _released[paymentId] = new object();
    }

    private void MarkReleased(int paymentId, Candidacy candidacy)
    {
        lock (candidacy)
        {
            // Where it is not known whose it is, it may be this node's.
            if (candidacy.Owner is null || candidacy.Owner == _node)
                _released[paymentId] = new object();
        }
    }

    private async Task DeleteReleasedAsync()
    {
        var released = _released.ToArray();
        if (released.Length == 0)
            return;

        await InScopeAsync(store => store.ReleaseAsync(released.Select(pair => pair.Key), _node));
        foreach (var pair in released)
            _released.TryRemove(pair);
    }

    private async Task<GlaseLock> GetNodeRowAsync()
    {
        if (_nodeRow is { } known)
            return known;

        await _nodeLock.WaitAsync();
        try
        {
            return _nodeRow ??= await InScopeAsync(store => store.AddNodeAsync(_node));
        }
        finally
        {
            _nodeLock.Release();
        }
    }

    private async Task RemoveNodeAsync()
    {
        _otherNodes.Clear();
        if (_nodeRow is null)
            return;

        await _nodeLock.WaitAsync();
        try
        {
            await InScopeAsync(store => store.RemoveNodeAsync(_node));
            _nodeRow = null;
        }
        finally
        {
            _nodeLock.Release();
        }
    }

    private bool IsOver(long since, TimeSpan time)
    {
        return timeProvider.GetElapsedTime(since) >= time;
    }

    private async Task<T> InScopeAsync<T>(Func<PollerLeaseStore, Task<T>> action)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<PollerLeaseStore>());
    }

    private Task<bool> InScopeAsync(Func<PollerLeaseStore, Task> action)
    {
        return InScopeAsync(async store =>
        {
            await action(store);
            return true;
        });
    }

    /// <summary>A payment that this node wants to poll for; guarded by itself.</summary>
    private sealed class Candidacy
    {
        /// <summary>When its watch asked last, as a timestamp.</summary>
        public long LastAsked { get; set; }

        /// <summary>The node that has the lease; null while that is not known.</summary>
        public string Owner { get; set; }

        /// <summary>The attempt to take the lease that is under way; null for none.</summary>
        public Task Contest { get; set; }
    }
}
