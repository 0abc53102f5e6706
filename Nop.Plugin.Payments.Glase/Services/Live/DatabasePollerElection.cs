using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Payments;
using Nop.Services.Plugins;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Elects pollers by rows of the shop's database, for shops without Redis.
/// </summary>
/// <remarks>
/// A payment costs one statement when its watch begins and one when it ends; beside other nodes, a node that watches any payments writes
/// its row and reads leases and nodes each second, for all of them together: see <see cref="NodeRegistry"/>. A lease ends with its node.
/// </remarks>
public class DatabasePollerElection(IServiceScopeFactory scopeFactory, NodeRegistry nodes, FailureLog failureLog, TimeProvider timeProvider)
    : IPollerElection, IWatchUpkeep
{
    private static readonly TimeSpan _answerTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _retryInterval = TimeSpan.FromSeconds(5);

    // Timers may fire a little early.
    private static readonly TimeSpan _tolerance = TimeSpan.FromMilliseconds(200);

    private readonly string _node = nodes.Name;
    private readonly ConcurrentDictionary<int, PollerCandidate> _candidates = [];
    private readonly ConcurrentDictionary<int, object> _released = [];
    private long _lastRead = timeProvider.GetTimestamp();
    private long _retryAt;
    private long? _renewedAt;

    /// <inheritdoc />
    public async Task<bool> TryAcquireAsync(int paymentId)
    {
        var candidate = _candidates.GetOrAdd(paymentId, static _ => new PollerCandidate());
        Task acquisition;
        lock (candidate)
        {
            candidate.LastAsked = timeProvider.GetTimestamp();
            if (candidate.Owner == _node)
                return true;
            // As long as the database tells that the other node runs.
            if (candidate.Owner is not null)
                return IsOver(Interlocked.Read(ref _lastRead), GlaseDefaults.PollerLeaseDuration);
            if (timeProvider.GetTimestamp() < Interlocked.Read(ref _retryAt))
                return true;
            acquisition = candidate.Acquisition ??= Task.Run(() => AcquireLeaseAsync(paymentId, candidate));
        }

        try
        {
            await acquisition.WaitAsync(_answerTimeout, timeProvider);
            lock (candidate)
                return candidate.Owner is null || candidate.Owner == _node;
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
        if (!_candidates.TryRemove(paymentId, out var candidate))
            return;

        try
        {
            MarkReleased(paymentId, candidate);
            if (candidate.Acquisition is { } acquisition)
                await acquisition;
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
        foreach (var (paymentId, candidate) in _candidates)
        {
            // Its last question hangs.
            if (IsOver(candidate.LastAsked, GlaseDefaults.PollerLeaseDuration) && _candidates.TryRemove(paymentId, out _))
                MarkReleased(paymentId, candidate);
        }

        await DeleteReleasedAsync();
        if (!nodes.IsInUse && !await TryUseAsync())
            return;

        if (_renewedAt is not { } renewed || IsOver(renewed, Interval() - _tolerance))
            await RenewAsync();
    }

    /// <inheritdoc />
    /// <remarks>Another node takes the leases of a node without a row.</remarks>
    public Task StopAsync()
    {
        return nodes.RemoveAsync();
    }

    // Another node that watches payments has to know of this one before it saves the first of them.
    private async Task<bool> TryUseAsync()
    {
        // Kept in memory by nopCommerce, which runs the code of a plugin that is not installed too.
        if (await scopeFactory.RunAsync((IPluginService plugins) =>
            plugins.GetPluginDescriptorBySystemNameAsync<IPaymentMethod>(GlaseDefaults.SystemName)) is null)
            return false;

        nodes.Use();
        return true;
    }

    private TimeSpan Interval()
    {
        if (_candidates.IsEmpty)
            return NodeRegistry.IdleInterval;
        return MayHaveCompetitors() ? NodeRegistry.ActiveInterval : NodeRegistry.SingleNodeInterval;
    }

    private bool MayHaveCompetitors()
    {
        return !nodes.IsAlone || _candidates.Values.Any(candidate => candidate.Owner is { } owner && owner != _node);
    }

    private async Task RenewAsync()
    {
        _renewedAt = timeProvider.GetTimestamp();
        await nodes.WriteAsync();

        var candidates = _candidates.ToArray();
        // Before the nodes are read: a node writes its row before it takes a lease.
        var leases = candidates.Length > 0 && MayHaveCompetitors()
            ? await scopeFactory.RunAsync((PollerLeaseStore store) => store.GetLeasesAsync(candidates.Select(pair => pair.Key)))
            : null;
        await nodes.ReadAsync();
        Interlocked.Exchange(ref _lastRead, timeProvider.GetTimestamp());
        foreach (var (paymentId, candidate) in candidates.Where(pair => pair.Value.Acquisition is null))
        {
            var owner = leases is null ? candidate.Owner : leases.GetValueOrDefault(paymentId);
            if (owner is not null && nodes.IsDead(owner))
            {
                await scopeFactory.RunAsync((PollerLeaseStore store) => store.ReleaseAsync([paymentId], owner));
                owner = null;
            }

            SetOwner(paymentId, candidate, owner ?? await scopeFactory.RunAsync((PollerLeaseStore store) => store.AcquireAsync(paymentId, _node)));
        }
    }

    private async Task AcquireLeaseAsync(int paymentId, PollerCandidate candidate)
    {
        try
        {
            await nodes.WriteAsync();
            SetOwner(paymentId, candidate, await scopeFactory.RunAsync((PollerLeaseStore store) => store.AcquireAsync(paymentId, _node)));
            Interlocked.Exchange(ref _lastRead, timeProvider.GetTimestamp());
            failureLog.Reset(nameof(IPollerElection));
        }
        finally
        {
            lock (candidate)
                candidate.Acquisition = null;
        }
    }

    private void SetOwner(int paymentId, PollerCandidate candidate, string owner)
    {
        lock (candidate)
            candidate.Owner = owner;
        // Its watch ended meanwhile: a lease that nobody uses would keep other nodes from polling.
        if (owner == _node && (!_candidates.TryGetValue(paymentId, out var current) || current != candidate))
            _released[paymentId] = new object();
    }

    private void MarkReleased(int paymentId, PollerCandidate candidate)
    {
        lock (candidate)
        {
            // Where it is not known whose it is, it may be this node's.
            if (candidate.Owner is null || candidate.Owner == _node)
                _released[paymentId] = new object();
        }
    }

    private async Task DeleteReleasedAsync()
    {
        var released = _released.ToArray();
        if (released.Length == 0)
            return;

        await scopeFactory.RunAsync((PollerLeaseStore store) => store.ReleaseAsync(released.Select(pair => pair.Key), _node));
        foreach (var pair in released)
            _released.TryRemove(pair);
    }

    private bool IsOver(long since, TimeSpan time)
    {
        return timeProvider.GetElapsedTime(since) >= time;
    }

    /// <summary>A payment that this node wants to poll for; guarded by itself.</summary>
    private sealed class PollerCandidate
    {
        /// <summary>When its watch asked last, as a timestamp.</summary>
        public long LastAsked { get; set; }

        /// <summary>The node that has the lease; null while that is not known.</summary>
        public string Owner { get; set; }

        /// <summary>The running attempt to acquire the lease; null for none.</summary>
        public Task Acquisition { get; set; }
    }
}
