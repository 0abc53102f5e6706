using System.Collections.Concurrent;
using Glase.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Orders;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// A sandbox shop with its own Glase. The usual kinds are shared by all tests, which come as different shoppers.
/// </summary>
internal sealed class BrowserTestShop : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(bool OnePage, QrCodePlacement Placement), Lazy<Task<BrowserTestShop>>> _shared = new();

    private BrowserTestShop(GlaseSimulator glase, SandboxShop shop)
    {
        Glase = glase;
        Shop = shop;
    }

    public GlaseSimulator Glase { get; }

    public SandboxShop Shop { get; }

    public static Task<BrowserTestShop> SharedAsync(bool onePage = false, QrCodePlacement placement = QrCodePlacement.PaymentStep)
    {
        return _shared.GetOrAdd((onePage, placement), _ => new Lazy<Task<BrowserTestShop>>(() => StartAsync(onePage, placement))).Value;
    }

    public static async Task<BrowserTestShop> StartAsync(bool onePage = false, QrCodePlacement placement = QrCodePlacement.PaymentStep)
    {
        var glase = await GlaseSimulator.StartAsync();
        var shop = await SandboxShop.StartAsync(new SandboxOptions { GlaseServiceUrl = glase.ServiceUri, OnePageCheckout = onePage });
        await shop.ChangeSettingsAsync<GlaseSettings>(settings => settings.QrCodePlacement = placement);
        return new BrowserTestShop(glase, shop);
    }

    public static async Task CloseAllAsync()
    {
        foreach (var shop in _shared.Values)
            await (await shop.Value).DisposeAsync();
    }

    public Task<Order> OrderAsync(int id)
    {
        return Shop.RunAsync(services => services.GetRequiredService<IOrderService>().GetOrderByIdAsync(id));
    }

    public async Task<IList<Order>> OrdersOfAsync(int customerId)
    {
        return await Shop.RunAsync(services =>
            services.GetRequiredService<IOrderService>().SearchOrdersAsync(customerId: customerId));
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Glase.DisposeAsync();
    }
}
