using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin refunds, loses Glase's answer, looks, and records the outcome.
/// </summary>
public class PaymentPanelRefundTests : PaymentPanelTestBase
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_lost_answer_blocks_refunds_until_the_admin_records_the_outcome(bool wasMade)
    {
        var order = await BuyAsync();
        _fixture.Glase.Faults.Add((wasMade ? Fault.ResetAfter() : Fault.ResetBefore()).On("refundPayment"));
        await RefundAsync(order, 3m);
        Assert.That(_admin.Notice, Does.Contain("not known whether the money was refunded"));
        await RefundAsync(order, 1m);
        Assert.That(_admin.Notice, Does.Contain("The outcome of an earlier refund of 3.00 EUR is not known"));
        Assert.That(_fixture.Glase.CallCount("refundPayment"), Is.EqualTo(1));

        await DecideAsync(wasMade, looked: false);
        Assert.That(_admin.Notice, Does.Contain("Nothing was recorded"));
        await DecideAsync(wasMade);
        Assert.That(_admin.Notice, Does.Contain("The outcome was recorded"));
        Assert.That(_admin.At.AbsolutePath, Is.EqualTo($"/Admin/Order/Edit/{order.Id}"));

        order = await _fixture.OnlyOrderAsync();
        Assert.That(order.RefundedAmount, Is.EqualTo(wasMade ? 3m : 0m).And.EqualTo(RefundedAtGlase));
        Assert.That(order.PaymentStatus, Is.EqualTo(wasMade ? PaymentStatus.PartiallyRefunded : PaymentStatus.Paid));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.Some.Contains("admin@example.com decided"));
        if (wasMade)
            Assert.That(Panel.TextContent, Does.Contain("SEEN-1"));

        await RefundAsync(order, order.OrderTotal - order.RefundedAmount);
        order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
        Assert.That(order.RefundedAmount, Is.EqualTo(order.OrderTotal).And.EqualTo(RefundedAtGlase));
    }

    [Test]
    public async Task With_the_shop_s_credentials_the_admin_is_shown_the_report_that_may_decide_it()
    {
        var order = await BuyAsync();
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(order, 3m);
        Assert.That(Panel.QuerySelector("[data-glase-decision] a"), Is.Null, "there are no reports to be had yet");

        await ReportingShop.EnterCredentialsAsync(_fixture);
        await _admin.GoAsync($"Admin/Order/Edit/{order.Id}");

        Assert.That(Panel.QuerySelector("[data-glase-decision]").TextContent, Does.Contain("load Glase's report in the reconciliation"));
        Assert.That(Panel.QuerySelector("[data-glase-decision] a").GetAttribute("href"), Is.EqualTo("/Admin/Glase/Periods"));
    }

    [Test]
    public async Task Ten_admins_who_decide_at_once_record_once()
    {
        var order = await BuyAsync();
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(order, 3m);
        var address = _admin.Button("It was refunded").GetAttribute("formaction");
        var fields = FieldsOf((IHtmlFormElement)Panel.Closest("form"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => Task.Run(() => _admin.Http.PostAsync(address, new FormUrlEncodedContent(fields)))));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.EqualTo(3m));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.Exactly(1).Contains("admin@example.com decided"));
    }

    [Test]
    public async Task A_whole_refund_with_a_lost_answer_is_recorded_as_a_whole()
    {
        var order = await BuyAsync();
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await _admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        await _admin.PressAsync(_admin.Page.QuerySelector("#refundorder"));

        await DecideAsync(wasMade: true);

        order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
        Assert.That(order.RefundedAmount, Is.EqualTo(order.OrderTotal));
    }

    [TestCase(97, "your agreement with Glase does not include refunds. Ask Glase's merchant support to allow refunds")]
    [TestCase(98, "the refunds would exceed the payment. Check the earlier refunds of this payment")]
    [TestCase(99, "the payer's account does not accept refunds. Refund the payer outside Glase")]
    [TestCase(23, "Glase knows no payment with this reference. Check that the store uses the same server and credentials")]
    public async Task A_refusal_tells_the_admin_what_to_do(int code, string sentence)
    {
        var order = await BuyAsync();
        _fixture.Glase.Faults.Add(Fault.Result(code).On("refundPayment"));

        await RefundAsync(order, 3m);

        Assert.That(_admin.Notice, Does.StartWith("Nothing was refunded: ").And.Contain(sentence));
        Assert.That(Panel.TextContent, Does.Contain(sentence));
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_payment_without_an_order_has_a_page_that_the_warnings_lead_to(bool wasMade)
    {
        var payment = await PayForNothingAsync();
        _fixture.Glase.Faults.Add((wasMade ? Fault.ResetAfter() : Fault.ResetBefore()).On("refundPayment"));
        for (var minute = 0; minute < 3; minute++)
            await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.CallCount("refundPayment"), Is.EqualTo(1));

        await _admin.GoAsync("Admin/Common/Warnings");
        var warning = _admin.Page.QuerySelectorAll(".system-warning[data-level=Fail]")
            .Single(element => element.TextContent.Contains("an unknown outcome", StringComparison.Ordinal));
        await _admin.GoAsync(warning.QuerySelector("a").GetAttribute("href"));
        Assert.That(Panel.TextContent, Does.Contain("the shop refunds it again automatically"));
        await DecideAsync(wasMade);
        Assert.That(_admin.At.AbsolutePath, Is.EqualTo($"/Admin/Glase/Payment/{payment.Id}"));
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        Assert.That(RefundedAtGlase, Is.EqualTo(payment.Amount));
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        await _admin.GoAsync("Admin/Common/Warnings");
        Assert.That(_admin.Page.Body.TextContent, Does.Not.Contain("an unknown outcome"));
    }

    [Test]
    public async Task What_Glase_refuses_for_good_is_shown_and_tried_again_when_the_admin_wants_it()
    {
        await PayForNothingAsync();
        _fixture.Glase.Faults.Add(Fault.Result(97).On("refundPayment"));
        for (var minute = 0; minute < 5; minute++)
            await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.CallCount("refundPayment"), Is.EqualTo(1));
        var logged = await ErrorsAsync();
        Assert.That(logged.Where(message => message.Contains("does not include refunds")), Has.Exactly(2).Items,
            "the refund, and the payment");

        await _admin.GoAsync("Admin/Common/Warnings");
        var warning = _admin.Page.QuerySelectorAll(".system-warning[data-level=Fail]")
            .Single(element => element.TextContent.Contains("wait for your decision", StringComparison.Ordinal));
        await _admin.GoAsync(warning.QuerySelector("a").GetAttribute("href"));
        Assert.That(Panel.TextContent, Does.Contain("Glase refuses the refund"));
        await _admin.PressAsync(_admin.Button("Refund this payment"));

        Assert.That(_admin.Notice, Does.Contain("Refunded in full"));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [Test]
    public async Task A_refund_the_account_cannot_take_is_closed_once_refunded_outside_Glase()
    {
        var payment = await PayForNothingAsync();
        _fixture.Glase.Faults.Add(Fault.Result(99).On("refundPayment"));
        await _fixture.RunTaskAsync();

        await _admin.GoAsync($"Admin/Glase/Payment/{payment.Id}");
        await _admin.PressAsync(_admin.Button("Mark as refunded outside Glase"));
        Assert.That(_admin.Notice, Does.Contain("Nothing was changed"));
        await _admin.PressAsync(_admin.Button("Mark as refunded outside Glase"), ($"glase-refunded-outside-{payment.Id}", "true"));

        Assert.That(_admin.Notice, Does.Contain("The outcome was recorded"));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.CallCount("refundPayment"), Is.EqualTo(1));
        await _admin.GoAsync("Admin/Common/Warnings");
        Assert.That(_admin.Page.Body.TextContent, Does.Not.Contain("wait for your decision"));
    }

    [Test]
    public async Task What_Glase_refused_to_refund_is_ordered_only_when_the_admin_wants_it()
    {
        var payment = await PayForNothingAsync();
        _fixture.Glase.Faults.Add(Fault.Result(99).On("refundPayment"));
        await _fixture.RunTaskAsync();
        await _httpShopper.GoAsync("cart");
        Assert.That(CartNotice, Does.Contain("The shop is checking your payment of €10.45").And.Contain("in another way")
            .And.Not.Contain("Complete the order"));

        // The cart is again as it was paid.
        await _fixture.Shop.RunAsync(async services =>
        {
            var items = services.GetRequiredService<IRepository<ShoppingCartItem>>();
            await items.DeleteAsync(items.Table.Where(item => item.CustomerId == payment.CustomerId).OrderByDescending(item => item.Id).First());
        });
        await _httpShopper.GoAsync($"glase/{payment.Token}/return");
        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("The shop is checking your payment and will refund it or complete your order."));
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);

        await _admin.GoAsync($"Admin/Glase/Payment/{payment.Id}");
        await _admin.PressAsync(_admin.Button("Place the order"));

        var order = await _fixture.OnlyOrderAsync();
        payment = await _fixture.LastPaymentAsync();
        Assert.That((order.PaymentStatus, order.CaptureTransactionId), Is.EqualTo((PaymentStatus.Paid, payment.ErsReference)));
        Assert.That((RefundedAtGlase, payment.IsApplied), Is.EqualTo((0m, true)));
        await _httpShopper.GoAsync("cart");
        Assert.That(CartNotice, Is.Null);
    }

    [TestCase(97)]
    [TestCase(null)]
    public async Task A_cart_whose_payment_was_to_be_refunded_can_be_paid_in_another_way(int? refusal)
    {
        var payment = await PayForNothingAsync();
        await _httpShopper.ChooseMethodAsync("Payments.CheckMoneyOrder");
        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain(payment.Token), "the order is to be placed with it");
        _fixture.Glase.Faults.Add((refusal is { } code ? Fault.Result(code) : Fault.ResetBefore()).On("refundPayment"));
        await _fixture.RunTaskAsync();
        await _httpShopper.GoAsync("cart");
        Assert.That(CartNotice, Does.Contain("The shop is checking your payment of €10.45").And.Contain(payment.ErsReference));

        await _httpShopper.CheckOutAsync("Payments.CheckMoneyOrder");
        await _httpShopper.ContinueAndConfirmAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentMethodSystemName, Is.EqualTo("Payments.CheckMoneyOrder"));
        if (refusal is not null)
        {
            await _httpShopper.PutIntoCartAsync();
            await _httpShopper.GoAsync("cart");
            Assert.That(CartNotice, Does.Contain("The shop is checking your payment"), "as long as an admin has not decided");
        }
    }

    private string CartNotice => _httpShopper.Page.QuerySelector(".glase-paid-cart")?.TextContent;

    private decimal RefundedAtGlase => _fixture.Glase.Refunds.Sum(refund => refund.Amount.Value);

    /// <summary>
    /// Somebody pays, and puts something else into the cart before the order is placed.
    /// </summary>
    private async Task<GlasePayment> PayForNothingAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the notification");
        await _httpShopper.PutIntoCartAsync(2);
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= TimeSpan.FromMinutes(6));
        return await _fixture.LastPaymentAsync();
    }

    private async Task DecideAsync(bool wasMade, bool looked = true)
    {
        var id = Panel.QuerySelector("[data-glase-decision]").GetAttribute("data-glase-decision");
        List<(string, string)> typed = [($"glase-reference-{id}", "SEEN-1")];
        if (looked)
            typed.Add(($"glase-checked-{id}", "true"));
        await _admin.PressAsync(_admin.Button(wasMade ? "It was refunded" : "It was not refunded"), [.. typed]);
    }

    private static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        return
        [
            .. form.QuerySelectorAll<IHtmlInputElement>("input[name]")
                .Select(field => KeyValuePair.Create(field.Name, field.Type == "checkbox" ? "true" : field.Value))
        ];
    }

    private async Task<List<string>> ErrorsAsync()
    {
        return [.. (await _fixture.AllAsync<Log>()).Where(log => log.LogLevel == LogLevel.Error).Select(log => log.ShortMessage)];
    }
}
