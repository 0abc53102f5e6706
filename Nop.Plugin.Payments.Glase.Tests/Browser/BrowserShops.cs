using System.Collections.Concurrent;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The shops of all tests in this folder. The usual kinds are shared by tests, which come as different shoppers.
/// </summary>
internal static class BrowserShops
{
    private static readonly ConcurrentDictionary<(bool OnePage, QrCodePlacement Placement), Lazy<Task<ShopFixture>>> _shared = new();

    /// <summary>
    /// A shop that other tests use at the same time, and that nobody may dispose of.
    /// </summary>
    public static Task<ShopFixture> SharedAsync(bool onePage = false, QrCodePlacement placement = QrCodePlacement.PaymentStep)
    {
        return _shared.GetOrAdd((onePage, placement), _ => new Lazy<Task<ShopFixture>>(() => StartSharedAsync(onePage, placement))).Value;
    }

    /// <summary>
    /// A shop of the caller's own.
    /// </summary>
    public static async Task<ShopFixture> StartAsync(bool onePage = false, QrCodePlacement placement = QrCodePlacement.PaymentStep)
    {
        var fixture = await ShopFixture.StartAsync(options => options.OnePageCheckout = onePage);
        await fixture.ChangeAsync(settings => settings.QrCodePlacement = placement);
        return fixture;
    }

    public static async Task CloseAllAsync()
    {
        foreach (var fixture in _shared.Values)
            await (await fixture.Value).DisposeAsync();
    }

    private static async Task<ShopFixture> StartSharedAsync(bool onePage, QrCodePlacement placement)
    {
        var fixture = await StartAsync(onePage, placement);
        fixture.IsShared = true;
        return fixture;
    }
}
