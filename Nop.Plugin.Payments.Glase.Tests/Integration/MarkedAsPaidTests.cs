using AngleSharp.Dom;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin marks an order as paid, and Glase has the payer's money.
/// </summary>
public class MarkedAsPaidTests : MarkedAsPaidTestBase
{
    [Test]
    public async Task A_payment_of_the_orders_own_code_becomes_the_orders_payment()
    {
        _fixture.Glase.Pay(_code.Reference);

        await PressAsync("markorderaspaid");

        await AssertAdoptedAsync();
        await LetTheTaskFinishAsync();
        await AssertAdoptedAsync();
        Assert.That(_admin.Page.QuerySelector("#capture-transaction-id").TextContent,
            Is.EqualTo((await _fixture.LastPaymentAsync()).ErsReference), "also after nopCommerce has saved the order for the last time");
    }

    [Test]
    public async Task It_does_so_too_when_Glase_could_not_be_asked_at_once()
    {
        _fixture.Glase.Pay(_code.Reference);
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await PressAsync("markorderaspaid");
        _fixture.Glase.Faults.Clear();

        await ShopFixture.UntilAsync(async () =>
        {
            await LetTheTaskFinishAsync();
            return (await _fixture.LastPaymentAsync()).AppliedOnUtc is not null;
        }, "the payment to be applied");

        await AssertAdoptedAsync();
    }

    [Test]
    public async Task A_reference_that_a_stale_copy_of_the_order_takes_away_comes_back()
    {
        _fixture.Glase.Pay(_code.Reference);
        await PressAsync("markorderaspaid");
        await _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IRepository<Order>>();
            var stale = await orders.GetByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            (stale.CaptureTransactionId, stale.CustomValuesXml) = (null, null);
            await orders.UpdateAsync(stale);
        });

        await AssertAdoptedAsync();
    }

    [Test]
    public async Task It_can_be_refunded_from_the_order_like_any_other()
    {
        _fixture.Glase.Pay(_code.Reference);
        await PressAsync("markorderaspaid");

        await PressAsync("refundorder");

        Assert.That(RefundedAtGlase, Is.EqualTo(10.45m));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
    }

    [Test]
    public async Task Another_sum_than_the_orders_waits_for_an_admin_who_may_keep_it()
    {
        await MarkAfterTheTotalWasChangedAsync();
        for (var minute = 0; minute < 3; minute++)
            await LetTheTaskFinishAsync();
        Assert.That(RefundedAtGlase, Is.Zero);
        Assert.That((await _fixture.LastPaymentAsync()).AwaitsDecision, Is.True);

        await _admin.GoAsync("Admin/Common/Warnings");
        var warning = _admin.Page.QuerySelectorAll(".system-warning[data-level=Fail]").Single();
        Assert.That(warning.TextContent, Does.Contain("payments that wait for your decision: 1"));
        await _admin.GoAsync(warning.QuerySelector("a").GetAttribute("href"));
        await _admin.PressAsync(_admin.Button(KeepIt));
        Assert.That(_admin.Notice, Does.Contain("The payment is now applied to this order"));

        await AssertAdoptedAsync();
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("admin@example.com decided").And.Contains("kept"));
        await _admin.GoAsync("Admin/Common/Warnings");
        Assert.That(_admin.Page.Body.TextContent, Does.Not.Contain("wait for your decision"));
    }

    [Test]
    public async Task The_admin_may_refund_it_and_the_order_stays_paid()
    {
        await MarkAfterTheTotalWasChangedAsync();
        await LetTheTaskFinishAsync();
        await OpenAsync();
        Assert.That(Panel.TextContent, Does.Contain("Until you decide below, nothing is refunded and nothing is applied to the order"));

        var button = _admin.Button(RefundIt);
        await _admin.PressAsync(button);
        await _admin.PressAsync(button);
        await LetTheTaskFinishAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(_fixture.Glase.Refunds, Has.Count.EqualTo(1));
            Assert.That(RefundedAtGlase, Is.EqualTo(10.45m));
            Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
            Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero);
        });
    }

    [Test]
    public async Task A_decision_that_a_process_did_not_carry_out_is_carried_out_by_the_task()
    {
        await MarkAfterTheTotalWasChangedAsync();
        await LetTheTaskFinishAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.Decision = PaymentDecision.Refund);

        await LetTheTaskFinishAsync();

        Assert.That(RefundedAtGlase, Is.EqualTo(10.45m));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [Test]
    public async Task Who_paid_an_order_that_waits_for_a_decision_sees_the_order()
    {
        await MarkAfterTheTotalWasChangedAsync();

        await _httpShopper.CompleteAsync(_code);

        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
    }

    [Test]
    public async Task Refunding_an_order_that_Glase_did_not_pay_is_refused_and_says_why()
    {
        await MarkAfterTheTotalWasChangedAsync();
        await LetTheTaskFinishAsync();

        await PressAsync("refundorder");

        var payment = await _fixture.LastPaymentAsync();
        Assert.That(_admin.Notice, Does.Contain($"was not paid with Glase's payment {payment.ErsReference} of 10.45 EUR")
            .And.Contain("but in another way").And.Contain($"Glase payment #{payment.Id}"));
        Assert.That(RefundedAtGlase, Is.Zero);
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero);
    }

    [Test]
    public async Task A_second_payment_of_an_order_that_Glase_paid_goes_back_by_itself()
    {
        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);
        var first = await _fixture.LastPaymentAsync();
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<GlasePayment>>().InsertAsync(new GlasePayment
        {
            OrderId = first.OrderId,
            OrderGuid = first.OrderGuid,
            CustomerId = first.CustomerId,
            StoreId = first.StoreId,
            Token = PaymentStore.NewToken(),
            CheckoutKey = "second",
            InvoiceReference = "R-second",
            CurrencyCode = "EUR",
            PaidCurrencyCode = "EUR",
            DraftHash = "hash",
            Amount = 10.45m,
            PaidAmount = 10.45m,
            ErsReference = "second",
            Status = GlasePaymentStatus.Paid,
            PaidOnUtc = first.PaidOnUtc,
            CreatedOnUtc = first.CreatedOnUtc,
            ExpiresOnUtc = first.ExpiresOnUtc,
            DeadlineOnUtc = first.DeadlineOnUtc
        }));
        _fixture.Glase.Faults.Add(Fault.Result(97).On("refundPayment"));

        await LetTheTaskFinishAsync();

        Assert.That(_fixture.Glase.CallCount("refundPayment"), Is.EqualTo(1));
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Does.Contain("does not include refunds"), "only that is left to an admin");
    }

    // The payer pays what the code asked for before, and the shop hears of it late.
    private async Task MarkAfterTheTotalWasChangedAsync()
    {
        _fixture.Glase.Pay(_code.Reference);
        await PressAsync("saveordertotals", "9.95");
        await PressAsync("markorderaspaid");
    }

    private async Task AssertAdoptedAsync()
    {
        var order = await _fixture.OnlyOrderAsync();
        var payment = await _fixture.LastPaymentAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(RefundedAtGlase, Is.Zero);
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.CaptureTransactionId, Is.EqualTo(payment.ErsReference).And.Not.Null);
            Assert.That(order.CustomValuesXml, Does.Contain(payment.ErsReference));
            Assert.That(payment.AppliedOnUtc, Is.Not.Null);
            Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains($"10.45 EUR paid, reference {payment.ErsReference}"));
            Assert.That((await _fixture.AllAsync<OrderNote>()).Count(note => note.Note == "Order has been marked as paid"), Is.EqualTo(1));
        });
    }
}
