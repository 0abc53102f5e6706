using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Updates open invoices after cart changes, in the background, so that the shopper neither waits for Glase nor sees its errors: the
/// first change at once, and those that come shortly after it together.
/// </summary>
/// <remarks>
/// What one request changes is one change: see <see cref="CartChangeCollector"/>. A change that has to wait hides the code meanwhile, on
/// all nodes: nobody is to pay what the cart does not cost.
/// </remarks>
public class CartInvoiceSync(BackgroundWork background, IServiceScopeFactory scopeFactory, SafeLog log,
    TimeProvider timeProvider)
{
    /// <summary>
    /// How long after one change the next one waits for further ones: shoppers make several in a row, and Glase is not called for each.
    /// </summary>
    public static readonly TimeSpan DebounceDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, CartInvoiceChange> _latest = new(StringComparer.Ordinal);
    private readonly PerPaymentThrottle _begun = new(DebounceDelay, timeProvider);

    /// <summary>
    /// Starts to follow a change; it takes the place of an earlier one of the same cart.
    /// </summary>
    public virtual void Schedule(CartInvoiceChange change)
    {
        _latest[change.Key] = change;
        background.Run("updating an open invoice to a changed cart", () => SyncWhenDueAsync(change));
    }

    /// <summary>
    /// Gets whether a change of a cart is still to be followed, or being followed, on this node.
    /// </summary>
    public bool IsPending(string key)
    {
        return _latest.ContainsKey(key);
    }

    /// <summary>
    /// Forgets the change of a cart that is still to be followed, because somebody knows it and sees to it.
    /// </summary>
    /// <returns>The change; null when there was none</returns>
    public CartInvoiceChange Cancel(string key)
    {
        return _latest.TryRemove(key, out var change) ? change : null;
    }

    private async Task SyncWhenDueAsync(CartInvoiceChange change)
    {
        try
        {
            if (!_begun.TryAcquire(change.PaymentId))
            {
                await background.TryAsync("hiding the code of a changed cart", () => HideInScopeAsync(change));
                await Task.Delay(DebounceDelay, timeProvider);
                _begun.TryAcquire(change.PaymentId);
            }

            if (IsLatest(change))
                await SyncInScopeAsync(change);
        }
        finally
        {
            _latest.TryRemove(KeyValuePair.Create(change.Key, change));
        }
    }

    // The change that is being followed, if it takes long, has hidden the code already.
    private async Task HideInScopeAsync(CartInvoiceChange change)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        await LockedAsync(change, scope.ServiceProvider, _ => HideAsync(change, scope.ServiceProvider));
    }

    private async Task SyncInScopeAsync(CartInvoiceChange change)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        try
        {
            await LockedAsync(change, scope.ServiceProvider, token => SyncAsync(change, scope.ServiceProvider, token));
        }
        catch (Exception exception)
        {
            await HandleFailureAsync(change, scope.ServiceProvider, exception);
        }
    }

    private async Task LockedAsync(CartInvoiceChange change, IServiceProvider services, Func<CancellationToken, Task> action)
    {
        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
        await services.GetRequiredService<DistributedLock>().RunAsync(change.Key, () => action(timeout.Token), timeout.Token);
    }

    // Several changes may have waited for the lock, and an older one may get it last.
    private bool IsLatest(CartInvoiceChange change)
    {
        return _latest.TryGetValue(change.Key, out var latest) && ReferenceEquals(latest, change);
    }

    private async Task HideAsync(CartInvoiceChange change, IServiceProvider services)
    {
        var open = await services.GetRequiredService<PaymentStore>().GetOpenAsync(change.Key);
        if (IsLatest(change) && open?.Id == change.PaymentId && open.IsOpen && !open.IsAmountOutdated
            && open.DraftHash != change.Request?.Hash)
            await services.GetRequiredService<InvoiceUpdater>().MarkAmountOutdatedAsync(open);
    }

    private async Task SyncAsync(CartInvoiceChange change, IServiceProvider services, CancellationToken cancellationToken)
    {
        var open = await services.GetRequiredService<PaymentStore>().GetOpenAsync(change.Key);
        if (!IsLatest(change) || open?.Id != change.PaymentId)
            return;
        // Paid since: the account that the cart has gone to orders it as the guest chose.
        if (open.IsPaidOrReserved)
            await RestoreSelectionsAsync(change, open, services);
        if (!open.IsOpen)
            return;

        var updater = services.GetRequiredService<InvoiceUpdater>();
        // The page has to say that the cart has changed, not that the payer cancelled.
        if (change.Request is null)
            await updater.MarkAmountOutdatedAsync(open);
        if (change.IsTotalUnknown)
            return;

        var now = change.Request is null
            ? await updater.CancelAsync(open, GlasePaymentStatus.Canceled, cancellationToken)
            : await updater.UpdateOrCancelAsync(open, change.Request, cancellationToken);
        if (!now.IsClosed)
            await RestoreSelectionsAsync(change, now, services);
        // The payer is in the middle of paying something else than this.
        if (now.IsOpen && (now.IsAmountOutdated || now.DraftHash != change.Request?.Hash))
            await updater.DeferCancellationAsync(now);
    }

    private static async Task RestoreSelectionsAsync(CartInvoiceChange change, GlasePayment payment, IServiceProvider services)
    {
        if (change.Selections is { } selections
            && await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(payment.CustomerId) is { } customer)
            await services.GetRequiredService<CheckoutSelectionsKeeper>().TransferAsync(selections, customer);
    }

    private async Task HandleFailureAsync(CartInvoiceChange change, IServiceProvider services, Exception exception)
    {
        var payment = await services.GetRequiredService<PaymentStore>().GetByIdAsync(change.PaymentId);
        // Otherwise a later change, or the request that shows the code, sees to it, and may have updated the invoice since.
        if (IsLatest(change))
        {
            await services.GetRequiredService<InvoiceUpdater>().DeferCancellationAsync(payment);
            await log.WarningAsync($"{PaymentLabels.For(payment)} no longer matches its cart, but could not be updated or " +
                $"cancelled at Glase; the cancellation is retried. {exception.Message}", exception);
        }

        await RestoreSelectionsAsync(change, payment, services);
    }
}
