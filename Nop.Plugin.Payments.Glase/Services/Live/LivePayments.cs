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
    private readonly IPaymentProbe _probe;
    private readonly TimeProvider _timeProvider;
    private readonly Dictionary<string, PaymentWatch> _watches = [];
    private volatile bool _isStopping;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public LivePayments(IPaymentProbe probe, TimeProvider timeProvider, IHostApplicationLifetime applicationLifetime)
    {
        _probe = probe;
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
        using var visit = Visit(invoice);
        var seen = visit.Watch.Latest;
        yield return seen;
        while (!seen.IsFinal && !_isStopping)
        {
            seen = await visit.Watch.NextAsync(seen, cancellationToken);
            yield return seen;
        }
    }

    /// <summary>
    /// Tells the state of a payment to somebody who will ask again; the first one waits for Glase's answer.
    /// </summary>
    public async Task<PaymentSnapshot> LookAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        using var visit = Visit(invoice);
        await visit.Watch.FirstAnswerAsync(cancellationToken);
        return visit.Watch.Latest;
    }

    /// <summary>
    /// Asks Glase at once, because there is reason to think that something has changed. Called more than once a second for
    /// one payment, it waits for the next regular question instead.
    /// </summary>
    /// <returns>The state after Glase was asked; troubled when Glase did not answer</returns>
    public async Task<PaymentSnapshot> AskNowAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        using var visit = Visit(invoice);
        return await visit.Watch.AskNowAsync(cancellationToken);
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
            if (!_watches.TryGetValue(invoice.Token, out var watch))
            {
                watch = new PaymentWatch(invoice, _probe, _timeProvider, TryEnd);
                _watches.Add(invoice.Token, watch);
                watch.Start();
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
            if (!watch.Latest.IsFinal && (watch.Visitors > 0 || _timeProvider.GetElapsedTime(watch.LastVisit) < PaymentWatch.Linger))
                return false;
            if (_watches.TryGetValue(watch.Latest.Invoice.Token, out var current) && current == watch)
                _watches.Remove(watch.Latest.Invoice.Token);
            return true;
        }
    }

    private sealed class Visitor(LivePayments payments, PaymentWatch watch) : IDisposable
    {
        public PaymentWatch Watch => watch;

        public void Dispose() => payments.Leave(watch);
    }
}
