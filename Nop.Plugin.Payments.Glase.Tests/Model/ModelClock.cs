namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// The time of a model fixture, for its shop processes and its Glase. It stands still unless it is told to go on.
/// </summary>
internal sealed class ModelClock : TimeProvider
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private readonly HashSet<TimeSpan> _durationsPassed = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state, period);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>
    /// Gets whether a timer of a duration came to its end since the last <see cref="Clear"/>: work with that timeout may have given up.
    /// </summary>
    public bool HasPassed(TimeSpan duration)
    {
        lock (_lock)
            return _durationsPassed.Contains(duration);
    }

    /// <summary>
    /// Forgets which timers came to their end.
    /// </summary>
    public void Clear()
    {
        lock (_lock)
            _durationsPassed.Clear();
    }

    /// <summary>
    /// Goes on to the next alarm and rings it; false when there is none.
    /// </summary>
    public bool GoToNextAlarm()
    {
        Alarm next;
        lock (_lock)
        {
            next = _alarms.MinBy(alarm => alarm.DueOn);
            if (next is null)
                return false;
        }

        Pass(TimeSpan.FromTicks(Math.Max(0, next.DueOn - GetTimestamp())));
        return true;
    }

    /// <summary>
    /// Lets time pass, and rings the alarms on the way.
    /// </summary>
    public void Pass(TimeSpan time)
    {
        var end = GetTimestamp() + time.Ticks;
        while (TakeDue(end) is { } due)
        {
            Interlocked.Exchange(ref _ticks, Math.Max(GetTimestamp(), due.DueOn));
            due.Ring();
        }

        Interlocked.Exchange(ref _ticks, end);
    }

    private Alarm TakeDue(long end)
    {
        lock (_lock)
        {
            var due = _alarms.Where(alarm => alarm.DueOn <= end).MinBy(alarm => alarm.DueOn);
            if (due is not null)
            {
                _alarms.Remove(due);
                _durationsPassed.Add(due.Duration);
            }

            return due;
        }
    }

    private sealed class Alarm(ModelClock clock, TimerCallback callback, object state, TimeSpan period) : ITimer
    {
        private TimeSpan _period = period;

        public long DueOn { get; private set; }

        public TimeSpan Duration { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                _period = period;
                clock._alarms.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Duration = dueTime;
                    DueOn = clock.GetTimestamp() + dueTime.Ticks;
                    clock._alarms.Add(this);
                }
            }

            return true;
        }

        public void Ring()
        {
            if (_period > TimeSpan.Zero)
                Change(_period, _period);
            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
