using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Shop.Benchmarks.Farm;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// Payments that browsers watch and that do not change, on a clock that is moved.
/// </summary>
internal sealed class WatchedPayments : IPaymentPoller, IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly PaymentWatchRegistry _registry;
    private readonly GlasePayment[] _payments;
    private readonly int[] _polls;
    private readonly int _tabs;
    private List<PaymentSubscription> _subscriptions = [];

    public WatchedPayments(int payments, int tabs)
    {
        _tabs = tabs;
        _registry = new PaymentWatchRegistry(this, new NodesApart(),
            new SafeLog(NullLogger<SafeLog>.Instance, _services.GetRequiredService<IServiceScopeFactory>()), _clock,
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        _polls = new int[payments];
        _payments = [.. Enumerable.Range(0, payments).Select(number => new GlasePayment
        {
            Id = number,
            Token = Guid.NewGuid().ToString("N"),
            InvoiceReference = "R",
            Status = GlasePaymentStatus.Issued
        })];
    }

    public bool IsShopFailing => false;

    /// <summary>How often each payment was polled.</summary>
    public IReadOnlyList<int> Polls => _polls;

    /// <summary>Opens all tabs, and waits until each payment was polled.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _subscriptions = [.. Enumerable.Repeat(_payments, _tabs).SelectMany(each => each)
            .Select(payment => _registry.Subscribe(payment, new Tab()))];
        await UntilPolledAsync(1, cancellationToken);
    }

    /// <summary>Lets seconds pass, and waits in each until each payment was polled.</summary>
    public async Task PassAsync(int seconds, CancellationToken cancellationToken)
    {
        for (var second = 0; second < seconds; second++)
            await PassAsync(TimeSpan.FromSeconds(1), cancellationToken);
    }

    /// <summary>Lets time pass at once, as a process sees it that stood still, and waits until each payment was polled.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var before = _polls.Min();
        _clock.Advance(time);
        await UntilPolledAsync(before + 1, cancellationToken);
    }

    /// <returns>In how many hundredths of the next one and a half seconds payments are polled</returns>
    public async Task<int> CountMomentsAsync(CancellationToken cancellationToken)
    {
        var moments = 0;
        for (var moment = 0; moment < 150; moment++)
        {
            var before = _polls.Sum();
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(2, cancellationToken);
            moments += _polls.Sum() > before ? 1 : 0;
        }

        return moments;
    }

    public Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _polls[payment.Id]);
        return Task.FromResult(payment);
    }

    public Task<GlasePayment> TryReadAsync(GlasePayment payment) => Task.FromResult(payment);

    /// <summary>Closes all tabs, and waits until nothing is polled any more.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        while (_registry.Count > 0)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        _registry.Dispose();
        await _services.DisposeAsync();
    }

    // What follows a poll is over before the clock moves on.
    private async Task UntilPolledAsync(int times, CancellationToken cancellationToken)
    {
        while (_polls.Any(polls => polls < times))
            await Task.Delay(1, cancellationToken);
        await Task.Delay(50, cancellationToken);
    }

    private sealed class Tab : IPaymentListener
    {
        public void Tell(PaymentSnapshot snapshot)
        {
            // It shows what it shows already.
        }

        public void End()
        {
            // The shop does not stop.
        }
    }
}
