using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Lets the payment of a guest's cart go with the cart when the guest logs in and nopCommerce moves the cart into the account.
/// </summary>
public class CartPaymentMigration
{
    private readonly CartInvoiceSync _cartSync;
    private readonly CheckoutSelectionsKeeper _selectionsKeeper;
    private readonly PaymentStore _paymentStore;
    private readonly DistributedLock _locks;
    private readonly ILogger _logger;
    private readonly IOrderService _orderService;
    private readonly IStoreContext _storeContext;
    private readonly IStoreService _storeService;
    private readonly PaymentWatchRegistry _watches;
    private readonly TimeProvider _timeProvider;
    private readonly Dictionary<int, CheckoutSelections> _moved = [];

    /// <summary>
    /// Makes the service.
    /// </summary>
    public CartPaymentMigration(CartInvoiceSync cartSync, CheckoutSelectionsKeeper selectionsKeeper, PaymentStore paymentStore,
        DistributedLock locks, ILogger logger, IOrderService orderService, IStoreContext storeContext, IStoreService storeService,
        PaymentWatchRegistry watches, TimeProvider timeProvider)
    {
        _cartSync = cartSync;
        _selectionsKeeper = selectionsKeeper;
        _paymentStore = paymentStore;
        _locks = locks;
        _logger = logger;
        _orderService = orderService;
        _storeContext = storeContext;
        _storeService = storeService;
        _watches = watches;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gives the payments of a guest's carts, in all stores, to the account that has the carts now. Those that cannot go along
    /// are left to whoever follows the guest's empty cart: it cancels them.
    /// </summary>
    public async Task MigrateAsync(Customer guest, Customer account)
    {
        using var timeout = new CancellationTokenSource(GlaseDefaults.CheckoutTimeout, _timeProvider);
        try
        {
            foreach (var store in await _storeService.GetAllStoresAsync())
            {
                if (await _paymentStore.GetOpenAsync(PaymentStore.CartKey(guest.Id, store.Id)) is not null)
                    await MoveAsync(guest, account, store.Id, timeout.Token);
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
    public CheckoutSelections SelectionsOf(GlasePayment payment)
    {
        return _moved.GetValueOrDefault(payment.Id);
    }

    private Task MoveAsync(Customer guest, Customer account, int storeId, CancellationToken cancellationToken)
    {
        var from = PaymentStore.CartKey(guest.Id, storeId);
        var to = PaymentStore.CartKey(account.Id, storeId);
        return _locks.RunAsync(from, () => _locks.RunAsync(to, async () =>
        {
            // An account with a code of its own keeps that one, which follows the cart.
            if (await _paymentStore.GetOpenAsync(from) is not { } payment || await _paymentStore.GetOpenAsync(to) is not null)
                return;

            var selections = _selectionsKeeper.Get(guest.Id, storeId);
            if (await MoveAsync(payment.Id, from, to, account, selections) is not { } moved)
                return;

            _moved[moved.Id] = selections;
            _watches.Publish(moved);
            // What it costs is known only where the shopper is.
            if (moved.IsOpen && storeId != (await _storeContext.GetCurrentStoreAsync()).Id)
                _cartSync.Schedule(new CartInvoiceChange(to, moved.Id, Request: null, selections));
        }, cancellationToken), cancellationToken);
    }

    private Task<GlasePayment> MoveAsync(int paymentId, string from, string to, Customer account, CheckoutSelections selections)
    {
        return _locks.RunAsync(PaymentStore.LockName(paymentId), async () =>
        {
            var payment = await _paymentStore.GetByIdAsync(paymentId);
            // An order that a process saved before it died, without binding the payment to it, is the guest's, and so is its payment.
            if (payment.CheckoutKey != from || await _orderService.GetOrderByGuidAsync(payment.OrderGuid) is { Deleted: false })
                return null;

            // First, because from then on anybody may place the order.
            if (payment.Status is not (GlasePaymentStatus.Sending or GlasePaymentStatus.Issued))
                await _selectionsKeeper.TransferAsync(selections, account);
            payment.CustomerId = account.Id;
            payment.CheckoutKey = to;
            await _paymentStore.UpdateAsync(payment);
            return payment;
        });
    }
}
