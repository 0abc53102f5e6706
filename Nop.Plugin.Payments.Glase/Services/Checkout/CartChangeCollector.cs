using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Gathers what a request changes about carts and, when the shopper has the answer, sees to it that open invoices follow. A
/// request that changes nothing costs nothing; one that does costs a look for an open invoice.
/// </summary>
public class CartChangeCollector
{
    private readonly CartInvoiceSync _cartSync;
    private readonly CartInvoiceComposer _composer;
    private readonly CartPaymentMigration _migration;
    private readonly CartReadiness _readiness;
    private readonly PaymentStore _paymentStore;
    private readonly IActionContextAccessor _actionContextAccessor;
    private readonly ICustomerService _customerService;
    private readonly IHttpContextAccessor _httpContextAccessor;
    private readonly InvoiceRequestFactory _requestFactory;
    private readonly InvoiceUpdater _updater;
    private readonly OrderValidator _validator;
    private readonly SafeLog _log;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;

    // The customers, and whether what they buy was changed or only how they want to get it.
    private readonly Dictionary<int, bool> _changedCustomers = [];

    /// <summary>
    /// Makes the service.
    /// </summary>
    public CartChangeCollector(CartInvoiceSync cartSync, CartInvoiceComposer composer, CartPaymentMigration migration, CartReadiness readiness,
        PaymentStore paymentStore, IActionContextAccessor actionContextAccessor, ICustomerService customerService,
        IHttpContextAccessor httpContextAccessor, InvoiceRequestFactory requestFactory, InvoiceUpdater updater, OrderValidator validator, SafeLog log,
        IStoreContext storeContext, IWorkContext workContext)
    {
        _cartSync = cartSync;
        _composer = composer;
        _migration = migration;
        _readiness = readiness;
        _paymentStore = paymentStore;
        _actionContextAccessor = actionContextAccessor;
        _customerService = customerService;
        _httpContextAccessor = httpContextAccessor;
        _requestFactory = requestFactory;
        _updater = updater;
        _log = log;
        _validator = validator;
        _storeContext = storeContext;
        _workContext = workContext;
    }

    /// <summary>
    /// Takes note that a shopper's cart was changed. Outside of a web request nothing is done about it.
    /// </summary>
    /// <param name="customerId">The shopper</param>
    /// <param name="isOtherPurchase">
    /// Whether the price is another one for sure: articles, coupons and the like, and not only the way to send them
    /// </param>
    public void Add(int customerId, bool isOtherPurchase)
    {
        if (_httpContextAccessor.HttpContext is not { } context)
            return;

        if (_changedCustomers.Count == 0)
            context.Response.OnCompleted(SyncInvoicesAsync);
        _changedCustomers[customerId] = isOtherPurchase || _changedCustomers.GetValueOrDefault(customerId);
    }

    /// <summary>
    /// Lets the open invoices of the carts follow.
    /// </summary>
    public async Task SyncInvoicesAsync()
    {
        try
        {
            EnterAction();
            var store = await _storeContext.GetCurrentStoreAsync();
            foreach (var (customerId, isOtherPurchase) in _changedCustomers)
                await SyncInvoicesAsync(customerId, store, isOtherPurchase);
        }
        catch (Exception exception)
        {
            await _log.ErrorAsync("Glase: a cart was changed, and what its open code asks for could not be looked after. " +
                exception.Message, exception);
        }
    }

    // The request's action is over; nopCommerce makes links for warnings about articles in it.
    private void EnterAction()
    {
        if (_httpContextAccessor.HttpContext is { } context)
            _actionContextAccessor.ActionContext ??= new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
    }

    private async Task SyncInvoicesAsync(int customerId, Store store, bool isOtherPurchase)
    {
        var open = await _paymentStore.GetOpenAsync(PaymentStore.CartKey(customerId, store.Id));
        if (open is not { IsOpen: true, InvoiceReference: not null })
            return;

        var current = await _workContext.GetCurrentCustomerAsync();
        if (current.Id == customerId)
            await SyncInvoicesAsync(open, current, store, isOtherPurchase);
        // What somebody else's cart costs is known only where that shopper is, but that there is nothing in it is plain.
        else if (await IsEmptyAsync(await _customerService.GetCustomerByIdAsync(customerId), store))
            _cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null));
    }

    private async Task SyncInvoicesAsync(GlasePayment open, Customer customer, Store store, bool isOtherPurchase)
    {
        // Nobody shall pay for what will not be ordered.
        if (await _validator.ValidateAsync(customer, store.Id) is not null)
        {
            _cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null, _migration.SelectionsOf(open)));
        }
        else if (await _readiness.IsIncompleteAsync(customer, store.Id))
        {
            // The account that a guest's cart has gone to begins the checkout anew, and that a payment waits there is of no use.
            if (_migration.SelectionsOf(open) is { } selections)
                _cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null, selections));
            else if (isOtherPurchase)
                await _updater.MarkAmountOutdatedAsync(open);
        }
        else if (await _composer.ComposeAsync(customer, store) is { } draft)
        {
            if (draft.Hash != open.DraftHash)
                _cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, await _requestFactory.PrepareAsync(open, draft)));
        }
        else
        {
            _cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null));
        }
    }

    private async Task<bool> IsEmptyAsync(Customer customer, Store store)
    {
        return customer is null || await _readiness.IsEmptyAsync(customer, store.Id);
    }
}
