using System.Collections.Concurrent;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Per-payment throttle: lets an action run for each payment at most once per interval.
/// </summary>
internal sealed class PerPaymentThrottle(TimeSpan interval, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<int, long> _lastAcquired = [];
    private readonly TimeProvider _timeProvider = timeProvider;
    private long _swept = timeProvider.GetTimestamp();

    /// <summary>
    /// How many payments are remembered. For tests.
    /// </summary>
    internal int Count => _lastAcquired.Count;

    /// <summary>
    /// Acquires the next run for a payment; false when its interval is not over.
    /// </summary>
    public bool TryAcquire(int paymentId)
    {
        var now = _timeProvider.GetTimestamp();
        Sweep(now);
        if (_lastAcquired.TryGetValue(paymentId, out var done) && _timeProvider.GetElapsedTime(done, now) < interval)
            return false;

        _lastAcquired[paymentId] = now;
        return true;
    }

    // Once an interval, because thousands of payments may be asked about each second.
    private void Sweep(long now)
    {
        var swept = Interlocked.Read(ref _swept);
        if (_timeProvider.GetElapsedTime(swept, now) < interval || Interlocked.CompareExchange(ref _swept, now, swept) != swept)
            return;

        foreach (var (id, done) in _lastAcquired)
        {
            if (_timeProvider.GetElapsedTime(done, now) >= interval)
                _lastAcquired.TryRemove(KeyValuePair.Create(id, done));
        }
    }
}
