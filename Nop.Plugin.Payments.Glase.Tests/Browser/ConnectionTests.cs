using Glase.Simulator.Faults;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// What the page does when the shop, the network or Glase is failing.
/// </summary>
public class ConnectionTests
{
    private const string Reconnecting = "The connection was lost. Reconnecting…";

    [Test]
    public async Task A_proxy_that_does_not_let_events_through_costs_a_second()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.Context.RouteAsync("**/glase/*/events", route => route.AbortAsync());
        var reference = await browserShopper.GetCodeAsync();

        fixture.Glase.Pay(reference);

        await browserShopper.ArriveAsync();
    }

    [Test]
    public async Task Events_that_are_held_back_are_not_waited_for()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.Context.RouteAsync("**/glase/*/events", _ => { });
        var reference = await browserShopper.GetCodeAsync();

        fixture.Glase.Pay(reference);

        await browserShopper.ArriveAsync();
    }

    [Test]
    public async Task A_lost_connection_is_said_and_found_again()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.Context.RouteAsync("**/glase/*/events", route => route.AbortAsync());
        await browserShopper.Context.RouteAsync("**/glase/*/status", route => route.FulfillAsync(new() { Status = 502 }));
        var reference = await browserShopper.GetCodeAsync();
        await Assertions.Expect(browserShopper.Status).ToHaveTextAsync(Reconnecting);

        await browserShopper.Context.UnrouteAsync("**/glase/*/status");
        await Assertions.Expect(browserShopper.Status).ToHaveTextAsync("Waiting for your payment");
        fixture.Glase.Pay(reference);

        await browserShopper.ArriveAsync();
    }

    [Test]
    public async Task Coming_back_to_the_page_asks_at_once()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.GetCodeAsync();
        await Assertions.Expect(browserShopper.Status).ToHaveTextAsync("Waiting for your payment");
        await browserShopper.Page.WaitForTimeoutAsync(1500);

        foreach (var woken in new[] { "document.dispatchEvent(new Event('visibilitychange'))", "window.dispatchEvent(new Event('online'))" })
        {
            await browserShopper.Page.RunAndWaitForRequestAsync(() => browserShopper.Page.EvaluateAsync(woken),
                request => request.Url.EndsWith("/status", StringComparison.Ordinal), new() { Timeout = 2000 });
            await browserShopper.Page.WaitForTimeoutAsync(1500);
        }
    }

    [Test]
    public async Task A_payment_the_shop_does_not_know_any_more_stops_asking()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.Context.RouteAsync("**/glase/*/events", route => route.AbortAsync());
        await browserShopper.Context.RouteAsync("**/glase/*/status", route => route.FulfillAsync(new() { Status = 404 }));

        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.StateIsAsync("unknown");

        Assert.That(await browserShopper.FocusedTextAsync(), Is.EqualTo("This code is no longer valid"));
    }

    private static readonly TestCaseData[] _logDeduplicator =
    [
        new TestCaseData(false, Fault.Delay(TimeSpan.FromSeconds(30))).SetArgDisplayNames("several pages", "slow"),
        new TestCaseData(true, Fault.Delay(TimeSpan.FromSeconds(30))).SetArgDisplayNames("one page", "slow"),
        new TestCaseData(true, Fault.Result(20)).SetArgDisplayNames("one page", "refusing")
    ];

    [TestCaseSource(nameof(_logDeduplicator))]
    public async Task With_Glase_failing_the_step_is_shown_and_can_be_tried_again_in_place(bool onePage, Fault fault)
    {
        await using var fixture = await BrowserShops.StartAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        fixture.Glase.Faults.Add(fault.On("sendInvoice").Forever());

        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.StateIsAsync("unavailable");
        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Heading, new() { Name = "Glase cannot be reached right now" }))
            .ToBeVisibleAsync();
        fixture.Glase.Faults.Clear();
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        fixture.Glase.Pay(await browserShopper.CodeAsync());
        await browserShopper.ArriveAsync();
    }

    [Test]
    public async Task A_problem_when_completing_does_not_send_the_shopper_round_in_a_circle()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var posts = 0;
        await browserShopper.Context.RouteAsync("**/glase/*/complete", route =>
        {
            posts++;
            var page = route.Request.Url.Replace("/complete", "", StringComparison.Ordinal);
            return route.FulfillAsync(new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = page } });
        });
        var reference = await browserShopper.GetCodeAsync();
        fixture.Glase.Pay(reference);

        var button = browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "Complete the order" });
        await browserShopper.Page.WaitForURLAsync("**/glase/*");
        await Assertions.Expect(button).ToBeVisibleAsync();
        await browserShopper.Context.UnrouteAsync("**/glase/*/complete");
        await button.ClickAsync();

        await browserShopper.ArriveAsync();
        Assert.That(posts, Is.EqualTo(1));
    }
}
