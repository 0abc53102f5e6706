using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Determines when the lease of a lock is over, by how long this node has seen its row unchanged. The clocks of the shop's nodes may differ.
/// </summary>
public class LockObservations(TimeProvider timeProvider)
{
    private const int MaxRemembered = 1000;

    // Between two reads that are further apart, the database may have been away, so that the owner could not renew the lease either.
    private static readonly TimeSpan _maxInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Observation> _observations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _observed = new(StringComparer.Ordinal);

    /// <summary>
    /// Records that the row of a lock was read just now.
    /// </summary>
    /// <param name="row">The row as it is stored now</param>
    public void Record(GlaseLock row)
    {
        var now = timeProvider.GetTimestamp();
        lock (_observations)
        {
            var since = _observations.TryGetValue(row.Name, out var known) && known.ShowsSame(row) && IsRecent(known, now) ? known.Since : now;
            _observations[row.Name] = new Observation(row.Id, row.ExpiresOnUtc, since, now);
            if (_observations.Count > MaxRemembered)
                RemoveOld(now);
        }
    }

    /// <summary>
    /// Gets whether the lease of a lock is over: its row was seen unchanged for <see cref="GlaseDefaults.LockLeaseDuration"/>, or its end
    /// lies further in the past than clocks differ.
    /// </summary>
    /// <param name="row">The row as it is stored now</param>
    public bool IsOver(GlaseLock row)
    {
        if (row.ExpiresOnUtc < timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.MaxClockDifference)
            return true;

        var now = timeProvider.GetTimestamp();
        lock (_observations)
            return _observations.TryGetValue(row.Name, out var known) && known.ShowsSame(row) && IsRecent(known, now)
                && timeProvider.GetElapsedTime(known.Since, known.Last) >= GlaseDefaults.LockLeaseDuration;
    }

    /// <summary>
    /// Forgets what was seen of a lock, because this node holds it now.
    /// </summary>
    public void Forget(string name)
    {
        lock (_observations)
            _observations.Remove(name);
    }

    /// <summary>
    /// Begins to observe a lock in the background.
    /// </summary>
    /// <returns>Whether it was begun; not when somebody does so already</returns>
    public bool TryBegin(string name)
    {
        lock (_observations)
            return _observed.Add(name);
    }

    /// <summary>
    /// Ends what <see cref="TryBegin"/> began.
    /// </summary>
    public void End(string name)
    {
        lock (_observations)
            _observed.Remove(name);
    }

    private bool IsRecent(Observation observation, long now)
    {
        return timeProvider.GetElapsedTime(observation.Last, now) <= _maxInterval;
    }

    private void RemoveOld(long now)
    {
        foreach (var name in _observations.Where(entry => !IsRecent(entry.Value, now)).Select(entry => entry.Key).ToList())
            _observations.Remove(name);
    }

    private readonly record struct Observation(int RowId, DateTime ExpiresOnUtc, long Since, long Last)
    {
        public bool ShowsSame(GlaseLock row) => row.Id == RowId && row.ExpiresOnUtc == ExpiresOnUtc;
    }
}
