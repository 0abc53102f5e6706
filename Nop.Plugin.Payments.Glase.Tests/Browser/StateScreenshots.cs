using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Takes the pictures of docs/shopper.md anew: what shoppers see in each state of a payment, on a desktop and on a phone.
/// </summary>
public class StateScreenshots
{
    private const int UnknownInvoice = 54;

    private static readonly (string State, Func<ShopFixture, string, BrowserShopper, Task> Happens)[] _ends =
    [
        ("inProgress", (fixture, reference, _) => Do(() => fixture.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE"))),
        ("expired", (fixture, reference, _) => Do(() => fixture.Glase.Expire(reference))),
        ("cancelled", (fixture, reference, _) => Do(() => fixture.Glase.Cancel(reference))),
        ("failed", (fixture, reference, _) => Do(() => fixture.Glase.Fail(reference))),
        ("notFound", (fixture, reference, _) => Do(() => Forget(fixture, reference))),
        ("changed", (_, _, shopper) => AddArticleAsync(shopper)),
        ("beingRefunded", (fixture, reference, _) => Do(() => fixture.Glase.Pay(reference, 9m, "EUR"))),
        ("paid", HoldAndPayAsync)
    ];

    [PictureTest]
    public async Task The_payment_step([Values] bool onPhone)
    {
        await using var fixture = await BrowserShops.StartAsync();
        foreach (var (state, happens) in _ends)
        {
            await using var browserShopper = await EnterAsync(fixture, onPhone);
            var reference = await browserShopper.GetCodeAsync();
            if (state == "inProgress")
                await TakeAsync(browserShopper, "waiting", onPhone);
            await happens(fixture, reference, browserShopper);
            await browserShopper.StateIsAsync(state);
            await TakeAsync(browserShopper, state, onPhone);
        }
    }

    [PictureTest]
    public async Task The_payment_step_while_Glase_does_not_answer([Values] bool onPhone)
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var browserShopper = await EnterAsync(fixture, onPhone);
        fixture.Glase.Faults.Add(Fault.Http(503).On("sendInvoice").Forever());
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.StateIsAsync("unavailable");
        await TakeAsync(browserShopper, "unavailable", onPhone);
    }

    [PictureTest]
    public async Task The_pages_of_an_order([Values] bool onPhone)
    {
        await using var fixture = await BrowserShops.StartAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await EnterAsync(fixture, onPhone);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await TakeAsync(browserShopper, "after-order-step", onPhone);
        await browserShopper.PlaceOrderAsync();
        var reference = await browserShopper.CodeAsync();
        await TakeAsync(browserShopper, "after-order-page", onPhone, "main");

        await browserShopper.Page.GotoAsync("order/history");
        await browserShopper.Page.Locator("a[href*='orderdetails']").First.ClickAsync();
        var link = browserShopper.Page.Locator(".glase-order-link").GetByRole(AriaRole.Link, new() { Name = "Pay with Glase" });
        await TakeAsync(browserShopper, "order-page", onPhone, ".glase-order-link");
        await using var payer = await EnterAsync(fixture, onPhone);
        var address = await link.GetAttributeAsync("href");
        await payer.Page.GotoAsync(address);
        await payer.CodeAsync();
        await TakeAsync(payer, "pay-by-link", onPhone, "main");
        fixture.Glase.Pay(reference);
        await Assertions.Expect(payer.Page.Locator(".glase-receipt")).ToBeVisibleAsync();
        await TakeAsync(payer, "paid-by-link", onPhone, "main");
        await payer.Page.GotoAsync(address[..^1] + (address[^1] == 'A' ? 'E' : 'A'));
        await TakeAsync(payer, "link-ended", onPhone, "main");
    }

    [PictureTest]
    public async Task The_page_while_the_order_is_completed_and_after_a_refund([Values] bool onPhone)
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var browserShopper = await EnterAsync(fixture, onPhone);
        var reference = await browserShopper.GetCodeAsync();
        var payment = await fixture.LastPaymentAsync();
        await using var stranger = await EnterAsync(fixture, onPhone);
        await stranger.Page.GotoAsync($"glase/{payment.Token}/return");
        await stranger.StateIsAsync("waiting");
        await TakeAsync(stranger, "another-browser", onPhone, "main");

        await HoldAndPayAsync(fixture, reference, browserShopper);
        await browserShopper.StateIsAsync("paid");
        await fixture.ChangePaymentsAsync(current => current.NextPlacementAttemptOnUtc = current.PaidOnUtc.Value.AddHours(1));
        await browserShopper.Page.GotoAsync($"glase/{payment.Token}");
        await browserShopper.StateIsAsync("completing");
        await TakeAsync(browserShopper, "completing", onPhone, "main");

        await fixture.ChangePaymentsAsync(current => (current.NextPlacementAttemptOnUtc, current.Status) = (null, GlasePaymentStatus.Refunded));
        await browserShopper.Page.GotoAsync($"glase/{payment.Token}");
        await browserShopper.StateIsAsync("refunded");
        await TakeAsync(browserShopper, "refunded", onPhone, "main");
    }

    private static Task<BrowserShopper> EnterAsync(ShopFixture fixture, bool onPhone)
    {
        return BrowserShopper.EnterAsync(fixture, onPhone ? Screenshots.Phone : Screenshots.Desktop);
    }

    private static Task TakeAsync(BrowserShopper browserShopper, string name, bool onPhone, string part = "glase-payment")
    {
        return Picture.OfAsync(browserShopper, $"state-{name}{(onPhone ? "-phone" : "")}", part);
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static void Forget(ShopFixture fixture, string reference)
    {
        foreach (var operation in new[] { "getPaymentStatus", "cancelInvoice" })
            fixture.Glase.Faults.Add(Fault.Result(UnknownInvoice).On(operation).Forever() with { InvoiceReference = reference });
    }

    private static async Task AddArticleAsync(BrowserShopper browserShopper)
    {
        var other = await browserShopper.OpenTabAsync();
        await other.GotoAsync("product/1");
        await other.ClickAsync(".add-to-cart-button");
        await BrowserShopper.UntilAtCartAsync(other);
        await browserShopper.Page.BringToFrontAsync();
    }

    // The browser stays where it is when the shop answers its completing the payment with nothing.
    private static async Task HoldAndPayAsync(ShopFixture fixture, string reference, BrowserShopper browserShopper)
    {
        fixture.Glase.NotificationMode = NotificationMode.Off;
        await browserShopper.Context.RouteAsync("**/glase/*/complete", route => route.FulfillAsync(new() { Status = 204 }));
        fixture.Glase.Pay(reference);
    }
}
