using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Who has paid with Glase is led to the order of the payment, wherever in the cart and the checkout.
/// </summary>
public class PaidOnceTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task The_cart_says_that_it_is_paid_and_completes_the_order(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, onePage ? BrowserShopper.Phone : null);
        var reference = await browserShopper.GetCodeAsync();
        await browserShopper.Page.GotoAsync("cart");
        await PayAsync(fixture, reference);

        // In the checkout on one page, before its first step.
        await browserShopper.Page.GotoAsync(onePage ? "checkout" : "cart");
        var notice = browserShopper.Page.Locator(".glase-paid-cart");
        await Assertions.Expect(notice).ToContainTextAsync("You have paid €10.45.");
        await notice.GetByRole(AriaRole.Link, new() { Name = "Complete the order" }).ClickAsync();

        await AssertOnlyOrderAsync(browserShopper, reference);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Choosing_another_method_after_paying_leads_to_the_paid_order(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        await GoBackToMethodsAsync(browserShopper, onePage);
        await PayAsync(fixture, reference);

        await browserShopper.Page.CheckAsync("input[name=paymentmethod][value='Payments.CheckMoneyOrder']");
        await browserShopper.Page.ClickAsync(".payment-method-next-step-button");

        await AssertOnlyOrderAsync(browserShopper, reference);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_paid_cart_that_was_changed_is_put_back_and_ordered_by_one_press(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        await browserShopper.Page.GotoAsync("cart");
        await PayAsync(fixture, reference);
        await SetQuantityAsync(browserShopper, 2);

        var notice = browserShopper.Page.Locator(".glase-paid-cart");
        await Assertions.Expect(notice).ToContainTextAsync("Your payment was €10.45, but it no longer fits the cart (the items in the cart changed).");
        await Assertions.Expect(notice.GetByText("Complete the order", new() { Exact = true })).ToHaveCountAsync(0);
        await notice.GetByRole(AriaRole.Button, new() { Name = "Put the cart back and complete the order" }).ClickAsync();

        await AssertOnlyOrderAsync(browserShopper, reference);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_paid_cart_leads_to_the_step_that_is_open_and_to_its_order(bool triedBefore)
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        var token = await browserShopper.Payment.GetAttributeAsync("data-glase");
        await browserShopper.Page.GotoAsync("cart");
        await PayAsync(fixture, reference);
        await ForgetCostsAsync(fixture, reference);
        await SetQuantityAsync(browserShopper, 2);
        await SetQuantityAsync(browserShopper, 1);

        var next = browserShopper.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the checkout" });
        await Assertions.Expect(next).ToBeVisibleAsync();
        if (triedBefore)
        {
            await browserShopper.Page.GotoAsync($"glase/{token}");
            await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the checkout is not complete");
            await Assertions.Expect(browserShopper.Payment.Locator("button:visible")).ToHaveCountAsync(0);
        }

        await next.ClickAsync();
        await browserShopper.Page.WaitForURLAsync("**/checkout/shippingmethod");
        await browserShopper.Page.ClickAsync(".shipping-method-next-step-button");
        await browserShopper.Page.WaitForURLAsync("**/checkout/paymentmethod");
        await Assertions.Expect(browserShopper.Page.Locator(".glase-paid-cart")).ToHaveCountAsync(1);
        await browserShopper.Page.GetByRole(AriaRole.Link, new() { Name = "Complete the order" }).ClickAsync();

        await AssertOnlyOrderAsync(browserShopper, reference);
    }

    [Test]
    public async Task An_empty_cart_says_that_its_payment_is_refunded_and_is_put_back()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        var token = await browserShopper.Payment.GetAttributeAsync("data-glase");
        await browserShopper.Page.GotoAsync("cart");
        await PayAsync(fixture, reference);

        await SetQuantityAsync(browserShopper, 0);

        var notice = browserShopper.Page.Locator(".glase-paid-cart");
        await Assertions.Expect(notice).ToContainTextAsync("your payment of €10.45 is refunded in full");
        await Assertions.Expect(notice.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await Assertions.Expect(notice.GetByRole(AriaRole.Button)).ToHaveTextAsync("Put the cart back and complete the order");
        await browserShopper.Page.GotoAsync($"glase/{token}");
        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("your payment of €10.45 is refunded in full");
        await Assertions.Expect(browserShopper.Payment.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Your payment was received");
        await browserShopper.Payment.GetByRole(AriaRole.Button, new() { Name = "Put the cart back and complete the order" }).ClickAsync();

        await AssertOnlyOrderAsync(browserShopper, reference);
    }

    [Test]
    public async Task Who_pays_while_leaving_for_another_method_stays_with_the_payment()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        await browserShopper.Page.RouteAsync("**/glase/*/cancel", async route =>
        {
            fixture.Glase.Pay(reference);
            await route.ContinueAsync();
        });

        await browserShopper.Page.GetByRole(AriaRole.Link, new() { Name = "Pay another way" }).ClickAsync();

        await AssertOnlyOrderAsync(browserShopper, reference);
    }

    // By the host's own buttons, which leave the code as it is; and nobody looks at the payment any more.
    private static async Task GoBackToMethodsAsync(BrowserShopper browserShopper, bool onePage)
    {
        if (!onePage)
        {
            await browserShopper.Page.GotoAsync("checkout/paymentmethod");
            return;
        }

        await browserShopper.Page.Locator("#payment-info-buttons-container [data-back]").ClickAsync();
        await browserShopper.Payment.EvaluateAsync("payment => payment.remove()");
    }

    private static async Task SetQuantityAsync(BrowserShopper browserShopper, int quantity)
    {
        await browserShopper.Page.FillAsync("input.quantity", quantity.ToString(CultureInfo.InvariantCulture));
        await browserShopper.Page.Locator("body").EvaluateAsync("body => body.dataset.before = ''");
        await browserShopper.Page.ClickAsync("[name=updatecart]");
        await Assertions.Expect(browserShopper.Page.Locator("body:not([data-before])")).ToHaveCountAsync(1);
    }

    // Glase's notification records it.
    private static async Task PayAsync(ShopFixture fixture, string reference)
    {
        fixture.Glase.Pay(reference);
        await ShopFixture.UntilAsync(async () => (await fixture.AllAsync<GlasePayment>())
            .Any(payment => payment.InvoiceReference == reference && payment.PaidOnUtc is not null), "the payment");
    }

    // As of a cart with more items than are kept with a payment: how it was sent is not known.
    private static Task ForgetCostsAsync(ShopFixture fixture, string reference)
    {
        return fixture.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<GlasePayment>>();
            var payment = (await repository.GetAllAsync(query => query.Where(row => row.InvoiceReference == reference))).Single();
            payment.Costs = null;
            await repository.UpdateAsync(payment);
        });
    }

    private static async Task AssertOnlyOrderAsync(BrowserShopper browserShopper, string reference)
    {
        var order = await browserShopper.ArriveAsync();
        Assert.That(order.CaptureTransactionId, Is.EqualTo(browserShopper.Fixture.Glase.Invoice(reference).ErsReference));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(await browserShopper.Fixture.OrdersOfAsync(order.CustomerId), Has.Count.EqualTo(1));
    }
}
