using Glase.Simulator.Faults;
using Microsoft.Playwright;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Wherever a payment comes to, the shopper reads what it is and has a next step that works.
/// </summary>
public class DeadEndTests
{
    private const int UnknownInvoice = 54;

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_changed_cart_links_to_the_step_that_is_open(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.GetCodeAsync();
        // What is offered from the first moment does not wait for the page's next question for a code.
        await browserShopper.Page.RouteAsync("**/glase/*/renew", route => route.AbortAsync());
        var other = await browserShopper.OpenTabAsync();
        await other.GotoAsync("product/1");
        await other.ClickAsync(".add-to-cart-button");
        await BrowserShopper.UntilAtCartAsync(other);

        await browserShopper.StateIsAsync("changed");
        var next = browserShopper.Payment.GetByRole(AriaRole.Link, new() { Name = "Back to the checkout" });
        await Assertions.Expect(next).ToBeVisibleAsync();
        await Assertions.Expect(browserShopper.Payment.Locator("button:visible")).ToHaveCountAsync(0);
        if (!onePage)
            await Assertions.Expect(browserShopper.Page.Locator(".order-summary")).ToContainTextAsync("€11.10");
        await next.ClickAsync();
        await browserShopper.Page.UnrouteAllAsync();
        await browserShopper.Page.ClickAsync(".shipping-method-next-step-button");
        await browserShopper.ChooseGlaseAsync();
        var reference = await browserShopper.CodeAsync();

        await Assertions.Expect(browserShopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€16.00");
        fixture.Glase.Pay(reference);
        await browserShopper.ArriveAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_amount_that_changes_changes_the_summary_beside_the_code(bool onePage)
    {
        await using var fixture = await BrowserShops.StartAsync(onePage);
        await fixture.Shop.ChangeSettingsAsync<OrderSettings>(settings => settings.OnePageCheckoutDisplayOrderTotalsOnPaymentInfoTab = true);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.GetCodeOfMapAsync();
        var other = await browserShopper.OpenTabAsync();
        await other.GotoAsync("cart");

        await other.FillAsync("input.quantity", "2");
        await other.ClickAsync("[name=updatecart]");

        await Assertions.Expect(browserShopper.Page.Locator("[data-glase-amount]")).ToHaveTextAsync("€15.54");
        await Assertions.Expect(browserShopper.Page.Locator(".order-summary .order-total")).ToContainTextAsync("€15.54");
    }

    [Test]
    public async Task An_invoice_that_Glase_does_not_know_any_more_is_replaced_by_a_new_code()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var lost = await browserShopper.GetCodeAsync();
        foreach (var operation in new[] { "getPaymentStatus", "cancelInvoice" })
            fixture.Glase.Faults.Add(Fault.Result(UnknownInvoice).On(operation).Forever() with { InvoiceReference = lost });

        await browserShopper.StateIsAsync("notFound");
        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Heading, new() { Name = "This code cannot be paid any more" })).ToBeVisibleAsync();
        await browserShopper.Page.GetByRole(AriaRole.Button, new() { Name = "New QR code" }).ClickAsync();
        await browserShopper.StateIsAsync("waiting");
        fixture.Glase.Pay(await browserShopper.CodeAsync());

        await browserShopper.ArriveAsync();
    }

    [Test]
    public async Task A_code_that_Glase_is_slow_to_give_appears_by_itself()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        fixture.Glase.Faults.Add(Fault.Delay(TimeSpan.FromSeconds(4.5)).On("sendInvoice").Forever());
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.StateIsAsync("unavailable");

        await browserShopper.StateIsAsync("waiting");

        await Assertions.Expect(browserShopper.Page.Locator("img.glase-qr")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Another_amount_that_arrived_is_named_and_the_other_ways_are_offered()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();

        fixture.Glase.Pay(reference, 9m, "EUR");

        await browserShopper.StateIsAsync("beingRefunded");
        await Assertions.Expect(browserShopper.Payment.GetByText("€9.00 was received instead of €10.45.")).ToBeVisibleAsync();
        await browserShopper.Payment.GetByRole(AriaRole.Link, new() { Name = "Pay another way" }).ClickAsync();
        await browserShopper.ChooseCheckAsync();
    }

    [Test]
    public async Task Prices_in_another_currency_come_with_what_is_charged()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.Page.GotoAsync("changecurrency/2");

        await browserShopper.GetCodeAsync();

        await Assertions.Expect(browserShopper.Payment.GetByText("You are charged €10.45.")).ToBeVisibleAsync();
        await Assertions.Expect(browserShopper.Payment.Locator("[data-glase-charge]")).ToContainTextAsync("about");
        await browserShopper.Page.GotoAsync("checkout/paymentmethod");
        await Assertions.Expect(browserShopper.Page.Locator(".method-list")).ToContainTextAsync("confirm with your PIN. ");
        await Assertions.Expect(browserShopper.Page.Locator(".method-list")).ToContainTextAsync("You are charged €10.45.");
        await Assertions.Expect(browserShopper.Page.Locator("input[value='Payments.Glase']")).ToBeCheckedAsync();
    }

    [Test]
    public async Task The_page_after_the_order_says_which_order_and_until_when()
    {
        var fixture = await BrowserShops.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.Page.GotoAsync("changecurrency/2");
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await Assertions.Expect(browserShopper.Page.Locator(".payment-info-next-step-button")).ToBeVisibleAsync();
        await Assertions.Expect(browserShopper.Payment.GetByText("You are charged €10.45.")).ToBeVisibleAsync();
        await browserShopper.Page.ClickAsync(".payment-info-next-step-button");
        await Assertions.Expect(browserShopper.Page.Locator(".glase-charge")).ToContainTextAsync("You are charged €10.45.");
        await browserShopper.Page.ClickAsync(".confirm-order-next-step-button");
        var reference = await browserShopper.CodeAsync();

        await Assertions.Expect(browserShopper.Payment.GetByText("Pay by")).ToBeVisibleAsync();
        await Assertions.Expect(browserShopper.Payment.GetByText("To pay in another way, cancel the order")).ToBeVisibleAsync();
        var payment = await fixture.PaymentAsync(reference);
        fixture.Glase.Expire(reference);
        await browserShopper.StateIsAsync("expired");
        await Assertions.Expect(browserShopper.Payment.GetByText($"Order {payment.OrderId}.", new() { Exact = true })).ToBeVisibleAsync();
        await browserShopper.Payment.GetByRole(AriaRole.Link, new() { Name = "See the order" }).ClickAsync();

        await browserShopper.Page.WaitForURLAsync("**/orderdetails/*");
    }

    [Test]
    public async Task The_page_of_an_order_that_is_cancelled_says_so_and_offers_no_new_code()
    {
        var fixture = await BrowserShops.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.PlaceOrderAsync();
        var orderId = (await fixture.PaymentAsync(await browserShopper.CodeAsync())).OrderId.Value;

        var other = await browserShopper.Page.Context.NewPageAsync();
        await other.GotoAsync($"orderdetails/{orderId}");
        await other.ClickAsync("#cancel_order");
        await other.CloseAsync();

        await Assertions.Expect(browserShopper.Payment.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This order was cancelled, so it cannot be paid any more.");
        await Assertions.Expect(browserShopper.Payment.GetByRole(AriaRole.Heading, new() { Name = "The payment was cancelled" })).ToBeFocusedAsync();
        await Assertions.Expect(browserShopper.Payment.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Assertions.Expect(browserShopper.Payment.GetByText("cancel the order")).ToHaveCountAsync(0);
    }
}
