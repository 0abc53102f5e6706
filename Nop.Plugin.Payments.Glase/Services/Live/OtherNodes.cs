using System.Collections.Concurrent;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Tells which other nodes of the shop run, by whether what they write changes.
/// </summary>
/// <remarks>What a node wrote is compared with what it wrote before, never with a clock: the clocks of the nodes may differ.</remarks>
internal sealed class OtherNodes(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, Heartbeat> _heartbeats = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>
    /// Gets the nodes that were heard of.
    /// </summary>
    public IReadOnlyList<string> Names => [.. _heartbeats.Keys];

    /// <summary>
    /// Records a node that has a lease. It is taken to run until that is known better.
    /// </summary>
    public void Add(string node)
    {
        _heartbeats.TryAdd(node, new Heartbeat(null, _timeProvider.GetTimestamp()));
    }

    /// <summary>
    /// Records what nodes have written.
    /// </summary>
    /// <param name="asked">The nodes whose rows were read</param>
    /// <param name="written">What those that have a row wrote last, by their own clocks</param>
    /// <returns>
    /// The nodes that have no row any more, or whose row has been the same for <see cref="GlaseDefaults.PollerLeaseDuration"/>
    /// </returns>
    public IReadOnlySet<string> Update(IEnumerable<string> asked, IReadOnlyDictionary<string, DateTime> written)
    {
        var dead = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in asked)
        {
            if (!written.TryGetValue(node, out var latest))
            {
                _heartbeats.TryRemove(node, out _);
                dead.Add(node);
            }
            else if (!_heartbeats.TryGetValue(node, out var known) || known.Written != latest)
            {
                _heartbeats[node] = new Heartbeat(latest, _timeProvider.GetTimestamp());
            }
            else if (_timeProvider.GetElapsedTime(known.SeenAt) >= GlaseDefaults.PollerLeaseDuration)
            {
                dead.Add(node);
            }
        }

        return dead;
    }

    /// <summary>
    /// Forgets all nodes.
    /// </summary>
    public void Clear()
    {
        _heartbeats.Clear();
    }

    /// <param name="Written">What the node wrote last, by its own clock; null before it was read</param>
    /// <param name="SeenAt">When that was first read, as a timestamp of this node</param>
    private sealed record Heartbeat(DateTime? Written, long SeenAt);
}
