using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Tests.Farms;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Pages that wait while the shop is started again.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public class StreamTests
{
    private const string IsStreaming = "document.querySelector('glase-payment').streaming === true";

    // How many pages wait: GLASE_TEST_STREAMS.
    private static readonly int _pages = int.Parse(Environment.GetEnvironmentVariable("GLASE_TEST_STREAMS") ?? "6", CultureInfo.InvariantCulture);

    private readonly List<IPage> _opened = [];

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var page in _opened)
            await page.Context.CloseAsync();
        _opened.Clear();
    }

    // Every other page is behind a proxy that says 502 meanwhile.
    [Test]
    public async Task Streams_that_had_lasted_long_come_again_when_the_shop_was_started_again()
    {
        await using var farm = await FarmFixture.StartAsync(1);
        foreach (var code in await farm.IssueAsync(notifiedNode: 0, _pages))
            await OpenAsync(farm.AddressOf(0), code.Token);
        await ShopFixture.UntilAsync(AreAllStreamingAsync, "all streams");
        foreach (var page in _opened)
            await page.EvaluateAsync("document.querySelector('glase-payment').streamSince -= 60_000");

        var behindProxy = _opened.Where((_, number) => number % 2 == 1).ToList();
        foreach (var page in behindProxy)
            await page.RouteAsync("**/glase/*/*", route => route.FulfillAsync(new() { Status = 502 }));
        await farm.StopAsync(0);
        await Task.Delay(TimeSpan.FromSeconds(4));
        await farm.RestartAsync(0);
        foreach (var page in behindProxy)
            await page.UnrouteAsync("**/glase/*/*");

        var started = Stopwatch.GetTimestamp();
        await ShopFixture.UntilAsync(AreAllStreamingAsync, "all streams again");
        TestContext.Out.WriteLine($"{_pages} pages stream again {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the start");
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(15)));
    }

    [Test]
    public async Task A_proxy_that_refuses_streams_is_asked_ever_more_rarely()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var refused = new List<long>();
        await browserShopper.Context.RouteAsync("**/glase/*/events", route =>
        {
            lock (refused)
                refused.Add(Stopwatch.GetTimestamp());
            return route.FulfillAsync(new() { Status = 502 });
        });
        await browserShopper.GetCodeAsync();
        await ShopFixture.UntilAsync(() => Task.FromResult(refused.Count == 2), "another try");
        await browserShopper.Page.WaitForTimeoutAsync(2_000);

        Assert.That(refused, Has.Count.EqualTo(2), "at once and after five seconds; then after ten");
        Assert.That(Stopwatch.GetElapsedTime(refused[0], refused[1]).TotalSeconds, Is.InRange(3.9, 8));
    }

    private async Task OpenAsync(Uri shop, string token)
    {
        var context = await Chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        _opened.Add(page);
        await page.GotoAsync(new Uri(shop, $"glase/{token}").ToString());
    }

    private async Task<bool> AreAllStreamingAsync()
    {
        foreach (var page in _opened)
        {
            if (!await page.EvaluateAsync<bool>(IsStreaming))
                return false;
        }

        return true;
    }
}
