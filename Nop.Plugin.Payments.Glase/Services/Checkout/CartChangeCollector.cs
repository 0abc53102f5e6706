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
/// Collects a request's cart changes and, after the response has been sent, updates the open invoices accordingly.
/// </summary>
public class CartChangeCollector(CartInvoiceSync cartSync, CartInvoiceComposer composer, CartPaymentMigration migration,
    CartReadiness readiness, PaymentStore paymentStore, IActionContextAccessor actionContextAccessor,
    ICustomerService customerService, IHttpContextAccessor httpContextAccessor, InvoiceRequestFactory requestFactory,
    InvoiceUpdater updater, OrderValidator validator, SafeLog log, IStoreContext storeContext, IWorkContext workContext)
{
    // The customers, and whether what they buy was changed or only how they want to get it.
    private readonly Dictionary<int, bool> _changedCustomers = [];

    /// <summary>
    /// Takes note that a shopper's cart was changed. Outside of a web request nothing is done about it.
    /// </summary>
    /// <param name="customerId">The shopper</param>
    /// <param name="isOtherPurchase">
    /// Whether the price is another one for sure: items, coupons and the like, and not only the way to send them
    /// </param>
    public void Add(int customerId, bool isOtherPurchase)
    {
        if (httpContextAccessor.HttpContext is not { } context)
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
            var store = await storeContext.GetCurrentStoreAsync();
            foreach (var (customerId, isOtherPurchase) in _changedCustomers)
                await SyncInvoicesAsync(customerId, store, isOtherPurchase);
        }
        catch (Exception exception)
        {
            await log.ErrorAsync("Glase: a cart was changed, but its open invoice could not be updated. " +
                exception.Message, exception);
        }
    }

    // The request's action is over; nopCommerce makes links for warnings about items in it.
    private void EnterAction()
    {
        if (httpContextAccessor.HttpContext is { } context)
            actionContextAccessor.ActionContext ??= new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
    }

    private async Task SyncInvoicesAsync(int customerId, Store store, bool isOtherPurchase)
    {
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(customerId, store.Id));
        if (open is not { IsOpen: true, InvoiceReference: not null })
            return;

        var current = await workContext.GetCurrentCustomerAsync();
        if (current.Id == customerId)
            await SyncInvoicesAsync(open, current, store, isOtherPurchase);
        // What somebody else's cart costs is known only where that shopper is, but that there is nothing in it is plain.
        else if (await IsEmptyAsync(await customerService.GetCustomerByIdAsync(customerId), store))
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null));
    }

    private async Task SyncInvoicesAsync(GlasePayment open, Customer customer, Store store, bool isOtherPurchase)
    {
        // Nobody shall pay for what will not be ordered.
        if (await validator.ValidateAsync(customer, store.Id) is not null)
        {
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null, migration.SelectionsOf(open)));
        }
        else if (await readiness.IsIncompleteAsync(customer, store.Id))
        {
            // The account that a guest's cart has gone to begins the checkout anew, and that a payment waits there is of no use.
            if (migration.SelectionsOf(open) is { } selections)
                cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null, selections));
            else if (isOtherPurchase)
                await updater.MarkAmountOutdatedAsync(open);
        }
        else if (await composer.ComposeAsync(customer, store) is { } draft)
        {
            if (open.IsAmountOutdated || draft.Hash != open.DraftHash)
                cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, await requestFactory.PrepareAsync(open, draft)));
        }
        else
        {
            cartSync.Schedule(new CartInvoiceChange(open.CheckoutKey, open.Id, Request: null));
        }
    }

    private async Task<bool> IsEmptyAsync(Customer customer, Store store)
    {
        return customer is null || await readiness.IsEmptyAsync(customer, store.Id);
    }
}
