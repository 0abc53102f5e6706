using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Lets the payment of a guest's cart go with the cart when the guest logs in and nopCommerce moves the cart into the account.
/// </summary>
public class CartMigration
{
    private readonly CartFollower _follower;
    private readonly ShopperChoicesKeeper _choices;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly IOrderService _orderService;
    private readonly IStoreContext _storeContext;
    private readonly IStoreService _storeService;
    private readonly LivePayments _livePayments;
    private readonly TimeProvider _timeProvider;
    private readonly Dictionary<int, ShopperChoices> _moved = [];

    /// <summary>
    /// Makes the service.
    /// </summary>
    public CartMigration(CartFollower follower, ShopperChoicesKeeper choices, GlaseInvoiceService invoiceService,
        GlaseLockService lockService, ILogger logger, IOrderService orderService, IStoreContext storeContext, IStoreService storeService,
        LivePayments livePayments, TimeProvider timeProvider)
    {
        _follower = follower;
        _choices = choices;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _orderService = orderService;
        _storeContext = storeContext;
        _storeService = storeService;
        _livePayments = livePayments;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gives the payments of a guest's carts, in all stores, to the account that has the carts now. Those that cannot go along
    /// are left to whoever follows the guest's empty cart: it cancels them.
    /// </summary>
    public async Task FollowAsync(Customer guest, Customer account)
    {
        using var patience = new CancellationTokenSource(GlaseDefaults.CheckoutPatience, _timeProvider);
        try
        {
            foreach (var store in await _storeService.GetAllStoresAsync())
            {
                if (await _invoiceService.GetOpenAsync(GlaseInvoiceService.CartKey(guest.Id, store.Id)) is not null)
                    await MoveAsync(guest, account, store.Id, patience.Token);
            }
        }
        catch (Exception exception)
        {
            // A login never fails for it.
            await _logger.WarningAsync("Glase: a guest logged in, but the payment of the cart could not go along into the " +
                $"account. It is cancelled, or refunded if it was paid. {exception.Message}", exception, account);
        }
    }

    /// <summary>
    /// Gets what had been chosen for the cart of a payment that was moved in this request; null for any other payment.
    /// </summary>
    public ShopperChoices ChoicesOf(GlaseInvoice payment)
    {
        return _moved.GetValueOrDefault(payment.Id);
    }

    private Task MoveAsync(Customer guest, Customer account, int storeId, CancellationToken cancellationToken)
    {
        var from = GlaseInvoiceService.CartKey(guest.Id, storeId);
        var to = GlaseInvoiceService.CartKey(account.Id, storeId);
        return _lockService.RunAsync(from, () => _lockService.RunAsync(to, async () =>
        {
            // An account with a code of its own keeps that one, which follows the cart.
            if (await _invoiceService.GetOpenAsync(from) is not { } payment || await _invoiceService.GetOpenAsync(to) is not null)
                return;

            var choices = _choices.Get(guest.Id, storeId);
            if (await MoveAsync(payment.Id, from, to, account, choices) is not { } moved)
                return;

            _moved[moved.Id] = choices;
            _livePayments.Tell(moved);
            // What it costs is known only where the shopper is.
            if (moved.IsOpen && storeId != (await _storeContext.GetCurrentStoreAsync()).Id)
                _follower.Follow(new CartChange(to, moved.Id, Bill: null, choices));
        }, cancellationToken), cancellationToken);
    }

    private Task<GlaseInvoice> MoveAsync(int paymentId, string from, string to, Customer account, ShopperChoices choices)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            // An order that a process saved before it died, without binding the payment to it, is the guest's, and so is its payment.
            if (payment.CheckoutKey != from || await _orderService.GetOrderByGuidAsync(payment.OrderGuid) is { Deleted: false })
                return null;

            // First, because from then on anybody may place the order.
            if (payment.Status is not (GlaseInvoiceStatus.Sending or GlaseInvoiceStatus.Issued))
                await _choices.HandOverAsync(choices, account);
            payment.CustomerId = account.Id;
            payment.CheckoutKey = to;
            await _invoiceService.UpdateAsync(payment);
            return payment;
        });
    }
}
