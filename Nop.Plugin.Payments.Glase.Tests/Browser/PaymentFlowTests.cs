using Microsoft.Playwright;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class PaymentFlowTests
{
    [TestCase(false, TestName = "Scan, confirm, receipt: checkout on several pages")]
    [TestCase(true, TestName = "Scan, confirm, receipt: checkout on one page")]
    public async Task Paying_at_the_payment_step(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();

        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Img, new() { Name = "QR code to pay €10.45" })).ToBeVisibleAsync();
        fixture.Glase.Pay(reference);
        var order = await browserShopper.ArriveAsync();

        await AssertPaidAsync(browserShopper, order, reference);
        Assert.That(browserShopper.Problems, Is.Empty, "nothing offends the strict content security policy");
    }

    [TestCase(false, TestName = "The code after the order: checkout on several pages")]
    [TestCase(true, TestName = "The code after the order: checkout on one page")]
    public async Task Paying_after_the_order(bool onePage)
    {
        var fixture = await BrowserShops.SharedAsync(onePage, QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.StateIsAsync("afterOrder");

        await browserShopper.PlaceOrderAsync();
        var reference = await browserShopper.CodeAsync();
        fixture.Glase.Pay(reference);
        var order = await browserShopper.ArriveAsync();

        await AssertPaidAsync(browserShopper, order, reference);
    }

    [Test]
    public async Task An_order_left_unpaid_can_be_paid_from_its_page()
    {
        var fixture = await BrowserShops.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.PlaceOrderAsync();
        await browserShopper.CodeAsync();

        await browserShopper.Page.GotoAsync("order/history");
        await browserShopper.Page.Locator("a[href*='orderdetails']").First.ClickAsync();
        await browserShopper.Page.ClickAsync(".repost-payment-button");
        var reference = await browserShopper.CodeAsync();
        fixture.Glase.Pay(reference);
        var order = await browserShopper.ArriveAsync();

        await AssertPaidAsync(browserShopper, order, reference);
    }

    [Test]
    public async Task The_page_says_when_the_payer_holds_the_invoice()
    {
        var fixture = await BrowserShops.SharedAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();

        fixture.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");

        await browserShopper.StateIsAsync("inProgress");
        await Assertions.Expect(browserShopper.Page.GetByRole(AriaRole.Heading, new() { Name = "Confirm in the Glase app" })).ToBeVisibleAsync();
        await Assertions.Expect(browserShopper.Status).ToHaveTextAsync("Waiting for you to confirm");
    }

    private static async Task AssertPaidAsync(BrowserShopper browserShopper, Order order, string reference)
    {
        var paid = browserShopper.Fixture.Glase.Invoice(reference);
        var orders = await browserShopper.Fixture.OrdersOfAsync(order.CustomerId);
        await Assertions.Expect(browserShopper.Page.Locator(".glase-reference")).ToContainTextAsync(paid.ErsReference);
        Assert.Multiple(() =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.CaptureTransactionId, Is.EqualTo(paid.ErsReference));
            Assert.That(order.OrderTotal, Is.EqualTo(paid.Amount.Value));
            Assert.That(orders, Has.Count.EqualTo(1));
        });
    }
}
