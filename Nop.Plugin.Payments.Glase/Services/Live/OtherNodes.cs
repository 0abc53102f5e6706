using System.Collections.Concurrent;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Tells which other nodes of the shop run, by whether what they write changes.
/// </summary>
/// <remarks>What a node wrote is compared with what it wrote before, never with a clock: the clocks of the nodes may differ.</remarks>
internal sealed class OtherNodes(TimeProvider timeProvider)
{
    // A node that has leases and takes itself to be alone writes every three seconds: see NodeRegistry.
    private static readonly TimeSpan _firstLeaseDuration = NodeRegistry.SingleNodeInterval + TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Heartbeat> _heartbeats = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>
    /// Records what all other nodes have written.
    /// </summary>
    /// <param name="written">The nodes that have a row, and what each wrote last, by its own clock</param>
    public void Update(IReadOnlyDictionary<string, DateTime> written)
    {
        foreach (var gone in _heartbeats.Keys.Where(node => !written.ContainsKey(node)))
            _heartbeats.TryRemove(gone, out _);
        foreach (var (node, latest) in written)
        {
            if (!_heartbeats.TryGetValue(node, out var known))
                _heartbeats[node] = new Heartbeat(latest, _timeProvider.GetTimestamp(), HasChanged: false);
            else if (known.Written != latest)
                _heartbeats[node] = new Heartbeat(latest, _timeProvider.GetTimestamp(), HasChanged: true);
        }
    }

    /// <summary>
    /// Gets whether a node that has a lease has ended: it has no row, or its row has been the same for
    /// <see cref="GlaseDefaults.PollerLeaseDuration"/>, or for a second longer when it was not seen to change before.
    /// </summary>
    public bool IsDead(string node)
    {
        return !_heartbeats.TryGetValue(node, out var known)
            || _timeProvider.GetElapsedTime(known.SeenAt) >= (known.HasChanged ? GlaseDefaults.PollerLeaseDuration : _firstLeaseDuration);
    }

    /// <summary>
    /// Gets whether any of them runs: nodes that have no leases write rarely.
    /// </summary>
    public bool AreRunning()
    {
        return _heartbeats.Values.Any(known => _timeProvider.GetElapsedTime(known.SeenAt) < NodeRegistry.PresenceDuration);
    }

    /// <param name="Written">What the node wrote last, by its own clock</param>
    /// <param name="SeenAt">When that was first read, as a timestamp of this node</param>
    /// <param name="HasChanged">Whether the node was seen to write</param>
    private sealed record Heartbeat(DateTime Written, long SeenAt, bool HasChanged);
}
