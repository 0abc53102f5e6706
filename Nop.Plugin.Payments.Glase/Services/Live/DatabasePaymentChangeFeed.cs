using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Shows watched payments that another node, or another part of this one, has saved: by one query each second for all of them together.
/// </summary>
public class DatabasePaymentChangeFeed(BackgroundWork background, PaymentWatchRegistry watches, IServiceScopeFactory scopeFactory)
    : IPaymentChangePublisher, IWatchUpkeep
{
    /// <inheritdoc />
    /// <remarks>Shows it on this node; other nodes find it.</remarks>
    public void Publish(GlasePayment payment)
    {
        Show(payment.Id, payment.ChangeNumber);
    }

    /// <summary>
    /// Reads a payment and shows it to those who watch it on this node, in the background, unless they have seen as much.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="changeNumber">Its <see cref="GlasePayment.ChangeNumber"/>, as somebody says</param>
    public void Show(int paymentId, int changeNumber)
    {
        if (watches.IsBehind(paymentId, changeNumber))
            background.Run("showing a payment that was saved to those who wait for it", () => InScopeAsync(store => ShowAsync(store, [paymentId])));
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var known = watches.GetKnownChanges();
        if (known.Count == 0)
            return;

        await InScopeAsync(async store =>
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

    private async Task InScopeAsync(Func<PaymentStore, Task> action)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        await action(scope.ServiceProvider.GetRequiredService<PaymentStore>());
    }
}
