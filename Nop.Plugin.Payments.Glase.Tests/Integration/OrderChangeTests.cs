using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What an admin does to an unpaid order reaches its code: nobody pays what is not wanted any more.
/// </summary>
public class OrderChangeTests : ShopTestBase
{
    private PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _code = _httpShopper.Code;
    }

    private string AtGlase => _fixture.Glase.Invoice(_code.Reference).Status;

    [Test]
    public async Task Cancelling_the_order_cancels_the_invoice()
    {
        await ChangeAsync((processing, order) => processing.CancelOrderAsync(order, true));

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
    }

    [Test]
    public async Task Deleting_the_order_cancels_the_invoice()
    {
        await ChangeAsync((processing, order) => processing.DeleteOrderAsync(order));

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task Marking_the_order_as_paid_in_another_way_cancels_the_invoice()
    {
        await ChangeAsync((processing, order) => processing.MarkOrderAsPaidAsync(order));

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        await _httpShopper.GoAsync($"glase/{_code.Token}");
        Assert.That(_httpShopper.Code.Message, Does.Contain("already paid"));
        Assert.That(_httpShopper.Page.QuerySelector(".glase-panel:not([hidden]) button"), Is.Null, "there is nothing left to do");
    }

    [Test]
    public async Task Editing_the_total_changes_what_the_code_asks_for()
    {
        await ChangeTotalAsync(7.5m);

        Assert.That(_fixture.Glase.Invoice(_code.Reference).Content.TotalAmount.Value, Is.EqualTo(7.5m));
        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Editing_the_total_to_nothing_cancels_the_invoice_and_asks_for_no_other()
    {
        await ChangeTotalAsync(0m);

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That(_fixture.Glase.Calls("updateInvoice"), Is.Empty);
        await _httpShopper.GoAsync($"glase/{_code.Token}");
        Assert.That(_httpShopper.Page.QuerySelector("img.glase-qr"), Is.Null);
        Assert.That(_fixture.Glase.CallCount("sendInvoice"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_total_edited_after_the_payment_ends_in_a_full_refund()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Pay(_code.Reference);
        await ChangeTotalAsync(7.5m);

        await _httpShopper.CompleteAsync(_code);
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(_fixture.Glase.Invoice(_code.Reference).Refunds.Sum(refund => refund.Amount.Value), Is.EqualTo(10.45m));
    }

    [Test]
    public async Task An_order_cancelled_after_the_payment_is_refunded()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Pay(_code.Reference);

        await ChangeAsync((processing, order) => processing.CancelOrderAsync(order, true));
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [Test]
    public async Task When_Glase_cannot_be_reached_the_task_cancels_the_invoice_later()
    {
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await ChangeAsync((processing, order) => processing.CancelOrderAsync(order, true));
        var meanwhile = AtGlase;
        _fixture.Glase.Faults.Clear();

        await ShopFixture.UntilAsync(async () =>
        {
            await _fixture.RunTaskAsync();
            return AtGlase == "CANCELED";
        }, "the invoice to be cancelled");

        Assert.That(meanwhile, Is.EqualTo("ISSUED"));
        Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public async Task Whatever_fails_in_the_shop_no_code_for_an_old_total_stays_payable_and_no_page_fails()
    {
        var isFailing = false;
        await using var fixture = await ShopFixture.StartAsync(options => options.ConfigureServices = services =>
            services.Intercept<IGiftCardService>((_, _, call) => isFailing ? throw new InvalidOperationException("40P00: no gift cards") : call()));
        await fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        using var shopper = fixture.NewShopper();
        await shopper.PutIntoCartAsync();
        await shopper.CheckOutAsync();
        await shopper.ContinueAndConfirmAsync();
        var code = shopper.Code;

        isFailing = true;
        await ChangeTotalAsync(fixture, 7.5m);
        await ShopFixture.UntilAsync(async () => (await shopper.StatusAsync(code)).State == "expired", "the code to be cancelled");

        Assert.That(fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
        var order = await fixture.OnlyOrderAsync();
        await fixture.Shop.RunAsync(services => services.GetRequiredService<PayPageRedirect>().RedirectAsync(order));
        Assert.That((await fixture.AllAsync<Log>()).Select(entry => entry.ShortMessage), Has.Some.Contains("no longer matches its cart or order"));
        Assert.That((await fixture.AllAsync<Log>()).Select(entry => entry.ShortMessage), Has.Some.Contains("there was no code for it in time"));
    }

    [Test]
    public async Task Other_changes_of_the_order_ask_Glase_nothing()
    {
        await ChangeAsync(async (_, order) => await _fixture.Shop.RunAsync(services =>
        {
            order.OrderStatus = OrderStatus.Processing;
            return services.GetRequiredService<IOrderService>().UpdateOrderAsync(order);
        }));

        Assert.That(_fixture.Glase.Calls("updateInvoice").Concat(_fixture.Glase.Calls("cancelInvoice")), Is.Empty);
    }

    private Task ChangeTotalAsync(decimal total) => ChangeTotalAsync(_fixture, total);

    private static Task ChangeTotalAsync(ShopFixture fixture, decimal total)
    {
        return fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IOrderService>();
            var order = await orders.GetOrderByIdAsync((await fixture.OnlyOrderAsync()).Id);
            order.OrderTotal = total;
            await orders.UpdateOrderAsync(order);
        });
    }

    private async Task ChangeAsync(Func<IOrderProcessingService, Order, Task> change)
    {
        var order = await _fixture.OnlyOrderAsync();
        await _fixture.Shop.RunAsync(services => change(services.GetRequiredService<IOrderProcessingService>(), order));
    }
}
