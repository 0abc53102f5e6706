using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// What a watch tells, as a sequence.
/// </summary>
internal static class PaymentWatchRegistryExtensions
{
    /// <summary>
    /// Gets each state that a listener is told, until it is final or the shop stops.
    /// </summary>
    public static async IAsyncEnumerable<PaymentSnapshot> WatchAsync(this PaymentWatchRegistry watches, GlasePayment payment,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = new Listener();
        using var subscription = watches.Subscribe(payment, listener);
        await foreach (var snapshot in listener.Told.ReadAllAsync(cancellationToken))
        {
            yield return snapshot;
            if (snapshot.IsFinal)
                yield break;
        }
    }

    private sealed class Listener : IPaymentListener
    {
        private readonly Channel<PaymentSnapshot> _told = Channel.CreateUnbounded<PaymentSnapshot>();

        public ChannelReader<PaymentSnapshot> Told => _told.Reader;

        public void Tell(PaymentSnapshot snapshot) => _told.Writer.TryWrite(snapshot);

        public void End() => _told.Writer.TryComplete();
    }
}
