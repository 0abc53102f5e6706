using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Updates open invoices after cart changes, in the background and debounced, so that the shopper neither waits for Glase nor
/// sees its errors.
/// </summary>
public class CartInvoiceSync(BackgroundWork background, IServiceScopeFactory scopeFactory, SafeLog log,
    TimeProvider timeProvider)
{
    /// <summary>
    /// How long a change waits for the next one: shoppers make several in a row, and the payment step may come up meanwhile.
    /// </summary>
    public static readonly TimeSpan DebounceDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, CartInvoiceChange> _latest = new(StringComparer.Ordinal);

    /// <summary>
    /// Starts to follow a change; it takes the place of an earlier one of the same cart.
    /// </summary>
    public void Schedule(CartInvoiceChange change)
    {
        _latest[change.Key] = change;
        background.Run("updating an open invoice to a changed cart", () => SyncAfterDelayAsync(change));
    }

    /// <summary>
    /// Forgets the change of a cart that is still to be followed, because somebody knows it and sees to it.
    /// </summary>
    public void Cancel(string key)
    {
        _latest.TryRemove(key, out _);
    }

    private async Task SyncAfterDelayAsync(CartInvoiceChange change)
    {
        await Task.Delay(DebounceDelay, timeProvider);
        if (!IsLatest(change))
            return;

        try
        {
            await SyncInScopeAsync(change);
        }
        finally
        {
            _latest.TryRemove(KeyValuePair.Create(change.Key, change));
        }
    }

    private async Task SyncInScopeAsync(CartInvoiceChange change)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        var services = scope.ServiceProvider;
        try
        {
            using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, timeProvider);
            await services.GetRequiredService<DistributedLock>().RunAsync(change.Key,
                () => SyncAsync(change, services, timeout.Token), timeout.Token);
        }
        catch (Exception exception)
        {
            await HandleFailureAsync(change, services, exception);
        }
    }

    // Several changes may have waited for the lock, and an older one may get it last.
    private bool IsLatest(CartInvoiceChange change)
    {
        return _latest.TryGetValue(change.Key, out var latest) && ReferenceEquals(latest, change);
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
        await RestoreSelectionsAsync(change, payment, services);
        await services.GetRequiredService<InvoiceUpdater>().DeferCancellationAsync(payment);
        await log.WarningAsync($"{PaymentLabels.For(payment)} no longer matches its cart, but could not be updated or " +
            $"cancelled at Glase; the cancellation is retried. {exception.Message}", exception);
    }
}
