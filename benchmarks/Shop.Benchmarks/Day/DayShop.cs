using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Sandbox.Data;
using Sandbox.Data.Entities;
using Sandbox.Hosting;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// The sandbox's shop with its services and its database, asked without a browser: each visitor does what the pages would do.
/// </summary>
internal sealed class DayShop : IAsyncDisposable
{
    private const string Download = "NL-MAP";
    private const int Tries = 8;

    private readonly SandboxShop _shop;
    private readonly AdvanceableClock _clock;
    private readonly Product _product;
    private readonly Store _store;
    private readonly Address _address;

    private DayShop(SandboxShop shop, AdvanceableClock clock)
    {
        _shop = shop;
        _clock = clock;
        (_product, _store, _address) = shop.RunAsync(services => Task.FromResult((
            services.GetRequiredService<IRepository<Product>>().Table.First(product => product.Sku == Download),
            services.GetRequiredService<IRepository<Store>>().Table.First(),
            services.GetRequiredService<IRepository<Address>>().Table.First()))).GetAwaiter().GetResult();
    }

    /// <summary>Opens a shop whose data goes with it.</summary>
    public static Task<DayShop> OpenAsync(Uri glase)
    {
        return OpenAsync(new DayPlace(DatabaseKind.Sqlite, null, null, null), glase, new AdvanceableClock());
    }

    /// <param name="place">Where its data is</param>
    /// <param name="glase">The address of Glase</param>
    /// <param name="clock">The shop's clock</param>
    public static async Task<DayShop> OpenAsync(DayPlace place, Uri glase, AdvanceableClock clock)
    {
        return new DayShop(await SandboxShop.StartAsync(place.Options(glase, clock)), clock);
    }

    public ShopDatabase Database => _shop.Database;

    /// <summary>Somebody new comes, fills a cart and asks for a code, again where there was none.</summary>
    /// <returns>The customer, and the payment; null when Glase gave no code for it</returns>
    public async Task<(int CustomerId, GlasePayment Payment)> ComeAsync()
    {
        var customerId = await AsAsync(null, async services =>
        {
            var customer = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
            await services.GetRequiredService<IRepository<CustomerAddressLink>>()
                .InsertAsync(new CustomerAddressLink { CustomerId = customer.Id, AddressId = _address.Id });
            customer.BillingAddressId = _address.Id;
            await services.GetRequiredService<ICustomerService>().UpdateCustomerAsync(customer);
            await services.GetRequiredService<IShoppingCartService>()
                .AddToCartAsync(customer, _product, ShoppingCartType.ShoppingCart, _store.Id);
            return customer.Id;
        });
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await TryIssueAsync(customerId) is { IsOpen: true, InvoiceReference: not null } payment)
                return (customerId, payment);
        }

        return (customerId, null);
    }

    /// <summary>The page asks until it knows.</summary>
    public async Task<GlasePayment> AskAsync(GlasePayment payment)
    {
        var poller = _shop.Services.GetRequiredService<IPaymentPoller>();
        for (var attempt = 0; attempt < Tries && payment.IsOpen; attempt++)
            payment = await poller.TryPollAsync(payment, CancellationToken.None) ?? payment;
        return payment;
    }

    /// <summary>The shopper's browser turns the payment into an order.</summary>
    public Task CompleteAsync(int customerId, GlasePayment payment)
    {
        return AsAsync(customerId, async services =>
        {
            await services.GetRequiredService<OrderPlacer>().PlaceAsync(payment);
            return true;
        });
    }

    public Task EmptyCartAsync(int customerId)
    {
        return AsAsync(customerId, async services =>
        {
            var customer = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
            await services.GetRequiredService<IShoppingCartService>().ClearShoppingCartAsync(customer, _store.Id);
            return true;
        });
    }

    public Task RunTaskAsync()
    {
        return _shop.RunAsync(services => ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync());
    }

    public void Pass(TimeSpan time) => _clock.Pass(time);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    private async Task<GlasePayment> TryIssueAsync(int customerId)
    {
        try
        {
            return await AsAsync(customerId, async services => await services.GetRequiredService<CheckoutInvoices>().GetForCartAsync(
                await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync(), _store, Guid.NewGuid()));
        }
        catch (GlaseApiException)
        {
            return null;
        }
    }

    private Task<T> AsAsync<T>(int? customerId, Func<IServiceProvider, Task<T>> act)
    {
        return _shop.RunAsync(async services =>
        {
            var http = new DefaultHttpContext { RequestServices = services };
            http.Request.Host = new HostString("localhost");
            http.Request.Scheme = Uri.UriSchemeHttp;
            http.Request.Headers.UserAgent = "Mozilla/5.0 (X11; Linux x86_64) Benchmark/1.0";
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
            if (customerId is { } id)
                await services.GetRequiredService<IWorkContext>().SetCurrentCustomerAsync(
                    await services.GetRequiredService<ICustomerService>().GetCustomerByIdAsync(id));
            return await act(services);
        });
    }
}
