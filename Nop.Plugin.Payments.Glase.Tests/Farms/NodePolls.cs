using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// Records which node polled for which invoice, and when.
/// </summary>
internal sealed class NodePolls
{
    private readonly ConcurrentQueue<(int Node, string Reference, long At)> _polls = [];

    public void AddTo(int node, IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IPaymentPoller>(provider =>
            new RecordedPoller(ActivatorUtilities.CreateInstance<PaymentPoller>(provider), node, _polls)));
    }

    /// <summary>
    /// Gets how often a node has polled for an invoice since a time.
    /// </summary>
    public int Count(int node, IssuedCode code, long since) => Times(node, code, since).Count;

    /// <summary>
    /// Gets the longest time in which a node did not poll for an invoice.
    /// </summary>
    public TimeSpan LongestPause(int node, IssuedCode code, long from, long to)
    {
        List<long> times = [from, .. Times(node, code, from).Where(time => time < to), to];
        return times.Zip(times.Skip(1), (earlier, later) => Stopwatch.GetElapsedTime(earlier, later)).Max();
    }

    private List<long> Times(int node, IssuedCode code, long since)
    {
        return [.. _polls.Where(poll => poll.Node == node && poll.Reference == code.Reference && poll.At >= since).Select(poll => poll.At)];
    }

    private sealed class RecordedPoller(IPaymentPoller poller, int node, ConcurrentQueue<(int Node, string Reference, long At)> polls)
        : IPaymentPoller
    {
        public bool IsShopFailing => poller.IsShopFailing;

        public Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken)
        {
            polls.Enqueue((node, payment.InvoiceReference, Stopwatch.GetTimestamp()));
            return poller.TryPollAsync(payment, cancellationToken);
        }

        public Task<GlasePayment> TryReadAsync(GlasePayment payment) => poller.TryReadAsync(payment);
    }
}
