using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Asks Glase about one payment, again and again, as long as somebody looks at it.
/// </summary>
internal sealed class PaymentWatch
{
    /// <summary>
    /// How long a payment is asked about after the last look: a browser that polls each second is still there.
    /// </summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// How long it is asked about after the last look while the last question met trouble: browsers may not get through to the
    /// shop, and what Glase says may still have to be recorded.
    /// </summary>
    public static readonly TimeSpan LingerInTrouble = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan NewsPatience = BeatInterval + TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly IPaymentProbe _probe;
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly Action<PaymentWatch> _ended;
    private readonly Func<PaymentWatch, bool> _tryEnd;
    private volatile bool _isOver;

    private TaskCompletionSource _answerToThisQuestion;
    private TaskCompletionSource _answerToNextQuestion = NewSignal();
    private TaskCompletionSource _change = NewSignal();
    private TaskCompletionSource _rest;
    private ITimer _timer;
    private bool _isAnswered;
    private bool _isHurried;
    private long? _lastHurry;
    private PaymentSnapshot _latest;

    public PaymentWatch(GlaseInvoice invoice, IPaymentProbe probe, SafeLog log, TimeProvider timeProvider,
        Func<PaymentWatch, bool> tryEnd, Action<PaymentWatch> ended)
    {
        _ended = ended;
        _probe = probe;
        _log = log;
        _timeProvider = timeProvider;
        _tryEnd = tryEnd;
        _latest = new PaymentSnapshot(invoice, IsTroubled: false);
        Token = invoice.Token;
        LastVisit = timeProvider.GetTimestamp();
    }

    public PaymentSnapshot Latest
    {
        get
        {
            lock (_lock)
                return _latest;
        }
    }

    public string Token { get; }

    /// <summary>
    /// Gets whether nobody is asked any more, by whatever reason.
    /// </summary>
    public bool IsOver => _isOver;

    /// <summary>
    /// How many look now; guarded by the owner of the watch.
    /// </summary>
    public int Visitors { get; set; }

    /// <summary>
    /// When somebody looked last; guarded by the owner of the watch.
    /// </summary>
    public long LastVisit { get; set; }

    public void Start()
    {
        // The loop belongs to all who look, so it must not carry the first one's request along.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = _timeProvider.CreateTimer(static watch => ((PaymentWatch)watch).WakeUp(), this,
                Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _ = Task.Run(RunAsync);
        }
    }

    /// <returns>The state once it is another, or the same again at the next beat, or when none comes</returns>
    public async Task<PaymentSnapshot> NextAsync(PaymentSnapshot seen, CancellationToken cancellationToken)
    {
        Task change;
        lock (_lock)
        {
            if (_latest != seen)
                return _latest;
            change = _change.Task;
        }

        await IsInTimeAsync(change, NewsPatience, cancellationToken);
        return Latest;
    }

    /// <returns>The state after the first answer; troubled when it does not come in time</returns>
    public async Task<PaymentSnapshot> FirstAnswerAsync(CancellationToken cancellationToken)
    {
        Task answer;
        lock (_lock)
        {
            if (_isAnswered || _latest.IsFinal)
                return _latest;
            answer = (_answerToThisQuestion ?? _answerToNextQuestion).Task;
        }

        return await AfterAsync(answer, cancellationToken);
    }

    /// <returns>The state after Glase was asked anew; troubled when the answer does not come in time</returns>
    public async Task<PaymentSnapshot> AskNowAsync(CancellationToken cancellationToken)
    {
        Task answer;
        lock (_lock)
        {
            if (_latest.IsFinal)
                return _latest;

            // A question that is already under way may have been answered before there was anything new.
            answer = _answerToNextQuestion.Task;
            if (_lastHurry is not { } last || _timeProvider.GetElapsedTime(last) >= GlaseDefaults.PollInterval)
            {
                _lastHurry = _timeProvider.GetTimestamp();
                _isHurried = true;
                _rest?.TrySetResult();
            }
        }

        return await AfterAsync(answer, cancellationToken);
    }

    public void Tell(GlaseInvoice invoice)
    {
        lock (_lock)
            Publish(new PaymentSnapshot(invoice, IsTroubled: false));
    }

    /// <summary>
    /// Lets those who wait for news know that the watch goes on.
    /// </summary>
    public void Beat()
    {
        lock (_lock)
            Signal();
    }

    private async Task<PaymentSnapshot> AfterAsync(Task answer, CancellationToken cancellationToken)
    {
        var isInTime = await IsInTimeAsync(answer, GlaseDefaults.PagePatience, cancellationToken);
        return isInTime || Latest.IsFinal ? Latest : Latest with { IsTroubled = true };
    }

    private async Task<bool> IsInTimeAsync(Task task, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(patience, _timeProvider, cancellationToken);
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
            _ = _log.ErrorAsync($"{PaymentNames.Of(Latest.Invoice)}: Glase was asked no more about it, because of a failure; it is begun " +
                $"anew when somebody looks. {exception.Message}", exception);
        }
        finally
        {
            _isOver = true;
            _ended(this);
            // Whoever came to ask in the last moment is answered with what is known.
            lock (_lock)
            {
                _answerToThisQuestion?.TrySetResult();
                _answerToNextQuestion.TrySetResult();
                Signal();
            }
        }
    }

    private async Task LoopAsync()
    {
        var lastBeat = _timeProvider.GetTimestamp();
        // Those who came in the same moment, after a shop has started again, are not to ask in the same moment ever after.
        var interval = GlaseDefaults.PollInterval * (1 - Random.Shared.NextDouble() / 2);
        do
        {
            var started = _timeProvider.GetTimestamp();
            await AskAsync();
            if (_tryEnd(this))
                break;

            if (_timeProvider.GetElapsedTime(lastBeat, started) >= BeatInterval)
            {
                lastBeat = started;
                Beat();
            }

            await RestAsync(interval - _timeProvider.GetElapsedTime(started));
            interval = GlaseDefaults.PollInterval;
        }
        while (!_tryEnd(this));

        await _timer.DisposeAsync();
    }

    private async Task AskAsync()
    {
        PaymentSnapshot before;
        lock (_lock)
        {
            before = _latest;
            _answerToThisQuestion = _answerToNextQuestion;
            _answerToNextQuestion = NewSignal();
        }

        var after = await TryAskAsync(before.Invoice) is { } invoice
            ? new PaymentSnapshot(invoice, IsTroubled: false)
            : before with { IsTroubled = true };

        lock (_lock)
        {
            // What somebody was told meanwhile is newer than this answer.
            if (ReferenceEquals(_latest, before))
                Publish(after);
            _isAnswered = true;
            _answerToThisQuestion.TrySetResult();
            _answerToThisQuestion = null;
        }
    }

    private async Task<GlaseInvoice> TryAskAsync(GlaseInvoice invoice)
    {
        try
        {
            return await _probe.TryAskAsync(invoice, CancellationToken.None).WaitAsync(AskPatience, _timeProvider);
        }
        catch (Exception)
        {
            // The probe has logged what it could. Whatever it is, the next question comes.
            return null;
        }
    }

    private async Task RestAsync(TimeSpan rest)
    {
        if (rest <= TimeSpan.Zero)
            return;

        Task over;
        lock (_lock)
        {
            _rest = NewSignal();
            if (_isHurried)
                _rest.SetResult();
            over = _rest.Task;
        }

        // One timer for all rests: thousands of watches set theirs each second.
        _timer.Change(rest, Timeout.InfiniteTimeSpan);
        await over;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        lock (_lock)
        {
            _rest = null;
            _isHurried = false;
        }
    }

    private void WakeUp()
    {
        lock (_lock)
            _rest?.TrySetResult();
    }

    private void Publish(PaymentSnapshot snapshot)
    {
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
