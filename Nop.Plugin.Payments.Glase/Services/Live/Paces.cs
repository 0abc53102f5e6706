using System.Collections.Concurrent;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Lets something be done about each of many payments once in a while, not each time it could be.
/// </summary>
internal sealed class Paces
{
    private readonly ConcurrentDictionary<int, long> _done = [];
    private readonly TimeSpan _interval;
    private readonly TimeProvider _timeProvider;
    private long _swept;

    public Paces(TimeSpan interval, TimeProvider timeProvider)
    {
        _interval = interval;
        _timeProvider = timeProvider;
        _swept = timeProvider.GetTimestamp();
    }

    /// <summary>
    /// How many payments are remembered.
    /// </summary>
    public int Count => _done.Count;

    /// <summary>
    /// Gets whether it is time for a payment, and takes it for done if so.
    /// </summary>
    public bool IsTimeFor(int paymentId)
    {
        var now = _timeProvider.GetTimestamp();
        Sweep(now);
        if (_done.TryGetValue(paymentId, out var done) && _timeProvider.GetElapsedTime(done, now) < _interval)
            return false;

        _done[paymentId] = now;
        return true;
    }

    // Once an interval, because thousands of payments may be asked about each second.
    private void Sweep(long now)
    {
        var swept = Interlocked.Read(ref _swept);
        if (_timeProvider.GetElapsedTime(swept, now) < _interval || Interlocked.CompareExchange(ref _swept, now, swept) != swept)
            return;

        foreach (var (id, done) in _done)
        {
            if (_timeProvider.GetElapsedTime(done, now) >= _interval)
                _done.TryRemove(KeyValuePair.Create(id, done));
        }
    }
}
