using Glase.Simulator.Faults;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// What the page does when the shop, the network or Glase is in trouble.
/// </summary>
public class ConnectionTests
{
    private const string Reconnecting = "The connection was lost. Reconnecting…";

    [Test]
    public async Task A_proxy_that_does_not_let_events_through_costs_a_second()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.Context.RouteAsync("**/glase/*/events", route => route.AbortAsync());
        var reference = await shopper.GetCodeAsync();

        shop.Glase.Pay(reference);

        await shopper.ArriveAsync();
    }

    [Test]
    public async Task Events_that_are_held_back_are_not_waited_for()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.Context.RouteAsync("**/glase/*/events", _ => { });
        var reference = await shopper.GetCodeAsync();

        shop.Glase.Pay(reference);

        await shopper.ArriveAsync();
    }

    [Test]
    public async Task A_lost_connection_is_said_and_found_again()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.Context.RouteAsync("**/glase/*/events", route => route.AbortAsync());
        await shopper.Context.RouteAsync("**/glase/*/status", route => route.FulfillAsync(new() { Status = 502 }));
        var reference = await shopper.GetCodeAsync();
        await Assertions.Expect(shopper.Status).ToHaveTextAsync(Reconnecting);

        await shopper.Context.UnrouteAsync("**/glase/*/status");
        await Assertions.Expect(shopper.Status).ToHaveTextAsync("Waiting for your payment");
        shop.Glase.Pay(reference);

        await shopper.ArriveAsync();
    }

    [Test]
    public async Task Coming_back_to_the_page_asks_at_once()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.GetCodeAsync();
        await Assertions.Expect(shopper.Status).ToHaveTextAsync("Waiting for your payment");
        await shopper.Page.WaitForTimeoutAsync(1500);

        foreach (var woken in new[] { "document.dispatchEvent(new Event('visibilitychange'))", "window.dispatchEvent(new Event('online'))" })
        {
            await shopper.Page.RunAndWaitForRequestAsync(() => shopper.Page.EvaluateAsync(woken),
                request => request.Url.EndsWith("/status", StringComparison.Ordinal), new() { Timeout = 2000 });
            await shopper.Page.WaitForTimeoutAsync(1500);
        }
    }

    [Test]
    public async Task A_payment_the_shop_does_not_know_any_more_stops_asking()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.Context.RouteAsync("**/glase/*/events", route => route.AbortAsync());
        await shopper.Context.RouteAsync("**/glase/*/status", route => route.FulfillAsync(new() { Status = 404 }));

        await shopper.FillCartAsync();
        await shopper.GoToPaymentStepAsync();
        await shopper.StateIsAsync("unknown");

        Assert.That(await shopper.FocusedTextAsync(), Is.EqualTo("This code is no longer valid"));
    }

    private static readonly TestCaseData[] _troubles =
    [
        new TestCaseData(false, Fault.Delay(TimeSpan.FromSeconds(30))).SetArgDisplayNames("several pages", "slow"),
        new TestCaseData(true, Fault.Delay(TimeSpan.FromSeconds(30))).SetArgDisplayNames("one page", "slow"),
        new TestCaseData(true, Fault.Result(20)).SetArgDisplayNames("one page", "refusing")
    ];

    [TestCaseSource(nameof(_troubles))]
    public async Task With_Glase_in_trouble_the_step_comes_up_and_can_be_tried_again_in_place(bool onePage, Fault trouble)
    {
        await using var shop = await TestShop.StartAsync(onePage);
        await using var shopper = await Shopper.EnterAsync(shop);
        shop.Glase.Faults.Add(trouble.On("sendInvoice").Forever());

        await shopper.FillCartAsync();
        await shopper.GoToPaymentStepAsync();
        await shopper.StateIsAsync("unavailable");
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Heading, new() { Name = "Glase cannot be reached right now" }))
            .ToBeVisibleAsync();
        shop.Glase.Faults.Clear();
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        shop.Glase.Pay(await shopper.CodeAsync());
        await shopper.ArriveAsync();
    }

    [Test]
    public async Task A_problem_when_completing_does_not_send_the_shopper_round_in_a_circle()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        var posts = 0;
        await shopper.Context.RouteAsync("**/glase/*/complete", route =>
        {
            posts++;
            var page = route.Request.Url.Replace("/complete", "", StringComparison.Ordinal);
            return route.FulfillAsync(new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = page } });
        });
        var reference = await shopper.GetCodeAsync();
        shop.Glase.Pay(reference);

        var button = shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Complete the order" });
        await shopper.Page.WaitForURLAsync("**/glase/*");
        await Assertions.Expect(button).ToBeVisibleAsync();
        await shopper.Context.UnrouteAsync("**/glase/*/complete");
        await button.ClickAsync();

        await shopper.ArriveAsync();
        Assert.That(posts, Is.EqualTo(1));
    }
}
