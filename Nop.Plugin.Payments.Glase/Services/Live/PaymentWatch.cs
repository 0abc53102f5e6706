using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// The polling of one watched payment.
/// </summary>
/// <remarks>
/// Thousands are watched at once, so that a watch that waits is this object and nothing else: <see cref="WatchSchedule"/> runs it each
/// second, and neither a task nor a timer of its own lasts from one poll to the next.
/// </remarks>
internal sealed class PaymentWatch(GlasePayment payment, PaymentWatchRegistry watches, ElectedPoller poller, WatchSchedule schedule,
    TimeProvider timeProvider) : IThreadPoolWorkItem
{
    /// <summary>
    /// How long a payment is asked about after the last event stream ended: a browser that comes again is still there.
    /// </summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// How long it is asked about after the last request for its status, whose sender does not say when it leaves: a phone that shows the app
    /// instead of the page asks no more, and a shop whose cache fails answers before the plugin is called. Longer than it takes to notice that, and
    /// than the 20 seconds after which Glase reverses a payment (Glase API: 20 s reversal).
    /// </summary>
    public static readonly TimeSpan IdleTimeoutAfterRequest = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long it is asked about after the last look while the last poll failed or the shop fails: browsers may not get through to the
    /// shop, and what Glase says may still have to be recorded.
    /// </summary>
    public static readonly TimeSpan IdleTimeoutWhileFailing = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan _pollTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _heartbeatInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _minInterval = GlaseDefaults.PollInterval / 2;

    private readonly Lock _lock = new();
    private IPaymentListener[] _listeners = [];
    private PaymentSnapshot _latest = new(payment, IsPollFailing: false);
    private TaskCompletionSource _currentAnswer;
    private TaskCompletionSource _nextAnswer;
    private long _due;
    private long _lastHeartbeat;
    private long _pollStarted;
    private long? _lastPollRequest;
    private int _knownChange = payment.ChangeNumber;
    private int _polls;
    private bool _hasResult;
    private bool _isPolling;
    private bool _isNextPollDue;
    private bool _mustPoll;
    private bool _isStopped;

    public PaymentSnapshot Latest
    {
        get
        {
            lock (_lock)
                return _latest;
        }
    }

    /// <summary>
    /// Gets the highest <see cref="GlasePayment.ChangeNumber"/> that is known here.
    /// </summary>
    public int KnownChange
    {
        get
        {
            lock (_lock)
                return _knownChange;
        }
    }

    public int PaymentId => Latest.Payment.Id;

    public string Token => Latest.Payment.Token;

    /// <summary>
    /// The number of subscribers; guarded by the owner of the watch.
    /// </summary>
    public int Subscribers { get; set; }

    /// <summary>
    /// When the last subscriber left, as a timestamp of the time provider; guarded by the owner of the watch.
    /// </summary>
    public long LastUnsubscribed { get; set; } = timeProvider.GetTimestamp();

    /// <summary>
    /// Until when the payment is asked about without a subscriber, as a timestamp; guarded by the owner of the watch.
    /// </summary>
    public long IdleUntil { get; set; }

    public void Start()
    {
        _due = _lastHeartbeat = timeProvider.GetTimestamp();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>
    /// Tells a listener the state now, and from now on.
    /// </summary>
    public void Add(IPaymentListener listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners, listener];
            listener.Tell(_latest);
        }
    }

    public void Remove(IPaymentListener listener)
    {
        lock (_lock)
            _listeners = Array.FindAll(_listeners, other => other != listener);
    }

    /// <returns>The state after the first answer; failing when it does not come in time</returns>
    public async Task<PaymentSnapshot> GetFirstResultAsync(CancellationToken cancellationToken)
    {
        Task answer;
        lock (_lock)
        {
            if (_hasResult || _isStopped || _latest.IsFinal)
                return _latest;
            answer = _isPolling ? (_currentAnswer ??= NewSignal()).Task : (_nextAnswer ??= NewSignal()).Task;
        }

        return await AfterAsync(answer, cancellationToken);
    }

    /// <returns>The state after a new poll; failing when the answer does not come in time</returns>
    public async Task<PaymentSnapshot> PollNowAsync(CancellationToken cancellationToken)
    {
        Task answer;
        lock (_lock)
        {
            if (_isStopped || _latest.IsFinal)
                return _latest;

            // A poll that is already under way may have been answered before there was anything new.
            answer = (_nextAnswer ??= NewSignal()).Task;
            _mustPoll = true;
            if (_lastPollRequest is not { } last || timeProvider.GetElapsedTime(last) >= GlaseDefaults.PollInterval)
            {
                _lastPollRequest = timeProvider.GetTimestamp();
                RunSoon();
            }
        }

        return await AfterAsync(answer, cancellationToken);
    }

    public void Publish(GlasePayment stored)
    {
        lock (_lock)
            Publish(new PaymentSnapshot(stored, IsPollFailing: false));
    }

    /// <summary>
    /// Records a payment that was read because it was saved; it is ignored when as much is known.
    /// </summary>
    public void PublishStored(GlasePayment stored)
    {
        lock (_lock)
        {
            if (stored.ChangeNumber <= _knownChange)
                return;
            _knownChange = stored.ChangeNumber;
            if (!PaymentSnapshot.ShowsSame(_latest.Payment, stored))
                Publish(_latest with { Payment = stored });
        }
    }

    /// <summary>
    /// Tells the listeners that the shop stops.
    /// </summary>
    public void EndListeners()
    {
        lock (_lock)
        {
            foreach (var listener in _listeners)
                listener.End();
        }
    }

    /// <summary>
    /// Does what is due.
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            Run();
        }
        catch (Exception exception)
        {
            watches.LogFailure(Latest.Payment, exception);
            lock (_lock)
                _due = schedule.After(_due, GlaseDefaults.PollInterval);
            schedule.Add(this, _due);
        }
    }

    private void Run()
    {
        lock (_lock)
        {
            // What was scheduled before a poll that somebody asked for.
            if (_isStopped || timeProvider.GetTimestamp() < _due)
                return;
        }

        if (watches.TryStop(this))
        {
            Stop();
            return;
        }

        PaymentSnapshot before;
        bool mustPoll;
        int number;
        lock (_lock)
        {
            var now = timeProvider.GetTimestamp();
            Schedule(now);
            if (timeProvider.GetElapsedTime(_lastHeartbeat, now) >= _heartbeatInterval)
            {
                _lastHeartbeat = now;
                TellListeners();
            }

            if (_isPolling && timeProvider.GetElapsedTime(_pollStarted, now) < _pollTimeout)
            {
                _isNextPollDue = true;
                return;
            }

            if (_isPolling)
                RecordAnswer(_latest, answer: null);
            before = _latest;
            mustPoll = _mustPoll;
            number = ++_polls;
            _mustPoll = false;
            _isPolling = true;
            _isNextPollDue = false;
            _pollStarted = now;
            (_currentAnswer, _nextAnswer) = (_nextAnswer, null);
        }

        _ = PollAsync(number, before, mustPoll);
    }

    private async Task PollAsync(int number, PaymentSnapshot before, bool mustPoll)
    {
        try
        {
            var answer = await poller.TryPollAsync(before.Payment, mustPoll);
            lock (_lock)
            {
                // It took too long, and the next poll has begun.
                if (number != _polls)
                    return;
                RecordAnswer(before, answer);
            }

            if (watches.TryStop(this))
            {
                Stop();
                return;
            }

            lock (_lock)
            {
                if (_isNextPollDue)
                    RunSoon();
            }
        }
        catch (Exception exception)
        {
            watches.LogFailure(before.Payment, exception);
        }
    }

    // Those who came in the same moment, after a shop has started again, are not to poll in the same moment ever after. Nor are those that a
    // process which stood still has made late together: each keeps its own moment of the second.
    private void Schedule(long now)
    {
        var interval = _polls == 0 ? GlaseDefaults.PollInterval * (1 - Random.Shared.NextDouble() / 2) : GlaseDefaults.PollInterval;
        _due = schedule.After(_due, interval);
        var earliest = schedule.After(now, _minInterval);
        while (_due < earliest)
            _due = schedule.After(_due, GlaseDefaults.PollInterval);
        schedule.Add(this, _due);
    }

    private void RunSoon()
    {
        if (_isPolling)
        {
            _isNextPollDue = true;
            return;
        }

        _due = timeProvider.GetTimestamp();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void RecordAnswer(PaymentSnapshot before, GlasePayment answer)
    {
        _isPolling = false;
        _hasResult = true;
        // What somebody was told meanwhile is newer than this answer.
        if (ReferenceEquals(_latest, before))
            Publish(answer is null ? before with { IsPollFailing = true } : new PaymentSnapshot(answer, IsPollFailing: false));
        _currentAnswer?.TrySetResult();
        _currentAnswer = null;
    }

    private void Stop()
    {
        lock (_lock)
        {
            if (_isStopped)
                return;
            _isStopped = true;
            // A poll that is still under way comes too late.
            _polls++;
            // A request that arrived at the last moment is answered with what is known.
            _currentAnswer?.TrySetResult();
            _nextAnswer?.TrySetResult();
        }

        poller.Release(PaymentId);
    }

    private async Task<PaymentSnapshot> AfterAsync(Task answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer.WaitAsync(GlaseDefaults.PageTimeout, timeProvider, cancellationToken);
            return Latest;
        }
        catch (TimeoutException)
        {
            var latest = Latest;
            return latest.IsFinal ? latest : latest with { IsPollFailing = true };
        }
    }

    private void Publish(PaymentSnapshot snapshot)
    {
        _knownChange = Math.Max(_knownChange, snapshot.Payment.ChangeNumber);
        if (_latest == snapshot)
            return;

        _latest = snapshot;
        TellListeners();
    }

    private void TellListeners()
    {
        foreach (var listener in _listeners)
            listener.Tell(_latest);
    }

    private static TaskCompletionSource NewSignal()
    {
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
