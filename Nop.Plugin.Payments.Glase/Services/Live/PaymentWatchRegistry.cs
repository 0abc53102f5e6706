using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Shares one polling loop per watched payment among all its subscribers, and stops it when nobody subscribes. Polling ends with the shop.
/// </summary>
public sealed class PaymentWatchRegistry : IDisposable
{
    // How long a request waits for the database before it makes do with what is known in memory.
    private static readonly TimeSpan _databaseTimeout = TimeSpan.FromSeconds(2);

    private readonly ElectedPoller _poller;
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly WatchSchedule _schedule;
    private readonly Dictionary<string, PaymentWatch> _watches = [];
    private readonly Dictionary<int, PaymentWatch> _watchesById = [];
    private bool _isStopping;

    /// <summary>
    /// Initializes a new instance of the <see cref="PaymentWatchRegistry"/> class.
    /// </summary>
    public PaymentWatchRegistry(IPaymentPoller poller, IPollerElection election, SafeLog log, TimeProvider timeProvider,
        IHostApplicationLifetime applicationLifetime)
    {
        _poller = new ElectedPoller(poller, election);
        _log = log;
        _timeProvider = timeProvider;
        _schedule = new WatchSchedule(timeProvider);
        applicationLifetime.ApplicationStopping.Register(Stop);
    }

    /// <inheritdoc />
    public void Dispose() => _schedule.Dispose();

    /// <summary>
    /// Gets how many payments are being looked at.
    /// </summary>
    public int Count
    {
        get
        {
            lock (_watches)
                return _watches.Count;
        }
    }

    /// <summary>
    /// Tells a listener the state of a payment now and whenever it changes, until what is returned is disposed or the shop stops. Meanwhile
    /// the very same state is told again every 5 seconds, so that the listener can show that the connection is alive.
    /// </summary>
    internal PaymentSubscription Subscribe(GlasePayment payment, IPaymentListener listener)
    {
        lock (_watches)
        {
            var subscription = Subscribe(payment);
            subscription.Watch.Add(listener);
            if (_isStopping)
                listener.End();
            return subscription with { Listener = listener };
        }
    }

    /// <summary>
    /// Tells the state of a payment to somebody who will ask again; the first one waits for Glase's answer, for at most
    /// <see cref="GlaseDefaults.PageTimeout"/>.
    /// </summary>
    public async Task<PaymentSnapshot> GetStateAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        using var subscription = Subscribe(payment);
        return await subscription.Watch.GetFirstResultAsync(cancellationToken);
    }

    /// <summary>
    /// Asks Glase at once, because there is reason to think that something has changed. Called more than once a second for
    /// one payment, it waits for the next regular question instead.
    /// </summary>
    /// <returns>
    /// The state after Glase was asked; failing when Glase did not answer, when its answer could not be recorded, or when that
    /// took longer than <see cref="GlaseDefaults.PageTimeout"/>
    /// </returns>
    public async Task<PaymentSnapshot> PollNowAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        using var subscription = Subscribe(payment);
        return await subscription.Watch.PollNowAsync(cancellationToken);
    }

    /// <summary>
    /// Reads a payment, and makes do with what is known of one that is looked at when the database fails or does not answer: so
    /// those who look stay counted, and Glase is asked on.
    /// </summary>
    /// <param name="token">The payment's token</param>
    /// <param name="read">Reads it from the database</param>
    /// <returns>The payment; null when there is none</returns>
    public async Task<GlasePayment> FindAsync(string token, Func<Task<GlasePayment>> read)
    {
        PaymentWatch watch;
        lock (_watches)
            _watches.TryGetValue(token, out watch);
        if (watch is null)
            return await read();

        try
        {
            return await read().WaitAsync(_databaseTimeout, _timeProvider);
        }
        catch (Exception)
        {
            // The payment's watchers are told of the failure.
            return watch.Latest.Payment;
        }
    }

    /// <summary>
    /// Publishes a payment to those who watch it.
    /// </summary>
    public void Publish(GlasePayment payment)
    {
        PaymentWatch watch;
        lock (_watches)
            _watches.TryGetValue(payment.Token, out watch);
        watch?.Publish(payment);
    }

    /// <summary>
    /// Gets the payments that are watched here and may still change, with the highest <see cref="GlasePayment.ChangeNumber"/> that is
    /// known of each.
    /// </summary>
    public IReadOnlyDictionary<int, int> GetKnownChanges()
    {
        PaymentWatch[] watches;
        lock (_watches)
            watches = [.. _watches.Values];
        var known = new Dictionary<int, int>(watches.Length);
        foreach (var watch in watches.Where(watch => !watch.Latest.IsFinal))
            known[watch.PaymentId] = watch.KnownChange;
        return known;
    }

    /// <summary>
    /// Gets whether a payment is watched here and a change of it is not known here yet.
    /// </summary>
    public bool IsBehind(int paymentId, int changeNumber)
    {
        PaymentWatch watch;
        lock (_watches)
            _watchesById.TryGetValue(paymentId, out watch);
        return watch?.KnownChange < changeNumber;
    }

    /// <summary>
    /// Publishes a payment, read because it was saved, to its watchers, unless the watch has the same or a newer version.
    /// </summary>
    public void PublishStored(GlasePayment payment)
    {
        PaymentWatch watch;
        lock (_watches)
            _watches.TryGetValue(payment.Token, out watch);
        watch?.PublishStored(payment);
    }

    internal void Unsubscribe(PaymentSubscription subscription)
    {
        lock (_watches)
        {
            if (subscription.Listener is { } listener)
                subscription.Watch.Remove(listener);
            var watch = subscription.Watch;
            watch.Subscribers--;
            watch.LastUnsubscribed = _timeProvider.GetTimestamp();
            var timeout = subscription.Listener is null ? PaymentWatch.IdleTimeoutAfterRequest : PaymentWatch.IdleTimeout;
            watch.IdleUntil = Math.Max(watch.IdleUntil, watch.LastUnsubscribed + (long)(timeout.TotalSeconds * _timeProvider.TimestampFrequency));
        }
    }

    /// <summary>
    /// Ends a watch that nobody needs any more.
    /// </summary>
    /// <returns>Whether it has ended, and is to poll no more</returns>
    internal bool TryStop(PaymentWatch watch)
    {
        lock (_watches)
        {
            var latest = watch.Latest;
            if (!latest.IsFinal && (watch.Subscribers > 0 || !IsIdle(watch, latest)))
                return false;
            if (_watches.TryGetValue(watch.Token, out var current) && current == watch)
            {
                _watches.Remove(watch.Token);
                _watchesById.Remove(watch.PaymentId);
            }

            return true;
        }
    }

    internal void LogFailure(GlasePayment payment, Exception exception)
    {
        _ = _log.ErrorAsync($"{PaymentLabels.For(payment)}: polling failed unexpectedly; it is repeated in a second. {exception.Message}",
            exception);
    }

    private bool IsIdle(PaymentWatch watch, PaymentSnapshot latest)
    {
        return _timeProvider.GetTimestamp() >= watch.IdleUntil
            && (!latest.IsPollFailing && !_poller.IsShopFailing || _timeProvider.GetElapsedTime(watch.LastUnsubscribed) >= PaymentWatch.IdleTimeoutWhileFailing);
    }

    // Those who watch do not wait for their payments to end.
    private void Stop()
    {
        PaymentWatch[] watches;
        lock (_watches)
        {
            _isStopping = true;
            watches = [.. _watches.Values];
        }

        foreach (var watch in watches)
            watch.EndListeners();
    }

    private PaymentSubscription Subscribe(GlasePayment payment)
    {
        lock (_watches)
        {
            if (!_watches.TryGetValue(payment.Token, out var watch))
            {
                watch = new PaymentWatch(payment, this, _poller, _schedule, _timeProvider);
                _watches[payment.Token] = watch;
                _watchesById[payment.Id] = watch;
                watch.Start();
            }

            watch.Subscribers++;
            return new PaymentSubscription(this, watch, Listener: null);
        }
    }
}
