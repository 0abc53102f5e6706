namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Runs watches when they are due, by one timer for all of them: thousands are due each second.
/// </summary>
internal sealed class WatchSchedule : IDisposable
{
    // Watches that are due in the same hundredth of a second are run together.
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<PaymentWatch, long> _watches = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly long _stepTicks;
    private long _timerDue = long.MaxValue;

    public WatchSchedule(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _stepTicks = ToTicks(_step);
        // The timer belongs to all watches, so it must not carry the first one's request along.
        using (ExecutionContext.SuppressFlow())
            _timer = timeProvider.CreateTimer(static schedule => ((WatchSchedule)schedule).RunDue(), this,
                Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Runs no watch any more.
    /// </summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>
    /// Gets the step of the schedule that is not earlier than an interval after a time.
    /// </summary>
    /// <param name="timestamp">The time, as a timestamp of the time provider</param>
    /// <param name="interval">The interval</param>
    public long After(long timestamp, TimeSpan interval)
    {
        return (timestamp + ToTicks(interval) + _stepTicks - 1) / _stepTicks * _stepTicks;
    }

    /// <summary>
    /// Runs a watch once, at a timestamp of the time provider. That it was to be run at another time too stays as it is.
    /// </summary>
    public void Add(PaymentWatch watch, long due)
    {
        lock (_lock)
        {
            _watches.Enqueue(watch, due);
            if (due < _timerDue)
                SetTimer(due);
        }
    }

    private void RunDue()
    {
        lock (_lock)
        {
            try
            {
                var now = _timeProvider.GetTimestamp();
                while (_watches.TryPeek(out var watch, out var due) && due <= now)
                {
                    _watches.Dequeue();
                    ThreadPool.UnsafeQueueUserWorkItem(watch, preferLocal: false);
                }

                _timerDue = long.MaxValue;
                if (_watches.TryPeek(out _, out var next))
                    SetTimer(next);
            }
            catch (Exception)
            {
                // Who waits must not wait for ever because of one failure: the next step tries again.
                _timer.Change(_step, Timeout.InfiniteTimeSpan);
            }
        }
    }

    // Timers count whole milliseconds, and would fire too early otherwise.
    private void SetTimer(long due)
    {
        _timerDue = due;
        var delay = _timeProvider.GetElapsedTime(_timeProvider.GetTimestamp(), due).TotalMilliseconds;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(delay))), Timeout.InfiniteTimeSpan);
    }

    private long ToTicks(TimeSpan time)
    {
        return (long)(time.TotalSeconds * _timeProvider.TimestampFrequency);
    }
}
