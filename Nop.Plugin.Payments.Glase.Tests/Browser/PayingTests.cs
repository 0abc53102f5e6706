using Microsoft.Playwright;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

public class PayingTests
{
    [TestCase(false, TestName = "Scan, confirm, receipt: checkout on several pages")]
    [TestCase(true, TestName = "Scan, confirm, receipt: checkout on one page")]
    public async Task Paying_at_the_payment_step(bool onePage)
    {
        var shop = await TestShop.SharedAsync(onePage);
        await using var shopper = await Shopper.EnterAsync(shop);
        var reference = await shopper.GetCodeAsync();

        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Img, new() { Name = "QR code to pay €10.45" })).ToBeVisibleAsync();
        shop.Glase.Pay(reference);
        var order = await shopper.ArriveAsync();

        await AssertPaidAsync(shopper, order, reference);
        Assert.That(shopper.Problems, Is.Empty, "nothing offends the strict content security policy");
    }

    [TestCase(false, TestName = "The code after the order: checkout on several pages")]
    [TestCase(true, TestName = "The code after the order: checkout on one page")]
    public async Task Paying_after_the_order(bool onePage)
    {
        var shop = await TestShop.SharedAsync(onePage, QrCodePlacement.AfterOrder);
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.FillCartAsync();
        await shopper.GoToPaymentStepAsync();
        await shopper.StateIsAsync("afterOrder");

        await shopper.PlaceOrderAsync();
        var reference = await shopper.CodeAsync();
        shop.Glase.Pay(reference);
        var order = await shopper.ArriveAsync();

        await AssertPaidAsync(shopper, order, reference);
    }

    [Test]
    public async Task Going_on_without_paying_leads_to_the_same_code_after_the_order()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        var reference = await shopper.GetCodeAsync();

        await shopper.PlaceOrderAsync();
        await shopper.Page.WaitForURLAsync("**/glase/*");
        Assert.That(await shopper.CodeAsync(), Is.EqualTo(reference));
        shop.Glase.Pay(reference);
        var order = await shopper.ArriveAsync();

        await AssertPaidAsync(shopper, order, reference);
    }

    [Test]
    public async Task An_order_left_unpaid_can_be_paid_from_its_page()
    {
        var shop = await TestShop.SharedAsync(placement: QrCodePlacement.AfterOrder);
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.FillCartAsync();
        await shopper.GoToPaymentStepAsync();
        await shopper.PlaceOrderAsync();
        await shopper.CodeAsync();

        await shopper.Page.GotoAsync("order/history");
        await shopper.Page.Locator("a[href*='orderdetails']").First.ClickAsync();
        await shopper.Page.ClickAsync(".repost-payment-button");
        var reference = await shopper.CodeAsync();
        shop.Glase.Pay(reference);
        var order = await shopper.ArriveAsync();

        await AssertPaidAsync(shopper, order, reference);
    }

    [Test]
    public async Task The_page_says_when_the_payer_holds_the_bill()
    {
        var shop = await TestShop.SharedAsync();
        await using var shopper = await Shopper.EnterAsync(shop);
        var reference = await shopper.GetCodeAsync();

        shop.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");

        await shopper.StateIsAsync("inProgress");
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Heading, new() { Name = "Confirm in the Glase app" })).ToBeVisibleAsync();
        await Assertions.Expect(shopper.Status).ToHaveTextAsync("Waiting for you to confirm");
    }

    private static async Task AssertPaidAsync(Shopper shopper, Order order, string reference)
    {
        var paid = shopper.Shop.Glase.Invoice(reference);
        var orders = await shopper.Shop.OrdersOfAsync(order.CustomerId);
        await Assertions.Expect(shopper.Page.Locator(".glase-reference")).ToContainTextAsync(paid.ErsReference);
        Assert.Multiple(() =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.CaptureTransactionId, Is.EqualTo(paid.ErsReference));
            Assert.That(order.OrderTotal, Is.EqualTo(paid.Amount.Value));
            Assert.That(orders, Has.Count.EqualTo(1));
        });
    }
}
