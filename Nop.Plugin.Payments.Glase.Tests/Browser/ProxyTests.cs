using Microsoft.Playwright;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// A shop behind a proxy that tells it neither by which scheme nor by which host browsers reach it.
/// </summary>
public class ProxyTests
{
    [Test]
    public async Task A_payment_is_followed_and_completed([Values("haproxy", "nginx")] string name, [Values] bool onePage)
    {
        await using var fixture = await BrowserShops.StartAsync(onePage);
        using var proxy = name == "haproxy" ? ProxyServer.HaProxy(fixture.Shop.BaseUri) : ProxyServer.Nginx(fixture.Shop.BaseUri);
        await using var shopper = await BrowserShopper.EnterAsync(fixture,
            new() { BaseURL = proxy.BaseUri.ToString(), IgnoreHTTPSErrors = true });
        var reference = await shopper.GetCodeAsync();
        await shopper.ExpectStreamAsync();

        fixture.Glase.Pay(reference);
        // Told by the stream itself: the next question would come 20 seconds after the last event.
        await shopper.Page.WaitForURLAsync("**/checkout/completed/**", new() { Timeout = 15_000 });
        var order = await shopper.ArriveAsync();

        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(new Uri(shopper.Page.Url).Authority, Is.EqualTo(proxy.BaseUri.Authority));
    }

    [Test]
    public async Task A_connection_that_hangs_is_said_within_ten_seconds()
    {
        await using var fixture = await BrowserShops.StartAsync();
        using var proxy = ProxyServer.HaProxy(fixture.Shop.BaseUri);
        await using var shopper = await BrowserShopper.EnterAsync(fixture,
            new() { BaseURL = proxy.BaseUri.ToString(), IgnoreHTTPSErrors = true });
        var reference = await shopper.GetCodeAsync();
        await shopper.ExpectStreamAsync();

        proxy.Suspend();
        await Assertions.Expect(shopper.Status).ToHaveTextAsync("The connection was lost. Reconnecting…", new() { Timeout = 10_000 });
        proxy.Resume();

        await Assertions.Expect(shopper.Status).ToHaveTextAsync("Waiting for your payment");
        fixture.Glase.Pay(reference);
        await shopper.ArriveAsync();
    }

    [Test]
    public async Task The_page_of_a_payment_names_no_host()
    {
        await using var fixture = await ShopFixture.StartAsync();
        using var shopper = fixture.NewShopper();
        await shopper.PutIntoCartAsync();
        var code = await shopper.CheckOutAsync();

        Assert.That(new[] { code.StatusUrl, code.EventsUrl, code.CompleteUrl, code.RenewUrl }, Is.All.StartsWith("/glase/"));
    }
}
