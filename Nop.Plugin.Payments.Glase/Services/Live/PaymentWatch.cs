using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// The polling loop of one watched payment.
/// </summary>
internal sealed class PaymentWatch
{
    /// <summary>
    /// How long a payment is asked about after the last look: a browser that polls each second is still there.
    /// </summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// How long it is asked about after the last look while the last poll failed: browsers may not get through to the
    /// shop, and what Glase says may still have to be recorded.
    /// </summary>
    public static readonly TimeSpan IdleTimeoutWhileFailing = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan _pollTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _heartbeatInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _changeTimeout = _heartbeatInterval + TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly IPaymentPoller _poller;
    private readonly IPollerElection _election;
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly Action<PaymentWatch> _stopped;
    private readonly Func<PaymentWatch, bool> _tryStop;
    private volatile bool _isStopped;

    private TaskCompletionSource _currentPoll;
    private TaskCompletionSource _nextPoll = NewSignal();
    private TaskCompletionSource _change = NewSignal();
    private TaskCompletionSource _delay;
    private ITimer _timer;
    private bool _hasResult;
    private bool _isPollRequested;
    private bool _mustPoll;
    private int _knownChange;
    private long? _lastPollRequest;
    private PaymentSnapshot _latest;

    public PaymentWatch(GlasePayment payment, IPaymentPoller poller, IPollerElection election, SafeLog log, TimeProvider timeProvider,
        Func<PaymentWatch, bool> tryStop, Action<PaymentWatch> stopped)
    {
        _election = election;
        _stopped = stopped;
        _poller = poller;
        _log = log;
        _timeProvider = timeProvider;
        _tryStop = tryStop;
        _latest = new PaymentSnapshot(payment, IsPollFailing: false);
        _knownChange = payment.ChangeNumber;
        PaymentId = payment.Id;
        Token = payment.Token;
        LastUnsubscribed = timeProvider.GetTimestamp();
    }

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

    public int PaymentId { get; }

    public string Token { get; }

    /// <summary>
    /// Gets whether the polling loop has ended.
    /// </summary>
    public bool IsStopped => _isStopped;

    /// <summary>
    /// The number of subscribers; guarded by the owner of the watch.
    /// </summary>
    public int Subscribers { get; set; }

    /// <summary>
    /// When the last subscriber left, as a timestamp of the time provider; guarded by the owner of the watch.
    /// </summary>
    public long LastUnsubscribed { get; set; }

    public void Start()
    {
        // The loop belongs to all who look, so it must not carry the first one's request along.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = _timeProvider.CreateTimer(static watch => ((PaymentWatch)watch).EndDelay(), this,
                Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _ = Task.Run(RunAsync);
        }
    }

    /// <returns>The state as soon as it differs; the same one at the next heartbeat, or when that is overdue</returns>
    public async Task<PaymentSnapshot> NextAsync(PaymentSnapshot seen, CancellationToken cancellationToken)
    {
        Task change;
        lock (_lock)
        {
            if (_latest != seen)
                return _latest;
            change = _change.Task;
        }

        await IsInTimeAsync(change, _changeTimeout, cancellationToken);
        return Latest;
    }

    /// <returns>The state after the first answer; failing when it does not come in time</returns>
    public async Task<PaymentSnapshot> GetFirstResultAsync(CancellationToken cancellationToken)
    {
        Task answer;
        lock (_lock)
        {
            if (_hasResult || _latest.IsFinal)
                return _latest;
            answer = (_currentPoll ?? _nextPoll).Task;
        }

        return await AfterAsync(answer, cancellationToken);
    }

    /// <returns>The state after a new poll; failing when the answer does not come in time</returns>
    public async Task<PaymentSnapshot> PollNowAsync(CancellationToken cancellationToken)
    {
        Task answer;
        lock (_lock)
        {
            if (_latest.IsFinal)
                return _latest;

            // A poll that is already under way may have been answered before there was anything new.
            answer = _nextPoll.Task;
            _mustPoll = true;
            if (_lastPollRequest is not { } last || _timeProvider.GetElapsedTime(last) >= GlaseDefaults.PollInterval)
            {
                _lastPollRequest = _timeProvider.GetTimestamp();
                _isPollRequested = true;
                _delay?.TrySetResult();
            }
        }

        return await AfterAsync(answer, cancellationToken);
    }

    public void Publish(GlasePayment payment)
    {
        lock (_lock)
            Publish(new PaymentSnapshot(payment, IsPollFailing: false));
    }

    /// <summary>
    /// Records a payment that was read because it was saved; it is ignored when as much is known.
    /// </summary>
    public void PublishStored(GlasePayment payment)
    {
        lock (_lock)
        {
            if (payment.ChangeNumber <= _knownChange)
                return;
            _knownChange = payment.ChangeNumber;
            if (!PaymentSnapshot.ShowsSame(_latest.Payment, payment))
                Publish(_latest with { Payment = payment });
        }
    }

    /// <summary>
    /// Tells those who wait for a change that the watch goes on.
    /// </summary>
    public void Heartbeat()
    {
        lock (_lock)
            Signal();
    }

    private async Task<PaymentSnapshot> AfterAsync(Task answer, CancellationToken cancellationToken)
    {
        var isInTime = await IsInTimeAsync(answer, GlaseDefaults.PageTimeout, cancellationToken);
        return isInTime || Latest.IsFinal ? Latest : Latest with { IsPollFailing = true };
    }

    private async Task<bool> IsInTimeAsync(Task task, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(timeout, _timeProvider, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await LoopAsync();
        }
        catch (Exception exception)
        {
            _ = _log.ErrorAsync($"{PaymentLabels.For(Latest.Payment)}: polling stopped because of an error; it restarts " +
                $"when the payment is viewed again. {exception.Message}", exception);
        }
        finally
        {
            _isStopped = true;
            _stopped(this);
            _ = _election.ReleaseAsync(PaymentId);
            // Whoever came to ask in the last moment is answered with what is known.
            lock (_lock)
            {
                _currentPoll?.TrySetResult();
                _nextPoll.TrySetResult();
                Signal();
            }
        }
    }

    private async Task LoopAsync()
    {
        var lastHeartbeat = _timeProvider.GetTimestamp();
        // Those who came in the same moment, after a shop has started again, are not to poll in the same moment ever after.
        var interval = GlaseDefaults.PollInterval * (1 - Random.Shared.NextDouble() / 2);
        do
        {
            var started = _timeProvider.GetTimestamp();
            await PollAsync();
            if (_tryStop(this))
                break;

            if (_timeProvider.GetElapsedTime(lastHeartbeat, started) >= _heartbeatInterval)
            {
                lastHeartbeat = started;
                Heartbeat();
            }

            await DelayAsync(interval - _timeProvider.GetElapsedTime(started));
            interval = GlaseDefaults.PollInterval;
        }
        while (!_tryStop(this));

        await _timer.DisposeAsync();
    }

    private async Task PollAsync()
    {
        PaymentSnapshot before;
        bool mustPoll;
        lock (_lock)
        {
            before = _latest;
            mustPoll = _mustPoll;
            _mustPoll = false;
            _currentPoll = _nextPoll;
            _nextPoll = NewSignal();
        }

        var after = await TryPollAsync(before.Payment, mustPoll) is { } payment
            ? new PaymentSnapshot(payment, IsPollFailing: false)
            : before with { IsPollFailing = true };

        lock (_lock)
        {
            // What somebody was told meanwhile is newer than this answer.
            if (ReferenceEquals(_latest, before))
                Publish(after);
            _hasResult = true;
            _currentPoll.TrySetResult();
            _currentPoll = null;
        }
    }

    private async Task<GlasePayment> TryPollAsync(GlasePayment payment, bool mustPoll)
    {
        try
        {
            return await PollOrReadAsync(payment, mustPoll).WaitAsync(_pollTimeout, _timeProvider);
        }
        catch (Exception)
        {
            // The poller has logged it. The loop goes on: the next poll is due in a second.
            return null;
        }
    }

    // Where another node polls, its answers come as changes of the row.
    private async Task<GlasePayment> PollOrReadAsync(GlasePayment payment, bool mustPoll)
    {
        if (!mustPoll && !await _election.TryAcquireAsync(PaymentId))
            return await _poller.TryReadAsync(payment);

        var answer = await _poller.TryPollAsync(payment, CancellationToken.None);
        // Another node may get through to Glase.
        if (answer is null)
            await _election.ReleaseAsync(PaymentId);
        return answer;
    }

    private async Task DelayAsync(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
            return;

        Task delayEnded;
        lock (_lock)
        {
            _delay = NewSignal();
            if (_isPollRequested)
                _delay.SetResult();
            delayEnded = _delay.Task;
        }

        // One timer for all delays: thousands of watches set theirs each second.
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
        await delayEnded;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        lock (_lock)
        {
            _delay = null;
            _isPollRequested = false;
        }
    }

    private void EndDelay()
    {
        lock (_lock)
            _delay?.TrySetResult();
    }

    private void Publish(PaymentSnapshot snapshot)
    {
        _knownChange = Math.Max(_knownChange, snapshot.Payment.ChangeNumber);
        if (_latest == snapshot)
            return;

        _latest = snapshot;
        Signal();
    }

    private void Signal()
    {
        _change.TrySetResult();
        _change = NewSignal();
    }

    private static TaskCompletionSource NewSignal()
    {
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
