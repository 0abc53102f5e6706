using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Shows watched payments that another node, or another part of this one, has saved: by one query for all of them together, five times a
/// second. A node that is alone need not ask.
/// </summary>
public class DatabasePaymentChangeFeed(BackgroundWork background, NodeRegistry nodes, PaymentWatchRegistry watches,
    IServiceScopeFactory scopeFactory) : IPaymentChangePublisher, IWatchUpkeep
{
    private static readonly TimeSpan _queryInterval = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc />
    /// <remarks>Many payments take several queries, for which there is as much time as for one each.</remarks>
    public TimeSpan Interval => TimeSpan.FromTicks(Math.Min(
        _queryInterval.Ticks * (1 + watches.Count / PaymentStore.ChangeNumbersBatchSize), GlaseDefaults.PollInterval.Ticks));

    /// <inheritdoc />
    /// <remarks>Shows it on this node; other nodes find it.</remarks>
    public void Publish(GlasePayment payment)
    {
        nodes.Use();
        // The caller that saved it may change it further.
        watches.PublishStored(payment.Copy());
    }

    /// <summary>
    /// Reads a payment and shows it to those who watch it on this node, in the background, unless they have seen as much.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="changeNumber">Its <see cref="GlasePayment.ChangeNumber"/> according to the message</param>
    public void Show(int paymentId, int changeNumber)
    {
        if (watches.IsBehind(paymentId, changeNumber))
            background.Run("showing a payment that was saved to those who wait for it",
                () => scopeFactory.RunAsync((PaymentStore store) => ShowAsync(store, [paymentId])));
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // What this node saves it shows itself.
        if (nodes.IsAlone || watches.GetKnownChanges() is not { Count: > 0 } known)
            return;

        await scopeFactory.RunAsync(async (PaymentStore store) =>
        {
            var stored = await store.GetChangeNumbersAsync(known.Keys);
            int[] changed = [.. stored.Where(pair => pair.Value > known[pair.Key]).Select(pair => pair.Key)];
            if (changed.Length > 0)
                await ShowAsync(store, changed);
        });
    }

    private async Task ShowAsync(PaymentStore store, IReadOnlyCollection<int> paymentIds)
    {
        foreach (var payment in await store.GetByIdsAsync(paymentIds))
            watches.PublishStored(payment);
    }
}
