using System.Collections.Concurrent;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Polls Glase once for a reservation, which nobody watches: somebody says that it was captured or released.
/// </summary>
public class ReservationPoller(IPaymentPoller poller, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<int, Lazy<Task<GlasePayment>>> _next = [];
    private readonly PerPaymentThrottle _throttle = new(GlaseDefaults.PollInterval, timeProvider);

    /// <summary>
    /// Polls Glase and records the answer, once a second for each payment: who comes sooner shares the next poll.
    /// </summary>
    /// <param name="reservation">The reservation</param>
    /// <param name="cancellationToken">Ends the waiting; what has begun goes on</param>
    /// <returns>
    /// The payment as it is then; failing when Glase did not answer, when its answer could not be recorded, or when that took longer than
    /// <see cref="GlaseDefaults.PageTimeout"/>
    /// </returns>
    public async Task<PaymentSnapshot> PollAsync(GlasePayment reservation, CancellationToken cancellationToken)
    {
        // A poll that has begun may have been answered before there was anything new.
        var poll = _throttle.TryAcquire(reservation.Id)
            ? poller.TryPollAsync(reservation, CancellationToken.None)
            : _next.GetOrAdd(reservation.Id, _ => new Lazy<Task<GlasePayment>>(() => PollNextAsync(reservation))).Value;
        try
        {
            var polled = await poll.WaitAsync(GlaseDefaults.PageTimeout, timeProvider, cancellationToken);
            return new PaymentSnapshot(polled ?? reservation, IsPollFailing: polled is null);
        }
        catch (TimeoutException)
        {
            return new PaymentSnapshot(reservation, IsPollFailing: true);
        }
    }

    private async Task<GlasePayment> PollNextAsync(GlasePayment reservation)
    {
        await Task.Delay(GlaseDefaults.PollInterval, timeProvider);
        _next.TryRemove(reservation.Id, out _);
        _throttle.TryAcquire(reservation.Id);
        return await poller.TryPollAsync(reservation, CancellationToken.None);
    }
}
