using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Makes open invoices follow changed carts, in the background: whoever changed the cart must neither wait for Glase nor see
/// its troubles.
/// </summary>
public class CartFollower
{
    /// <summary>
    /// How long a change waits for the next one: shoppers make several in a row, and the payment step may come up meanwhile.
    /// </summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, CartChange> _latest = new(StringComparer.Ordinal);
    private readonly BackgroundWork _background;
    private readonly IServiceScopeFactory _scopeFactory;
    private readonly SafeLog _log;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public CartFollower(BackgroundWork background, IServiceScopeFactory scopeFactory, SafeLog log, TimeProvider timeProvider)
    {
        _background = background;
        _log = log;
        _scopeFactory = scopeFactory;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Starts to follow a change; it takes the place of an earlier one of the same cart.
    /// </summary>
    public void Follow(CartChange change)
    {
        _latest[change.Key] = change;
        _background.Run("making an open code follow a changed cart", () => FollowWhenQuietAsync(change));
    }

    /// <summary>
    /// Forgets the change of a cart that is still to be followed, because somebody knows it and sees to it.
    /// </summary>
    public void Overtake(string key)
    {
        _latest.TryRemove(key, out _);
    }

    private async Task FollowWhenQuietAsync(CartChange change)
    {
        await Task.Delay(Rest, _timeProvider);
        if (!IsLatest(change))
            return;

        try
        {
            await FollowInScopeAsync(change);
        }
        finally
        {
            _latest.TryRemove(KeyValuePair.Create(change.Key, change));
        }
    }

    private async Task FollowInScopeAsync(CartChange change)
    {
        await using var scope = _scopeFactory.CreateAsyncScope();
        var services = scope.ServiceProvider;
        try
        {
            using var patience = new CancellationTokenSource(GlaseDefaults.CheckoutPatience, _timeProvider);
            await services.GetRequiredService<GlaseLockService>().RunAsync(change.Key,
                () => FollowAsync(change, services, patience.Token), patience.Token);
        }
        catch (Exception exception)
        {
            await GiveUpAsync(change, services, exception);
        }
    }

    // Several changes may have waited for the lock, and an older one may get it last.
    private bool IsLatest(CartChange change)
    {
        return _latest.TryGetValue(change.Key, out var latest) && ReferenceEquals(latest, change);
    }

    private async Task FollowAsync(CartChange change, IServiceProvider services, CancellationToken cancellationToken)
    {
        var open = await services.GetRequiredService<GlaseInvoiceService>().GetOpenAsync(change.Key);
        if (!IsLatest(change) || open?.Id != change.InvoiceId)
            return;
        // Paid since: the account that the cart has gone to orders it as the guest chose.
        if (open.IsConfirmed)
            await HandOverAsync(change, open, services);
        if (!open.IsOpen)
            return;

        var changer = services.GetRequiredService<InvoiceChanger>();
        // Whoever looks at it shall read that the cart has changed, not that the payer cancelled.
        if (change.Bill is null)
            await changer.HideAsync(open);
        var now = change.Bill is null
            ? await changer.CancelAsync(open, GlaseInvoiceStatus.Canceled, cancellationToken)
            : await changer.FitAsync(open, change.Bill, cancellationToken);
        if (!now.IsOver)
            await HandOverAsync(change, now, services);
        // The payer is in the middle of paying something else than this.
        if (now.IsOpen && now.CartHash != change.Bill?.Hash)
            await changer.LeaveToTaskAsync(now);
    }

    private static async Task HandOverAsync(CartChange change, GlaseInvoice invoice, IServiceProvider services)
    {
        if (change.Choices is { } choices
            && await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(invoice.CustomerId) is { } customer)
            await services.GetRequiredService<ShopperChoicesKeeper>().HandOverAsync(choices, customer);
    }

    private async Task GiveUpAsync(CartChange change, IServiceProvider services, Exception exception)
    {
        var invoice = await services.GetRequiredService<GlaseInvoiceService>().GetByIdAsync(change.InvoiceId);
        await HandOverAsync(change, invoice, services);
        await services.GetRequiredService<InvoiceChanger>().LeaveToTaskAsync(invoice);
        await _log.WarningAsync($"{PaymentNames.Of(invoice)} does not fit its cart any more, but could not be changed or " +
            $"cancelled at Glase; its code is cancelled as soon as that can be done. {exception.Message}", exception);
    }
}
