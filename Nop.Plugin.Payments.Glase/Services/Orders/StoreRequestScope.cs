using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;
using Nop.Services.Stores;
using Nop.Web.Framework.Mvc.Routing;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Runs work in the context of a request to a store, by a payment's shopper or by the customer of the current request.
/// </summary>
/// <remarks>
/// nopCommerce takes settings, shipping option, reward points, payment fee, language, currency and taxes from the store and the
/// customer of the current request, whatever order it places. The scheduled task runs in one store only, and an admin's request is
/// somebody else's. Such callers' work gets services of its own, with a request that has the store's host and the payment's shopper;
/// the shopper's own request is used as it is. What only follows an order, such as its cancellation, needs the store's settings, but no
/// shopper.
/// </remarks>
public class StoreRequestScope(IHttpContextAccessor httpContextAccessor, IServiceProvider services,
    IServiceScopeFactory scopeFactory, IStoreContext storeContext, IStoreService storeService, IWorkContext workContext,
    ShopperSession session, UncachedEntityReader entityReader)
{
    private static readonly ExecutionContext _blank = CaptureBlank();

    // Where nopCommerce finds an account inactive, it takes that of the scheduled task, and makes no guest.
    private static readonly PathString _path = new("/scheduletask/runtask");
    private readonly IServiceProvider _services = services;

    /// <summary>
    /// Runs work in the context of a payment. The locks that the caller holds are held by the work too.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="work">What to do, with the services that it must use for it</param>
    /// <returns>What the work returned</returns>
    /// <exception cref="OrderContextException">The store or the shopper's account was deleted</exception>
    /// <exception cref="InvalidOperationException">No host leads to the store</exception>
    public async Task<T> RunAsync<T>(GlasePayment payment, Func<IServiceProvider, Task<T>> work)
    {
        if (await entityReader.GetCustomerAsync(payment.CustomerId) is not { Deleted: false } customer)
            throw new OrderContextException("The shopper's account was deleted.");
        if (await IsInPlaceAsync(payment, customer))
            return await work(_services);

        var store = await storeService.GetStoreByIdAsync(payment.StoreId)
            ?? throw new OrderContextException("The store of the payment was deleted.");
        var host = FindHost(store, await storeService.GetAllStoresAsync()) ?? throw NoHost(store);
        return await InRequestAsync(store, host, services => EnterAsync(services, payment, store), work);
    }

    /// <summary>
    /// Runs work in the context of a store, for the customer of the current request: an admin, or the scheduled task's account. The locks that
    /// the caller holds are held by the work too.
    /// </summary>
    /// <param name="storeId">The store</param>
    /// <param name="work">What to do, with the services that it must use for it</param>
    /// <returns>
    /// Whether the work was run; not where the current request is made to the store already, and where none can be, because the store
    /// was deleted or no host leads to it
    /// </returns>
    public async Task<bool> TryRunAsync(int storeId, Func<IServiceProvider, Task> work)
    {
        if ((await storeContext.GetCurrentStoreAsync()).Id == storeId
            || await storeService.GetStoreByIdAsync(storeId) is not { } store
            || FindHost(store, await storeService.GetAllStoresAsync()) is not { } host)
            return false;

        var customer = await workContext.GetCurrentCustomerAsync();
        return await InRequestAsync(store, host, services => EnterAsync(services, customer, store), async services =>
        {
            await work(services);
            return true;
        });
    }

    private async Task<T> InRequestAsync<T>(Store store, string host, Func<IServiceProvider, Task<Language>> enter,
        Func<IServiceProvider, Task<T>> work)
    {
        var shareLocks = DistributedLock.CaptureHeldLocks();
        var shareApplying = OrderPaymentExecutor.CaptureApplying();
        var activity = Activity.Current;

        // Setting another request in the caller's own execution context would take the caller's request away from it.
        Task<T> running = null;
        ExecutionContext.Run(_blank, _ => running = StartAsync(), null);
        return await running;

        // What flows with the execution context is set here: set in a method that is awaited, it would be gone when that returns.
        async Task<T> StartAsync()
        {
            shareLocks();
            shareApplying();
            Activity.Current = activity;
            await using var scope = scopeFactory.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var context = NewRequest(services, store, host);
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
            var language = await enter(services);
            context.Request.RouteValues[NopRoutingDefaults.RouteValue.Language] = language.UniqueSeoCode;
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language.LanguageCulture);
            services.GetRequiredService<IActionContextAccessor>().ActionContext =
                new ActionContext(context, new RouteData(context.Request.RouteValues), new ActionDescriptor());
            return await work(services);
        }
    }

    // The shopper's own request has what the made one lacks: cookies and address, for statistics and other plugins.
    private async Task<bool> IsInPlaceAsync(GlasePayment payment, Customer stored)
    {
        return httpContextAccessor.HttpContext is { } context
            && context.GetRouteValue("area") is null
            && (await storeContext.GetCurrentStoreAsync()).Id == payment.StoreId
            && await session.FindAsync(stored.Id) is { } shopper
            && shopper.BillingAddressId == stored.BillingAddressId
            && shopper.ShippingAddressId == stored.ShippingAddressId
            && shopper.CurrencyId == stored.CurrencyId
            && shopper.LanguageId == stored.LanguageId;
    }

    // Null when none leads to the store.
    private static string FindHost(Store store, IList<Store> stores)
    {
        var location = StoreLocation.Of(store);
        string[] known = location is null
            ? []
            : [location.IsDefaultPort ? location.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{location.IdnHost}:{location.Port}")];
        // As nopCommerce finds the store of a request.
        return known.Concat(StoreLocation.Hosts(store)).FirstOrDefault(host => (stores.FirstOrDefault(other =>
                StoreLocation.Hosts(other).Contains(host, StringComparer.OrdinalIgnoreCase)) ?? stores[0]).Id == store.Id);
    }

    private static DefaultHttpContext NewRequest(IServiceProvider services, Store store, string host)
    {
        var location = StoreLocation.Of(store);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = HttpMethods.Post;
        context.Request.Scheme = location?.Scheme ?? Uri.UriSchemeHttp;
        context.Request.Host = new HostString(host);
        context.Request.PathBase = location?.AbsolutePath.TrimEnd('/');
        context.Request.Path = _path;
        // Links in emails are made by endpoint routing, which is told from the older one by an endpoint that was found.
        context.SetEndpoint(new Endpoint(_ => Task.CompletedTask, EndpointMetadataCollection.Empty, nameof(StoreRequestScope)));
        return context;
    }

    /// <returns>The language that the shopper reads there</returns>
    private static async Task<Language> EnterAsync(IServiceProvider services, GlasePayment payment, Store store)
    {
        var customer = await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(payment.CustomerId);
        customer.LanguageId ??= payment.LanguageId;
        customer.CurrencyId ??= payment.DisplayCurrencyId;
        return await EnterAsync(services, customer, store);
    }

    /// <returns>The language that the customer reads there</returns>
    private static async Task<Language> EnterAsync(IServiceProvider services, Customer customer, Store store)
    {
        if ((await services.GetRequiredService<IStoreContext>().GetCurrentStoreAsync()).Id != store.Id)
            throw NoHost(store);

        var workContext = services.GetRequiredService<IWorkContext>();
        await workContext.SetCurrentCustomerAsync(customer);
        return await workContext.GetWorkingLanguageAsync();
    }

    private static InvalidOperationException NoHost(Store store)
    {
        return new InvalidOperationException($"nopCommerce finds the store \"{store.Name}\" by no host, so that no order can be placed " +
            "there. Enter the store's HOST values under Configuration, Stores.");
    }

    private static ExecutionContext CaptureBlank()
    {
        ExecutionContext blank = null;
        var thread = new Thread(() => blank = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return blank;
    }
}
