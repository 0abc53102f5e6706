using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Keeps those who look at a payment up to date: one question to Glase per payment and second, however many look, and none
/// when nobody does.
/// </summary>
public class LivePayments
{
    // How long a request waits for the database before it makes do with what is known in memory.
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(2);

    private readonly IPaymentProbe _probe;
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly Dictionary<string, PaymentWatch> _watches = [];
    private volatile bool _isStopping;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public LivePayments(IPaymentProbe probe, SafeLog log, TimeProvider timeProvider, IHostApplicationLifetime applicationLifetime)
    {
        _probe = probe;
        _log = log;
        _timeProvider = timeProvider;
        applicationLifetime.ApplicationStopping.Register(Stop);
    }

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
    /// Tells the state of a payment now and whenever it changes, until it is final or the shop stops. Meanwhile the very same
    /// state comes again every 15 seconds, so that whoever passes it on can show that the connection lives.
    /// </summary>
    public async IAsyncEnumerable<PaymentSnapshot> WatchAsync(GlaseInvoice invoice,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new PaymentSnapshot(invoice, IsTroubled: false);
        for (var isFirst = true; isFirst || !seen.IsFinal && !_isStopping; isFirst = false)
        {
            // Should a watch die, its payment is looked at anew.
            if (!isFirst)
                await Task.Delay(GlaseDefaults.PollInterval, _timeProvider, cancellationToken);
            using var visit = Visit(seen.Invoice);
            seen = visit.Watch.Latest;
            yield return seen;
            while (!seen.IsFinal && !_isStopping && !visit.Watch.IsOver)
            {
                seen = await visit.Watch.NextAsync(seen, cancellationToken);
                yield return seen;
            }
        }
    }

    /// <summary>
    /// Tells the state of a payment to somebody who will ask again; the first one waits for Glase's answer, for at most
    /// <see cref="GlaseDefaults.PagePatience"/>.
    /// </summary>
    public async Task<PaymentSnapshot> LookAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        using var visit = Visit(invoice);
        return await visit.Watch.FirstAnswerAsync(cancellationToken);
    }

    /// <summary>
    /// Asks Glase at once, because there is reason to think that something has changed. Called more than once a second for
    /// one payment, it waits for the next regular question instead.
    /// </summary>
    /// <returns>
    /// The state after Glase was asked; troubled when Glase did not answer, when its answer could not be recorded, or when that
    /// took longer than <see cref="GlaseDefaults.PagePatience"/>
    /// </returns>
    public async Task<PaymentSnapshot> AskNowAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        using var visit = Visit(invoice);
        return await visit.Watch.AskNowAsync(cancellationToken);
    }

    /// <summary>
    /// Reads a payment, and makes do with what is known of one that is looked at when the database fails or does not answer: so
    /// those who look stay counted, and Glase is asked on.
    /// </summary>
    /// <param name="token">The payment's token</param>
    /// <param name="read">Reads it from the database</param>
    /// <returns>The payment; null when there is none</returns>
    public async Task<GlaseInvoice> FindAsync(string token, Func<Task<GlaseInvoice>> read)
    {
        PaymentWatch watch;
        lock (_watches)
            _watches.TryGetValue(token, out watch);
        if (watch is null)
            return await read();

        try
        {
            return await read().WaitAsync(DatabasePatience, _timeProvider);
        }
        catch (Exception)
        {
            // Whoever watches the payment tells of the trouble.
            return watch.Latest.Invoice;
        }
    }

    /// <summary>
    /// Hands news to whoever looks at the payment.
    /// </summary>
    public void Tell(GlaseInvoice invoice)
    {
        PaymentWatch watch;
        lock (_watches)
            _watches.TryGetValue(invoice.Token, out watch);
        watch?.Tell(invoice);
    }

    // Those who watch do not wait for their payments to end.
    private void Stop()
    {
        _isStopping = true;
        PaymentWatch[] watches;
        lock (_watches)
            watches = [.. _watches.Values];
        foreach (var watch in watches)
            watch.Beat();
    }

    private Visitor Visit(GlaseInvoice invoice)
    {
        lock (_watches)
        {
            if (!_watches.TryGetValue(invoice.Token, out var watch) || watch.IsOver)
            {
                watch = new PaymentWatch(invoice, _probe, _log, _timeProvider, TryEnd, Remove);
                watch.Start();
                _watches[invoice.Token] = watch;
            }

            watch.Visitors++;
            return new Visitor(this, watch);
        }
    }

    private void Leave(PaymentWatch watch)
    {
        lock (_watches)
        {
            watch.Visitors--;
            watch.LastVisit = _timeProvider.GetTimestamp();
        }
    }

    private bool TryEnd(PaymentWatch watch)
    {
        lock (_watches)
        {
            var latest = watch.Latest;
            var linger = latest.IsTroubled ? PaymentWatch.LingerInTrouble : PaymentWatch.Linger;
            if (!latest.IsFinal && (watch.Visitors > 0 || _timeProvider.GetElapsedTime(watch.LastVisit) < linger))
                return false;
            Remove(watch);
            return true;
        }
    }

    private void Remove(PaymentWatch watch)
    {
        lock (_watches)
        {
            if (_watches.TryGetValue(watch.Token, out var current) && current == watch)
                _watches.Remove(watch.Token);
        }
    }

    private sealed class Visitor(LivePayments payments, PaymentWatch watch) : IDisposable
    {
        public PaymentWatch Watch => watch;

        public void Dispose() => payments.Leave(watch);
    }
}
