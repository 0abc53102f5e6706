using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The payer's receipt: sent once an order is paid, beside the order and never in its way.
/// </summary>
public class ReceiptTests : ReceiptTestBase
{
    [Test]
    public async Task While_Glase_takes_no_receipts_orders_proceed_and_the_task_sends_them_later()
    {
        _fixture.Glase.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(10)).On(Call).Forever());
        var order = await BuyAsync();
        var atFirst = await _fixture.LastPaymentAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(atFirst.ReceiptDueOnUtc, Is.Not.Null);
        Assert.That(atFirst.ReceiptError, Is.Null, "the first try is still waiting for Glase, and nobody for it");
        await UntilItFailedAsync();
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.Glase.Receipts, Is.Empty, "a minute has to pass");

        await MendAndRunTaskAsync();

        // What the delay held back arrives as well: it is the same receipt.
        Assert.That((await _fixture.LastPaymentAsync()).ReceiptSubmittedOnUtc, Is.Not.Null);
        Assert.That(_fixture.Glase.Receipts.Select(receipt => receipt.ErsReference), Is.All.EqualTo(order.CaptureTransactionId));
        Assert.That(_fixture.Glase.Receipts, Is.Not.Empty);
    }

    [Test]
    public async Task However_many_receipts_fail_for_one_reason_the_log_says_so_once()
    {
        await BuyDuringFaultAsync(Fault.Result(10));
        await BuyDuringFaultAsync(Fault.Result(10));

        Assert.That((await _fixture.AllAsync<Log>()).Select(log => log.ShortMessage), Has.Exactly(1).Contains("its receipt"));
    }

    [Test]
    public async Task Where_Glase_does_not_answer_a_task_run_calls_once_and_leaves_the_others_due()
    {
        await BuyDuringFaultAsync(Fault.Http(404));
        await BuyDuringFaultAsync(Fault.Http(404));
        await MakeDueAsync();
        var requests = _fixture.Glase.CallCount(Call);

        await _fixture.RunTaskAsync();

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.That(_fixture.Glase.CallCount(Call), Is.EqualTo(requests + 1));
        Assert.That((await _fixture.AllAsync<GlasePayment>()).Select(row => row.ReceiptDueOnUtc < now),
            Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public async Task A_store_that_wants_no_receipts_sends_none()
    {
        await _fixture.ChangeAsync(settings => settings.SubmitReceipt = false);
        await BuyAsync();
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.LastPaymentAsync()).ReceiptDueOnUtc, Is.Null);
        Assert.That(_fixture.Glase.CallCount(Call), Is.Zero);
    }

    [Test]
    public async Task What_is_due_when_the_store_wants_no_more_receipts_is_dropped()
    {
        await BuyDuringFaultAsync(Fault.Result(20));
        await _fixture.ChangeAsync(settings => settings.SubmitReceipt = false);

        await MendAndRunTaskAsync();

        Assert.That(_fixture.Glase.Receipts, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).ReceiptDueOnUtc, Is.Null);
    }

    [Test]
    public async Task A_refund_that_comes_first_changes_nothing()
    {
        var order = await BuyDuringFaultAsync(Fault.Http(503));
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().RefundAsync(order));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));

        await MendAndRunTaskAsync();

        Assert.That((await OnlyReceiptAsync()).ErsReference, Is.EqualTo(order.CaptureTransactionId));
    }

    [Test]
    public async Task Of_ten_concurrent_callers_one_submits_the_receipt()
    {
        await BuyDuringFaultAsync(Fault.Result(20));
        var id = (await _fixture.LastPaymentAsync()).Id;
        _fixture.Glase.Faults.Clear();
        await MakeDueAsync();
        var requests = _fixture.Glase.CallCount(Call);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _fixture.Shop.RunAsync(services =>
            services.GetRequiredService<ReceiptSubmitter>().SubmitAsync(id)))));

        Assert.That(_fixture.Glase.CallCount(Call), Is.EqualTo(requests + 1));
        Assert.That(_fixture.Glase.Receipts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_reservation_has_none_until_it_is_captured()
    {
        await ReserveAsync();
        await _fixture.RunTaskAsync();
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        Assert.That(_fixture.Glase.CallCount(Call), Is.Zero);

        await CaptureAsync();

        Assert.That((await OnlyReceiptAsync()).ErsReference, Is.EqualTo((await _fixture.OnlyOrderAsync()).CaptureTransactionId));
    }

    [Test]
    public async Task Where_no_try_can_help_it_is_given_up_and_the_owner_is_told()
    {
        var order = await BuyDuringFaultAsync(Fault.Result(91));
        await MakeDueIfAnyAsync();
        await _fixture.RunTaskAsync();

        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        Assert.Multiple(async () =>
        {
            Assert.That(_fixture.Glase.CallCount(Call), Is.EqualTo(1));
            Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("receipt cannot be sent to Glase; there are no further attempts"));
            Assert.That(admin.Page.QuerySelector(".glase-payment-panel").TextContent,
                Does.Contain("Not sent to Glase, and no further attempts."));
            Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        });
    }

    [Test]
    public async Task The_order_s_page_says_what_became_of_it()
    {
        var order = await BuyDuringFaultAsync(Fault.Result(20));
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        Assert.That(admin.Page.QuerySelector(".glase-payment-panel").TextContent,
            Does.Contain("Not sent to Glase yet.").And.Contain("Next attempt:"));

        await MendAndRunTaskAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");

        Assert.That(admin.Page.QuerySelector(".glase-payment-panel").TextContent,
            Does.Contain("Sent to Glase on").And.Contain("Receipt accepted by Glase"));
    }

    [Test]
    public async Task A_deleted_order_has_none()
    {
        var order = await BuyDuringFaultAsync(Fault.Http(503));
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().DeleteOrderAsync(order));

        await MendAndRunTaskAsync();

        Assert.That(_fixture.Glase.Receipts, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).ReceiptError, Is.EqualTo("The order was deleted."));
    }

    private Task MakeDueIfAnyAsync() => _fixture.ChangePaymentsAsync(payment =>
        payment.ReceiptDueOnUtc = payment.ReceiptDueOnUtc is null ? null : payment.AppliedOnUtc);
}
