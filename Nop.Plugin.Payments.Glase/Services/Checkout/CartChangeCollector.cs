using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Collects a request's cart changes and, after the response has been sent, updates the open invoices accordingly.
/// </summary>
public class CartChangeCollector(CartChangeHandler changes, IActionContextAccessor actionContextAccessor,
    IHttpContextAccessor httpContextAccessor, IStoreContext storeContext, SafeLog log)
{
    // The customers, and whether what they buy was changed, or only its shipping.
    private readonly Dictionary<int, bool> _changedCustomers = [];
    private bool _isRegistered;
    private bool _isLogIn;

    /// <summary>
    /// Records that a shopper's cart was changed. Outside of a web request nothing is done about it.
    /// </summary>
    /// <param name="customerId">The shopper</param>
    /// <param name="isOtherPurchase">
    /// Whether the total has certainly changed: by items, coupons and the like, and not only by the shipping method
    /// </param>
    public void Add(int customerId, bool isOtherPurchase)
    {
        if (httpContextAccessor.HttpContext is not { } context)
            return;

        if (!_isRegistered)
            context.Response.OnCompleted(SyncInvoicesAsync);
        _isRegistered = true;
        _changedCustomers[customerId] = isOtherPurchase || _changedCustomers.GetValueOrDefault(customerId);
    }

    /// <summary>
    /// Records that the shopper logs in with this request: what nopCommerce then writes to the cart is nothing that the shopper has changed.
    /// </summary>
    public void RecordLogIn()
    {
        _isLogIn = true;
    }

    /// <summary>
    /// Forgets what was changed of a shopper's cart up to now, because its payment follows the cart as it is.
    /// </summary>
    public void Forget(int customerId)
    {
        _changedCustomers.Remove(customerId);
    }

    /// <summary>
    /// Updates the open invoices of the changed carts, or schedules that. Never throws.
    /// </summary>
    public async Task SyncInvoicesAsync()
    {
        if (_changedCustomers.Count == 0)
            return;

        try
        {
            EnterAction();
            var store = await storeContext.GetCurrentStoreAsync();
            foreach (var (customerId, isOtherPurchase) in _changedCustomers)
                await changes.SyncAsync(customerId, store, isOtherPurchase, isByShopper: !_isLogIn);
        }
        catch (Exception exception)
        {
            await log.ErrorAsync("Glase: a cart was changed, but its open invoice could not be updated. " +
                exception.Message, exception);
        }
    }

    // The request's action is over, but nopCommerce needs an action to make the links in its warnings about items.
    private void EnterAction()
    {
        if (httpContextAccessor.HttpContext is { } context)
            actionContextAccessor.ActionContext ??= new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
    }
}
