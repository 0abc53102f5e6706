using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Shipping;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A request saves an order as it had read it before the order was paid, refunded, authorized or voided: the order shows what Glase did
/// nevertheless.
/// </summary>
public class OverwrittenOrderTests : ShopTestBase
{
    private const string Restored = "written to the order again";
    private const string PaidEmail = "\"Order paid\" email (to customer)";

    [Test]
    public async Task A_paid_order_that_is_made_unpaid_is_paid_again_and_nothing_is_repeated()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();

        read.ShippingStatus = ShippingStatus.PartiallyShipped;
        await _fixture.SaveOrderAsync(read);

        var stored = await AssertPaidAsync();
        Assert.That(stored.ShippingStatus, Is.EqualTo(ShippingStatus.PartiallyShipped), "what the request changed is kept");
        Assert.That(stored.OrderStatus, Is.EqualTo(OrderStatus.Processing));
        var notes = await NotesAsync();
        Assert.That(notes, Has.One.Contains(PaidEmail));
        Assert.That(notes, Has.One.Contains(Restored).And.Contains("the payment of 10.45 EUR"));
        Assert.That(read.PaymentStatus, Is.EqualTo(PaymentStatus.Pending), "nopCommerce would announce a copy that became paid once more");
    }

    [Test]
    public async Task A_paid_order_that_an_admin_cancels_as_an_unpaid_one_stays_paid_and_the_owner_is_told()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();

        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().CancelOrderAsync(read, false));

        var stored = await AssertPaidAsync();
        Assert.That(stored.OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
        Assert.That(await NotesAsync(), Has.One.Contains(Restored).And.Contains("is cancelled: refund 10.45 EUR"));
    }

    [TestCase(4, PaymentStatus.PartiallyRefunded)]
    [TestCase(10.45, PaymentStatus.Refunded)]
    public async Task A_refund_that_the_order_has_shown_is_shown_again(decimal amount, PaymentStatus status)
    {
        await OrderAsync();
        var read = await _fixture.PayLastAsync();
        await RefundAsync(amount);

        await _fixture.SaveOrderAsync(read);

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.RefundedAmount, stored.PaymentStatus), Is.EqualTo((amount, status)));
        Assert.That(await NotesAsync(), Has.One.Contains(Restored));
    }

    [Test]
    public async Task Payment_and_refunds_are_written_again_together_with_what_was_refunded_in_another_way()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .PartiallyRefundOfflineAsync(await _fixture.OnlyOrderAsync(), 1m));
        await RefundAsync(4m);

        await _fixture.SaveOrderAsync(read);

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.RefundedAmount, stored.PaymentStatus), Is.EqualTo((5m, PaymentStatus.PartiallyRefunded)));
        Assert.That(stored.CaptureTransactionId, Is.EqualTo((await _fixture.LastPaymentAsync()).ErsReference));
    }

    [Test]
    public async Task A_refund_that_nobody_has_recorded_yet_is_left_to_who_records_it()
    {
        await OrderAsync();
        var read = await _fixture.PayLastAsync();
        await RefundAsync(4m);
        await _fixture.ChangeAllAsync<GlaseRefund>(refund => refund.SyncedToOrderOnUtc = null);

        await _fixture.SaveOrderAsync(read);

        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero);
        Assert.That(await NotesAsync(), Has.None.Contains(Restored));
    }

    [Test]
    public async Task What_is_overwritten_while_the_payment_is_being_applied_is_written_again_when_it_is()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();
        var id = (await _fixture.LastPaymentAsync()).Id;
        // Another request holds the lock, has marked the order as paid and not recorded that yet.
        await _fixture.ChangePaymentsAsync(payment => (payment.AppliedOnUtc, payment.ApplyingOnUtc) = (null, payment.AppliedOnUtc));
        var saving = Task.CompletedTask;
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<LockedPayments>().RunAsync(id, async locked =>
        {
            using (ExecutionContext.SuppressFlow())
                saving = Task.Run(() => _fixture.SaveOrderAsync(read));
            await ShopFixture.UntilAsync(async () => (await _fixture.OnlyOrderAsync()).PaymentStatus == PaymentStatus.Pending, "the overwritten order");
            locked.Payment.RecordApplied(locked.Payment.CreatedOnUtc);
            await locked.SaveAsync();
        }));
        await saving;

        await AssertPaidAsync();
    }

    [Test]
    public async Task A_copy_that_was_saved_before_the_payment_was_stored_again_changes_nothing()
    {
        var read = await OrderAsync();
        var paid = await _fixture.PayLastAsync();
        await _fixture.SaveOrderAsync(read, isAnnounced: false);
        await _fixture.SaveOrderAsync(paid, isAnnounced: false);

        await AnnounceAsync(read);

        await AssertPaidAsync();
        Assert.That(await NotesAsync(), Has.None.Contains(Restored));
    }

    [Test]
    public async Task An_authorized_order_that_is_made_unpaid_is_authorized_again()
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        var read = await OrderAsync();
        _fixture.Glase.Reserve(_httpShopper.Code.Reference);
        await _httpShopper.CompleteAsync(_httpShopper.Code);

        await _fixture.SaveOrderAsync(read);

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.PaymentStatus, stored.OrderStatus), Is.EqualTo((PaymentStatus.Authorized, OrderStatus.Processing)));
        Assert.That(stored.AuthorizationTransactionId, Is.EqualTo((await _fixture.LastPaymentAsync()).InvoiceReference));
        Assert.That(await NotesAsync(), Has.One.Contains(Restored));
        await _fixture.Shop.RunAsync(async services => Assert.That(
            await services.GetRequiredService<IOrderProcessingService>().CaptureAsync(await _fixture.OnlyOrderAsync()), Is.Empty));
    }

    [Test]
    public async Task A_captured_order_that_is_made_authorized_again_is_paid_again()
    {
        var read = await AuthorizedOrderAsync();
        await _fixture.Shop.RunAsync(async services => Assert.That(
            await services.GetRequiredService<IOrderProcessingService>().CaptureAsync(await _fixture.OnlyOrderAsync()), Is.Empty));

        await _fixture.SaveOrderAsync(read);

        await AssertPaidAsync();
        Assert.That(await NotesAsync(), Has.One.Contains(Restored));
    }

    [Test]
    public async Task A_capture_that_is_overwritten_before_its_event_comes_is_written_again_and_not_announced_twice()
    {
        var read = await AuthorizedOrderAsync();
        var captured = await CaptureAsNopCommerceDoesAsync();
        await _fixture.SaveOrderAsync(captured, isAnnounced: false);
        await _fixture.SaveOrderAsync(read, isAnnounced: false);

        await AnnounceAsync(captured);
        await _fixture.RunTaskAsync();

        await AssertPaidAsync();
        Assert.That((await _fixture.LastPaymentAsync()).IsApplied, Is.True);
        var notes = await NotesAsync();
        Assert.That(notes, Has.One.Contains(Restored).And.Contains("the payment of 10.45 EUR"));
        Assert.That(notes, Has.None.Contains(PaidEmail), "nopCommerce sends it after its event");
    }

    [Test]
    public async Task A_voided_order_that_is_made_authorized_again_is_voided_by_the_task()
    {
        var read = await AuthorizedOrderAsync();
        await _fixture.Shop.RunAsync(async services => Assert.That(
            await services.GetRequiredService<IOrderProcessingService>().VoidAsync(await _fixture.OnlyOrderAsync()), Is.Empty));
        await _fixture.ChangePaymentsAsync(payment => payment.ReservationCheckOnUtc = null);

        await _fixture.SaveOrderAsync(read);
        var overwritten = await _fixture.OnlyOrderAsync();
        await _fixture.RunTaskAsync();

        Assert.That(overwritten.PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    [Test]
    public async Task Where_the_process_ends_before_it_can_repair_the_order_the_task_does()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();
        await RefundAsync(4m);
        await _fixture.SaveOrderAsync(read, isAnnounced: false);

        await _fixture.RunTaskAsync();

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.RefundedAmount, stored.PaymentStatus), Is.EqualTo((4m, PaymentStatus.PartiallyRefunded)));
        Assert.That(stored.CaptureTransactionId, Is.EqualTo((await _fixture.LastPaymentAsync()).ErsReference));
    }

    [Test]
    public async Task The_task_shows_a_refund_on_its_order_again_too()
    {
        await OrderAsync();
        var read = await _fixture.PayLastAsync();
        await RefundAsync(4m);
        await _fixture.SaveOrderAsync(read, isAnnounced: false);

        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.EqualTo(4m));
    }

    [Test]
    public async Task The_task_authorizes_an_order_again_too()
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        var read = await OrderAsync();
        _fixture.Glase.Reserve(_httpShopper.Code.Reference);
        await _httpShopper.CompleteAsync(_httpShopper.Code);
        await _fixture.SaveOrderAsync(read, isAnnounced: false);

        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    [Test]
    public async Task What_follows_from_the_status_of_a_paid_order_is_not_repeated()
    {
        await OrderAsync();
        await _fixture.ChangeAllAsync<Order>(order => order.ShippingStatus = ShippingStatus.ShippingNotRequired);
        var read = await _fixture.OnlyOrderAsync();
        var paid = await _fixture.PayLastAsync();

        await _fixture.SaveOrderAsync(read);

        var stored = await AssertPaidAsync();
        Assert.That((paid.OrderStatus, stored.OrderStatus), Is.EqualTo((OrderStatus.Complete, OrderStatus.Processing)));
        Assert.That(await NotesAsync(), Has.One.Contains("Order status has been changed to Complete"));
    }

    [Test]
    public async Task An_order_that_is_deleted_as_an_unpaid_one_is_not_processed_and_the_owner_is_told()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();

        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().DeleteOrderAsync(read));

        var stored = (await _fixture.AllAsync<Order>()).Single();
        Assert.That((stored.Deleted, stored.PaymentStatus, stored.OrderStatus), Is.EqualTo((true, PaymentStatus.Paid, OrderStatus.Pending)));
        Assert.That(await NotesAsync(), Has.One.Contains(Restored).And.Contains("deleted: refund 10.45 EUR in Glase's merchant portal"));
    }

    [Test]
    public async Task Where_the_total_was_edited_meanwhile_the_owner_reads_both_amounts()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();

        read.OrderTotal = 20m;
        await _fixture.SaveOrderAsync(read);

        Assert.That((await AssertPaidAsync()).OrderTotal, Is.EqualTo(20m));
        Assert.That(await NotesAsync(), Has.One.Contains(Restored).And.Contains("20.00 EUR").And.Contains("10.45 EUR"));
    }

    [Test]
    public async Task What_was_refunded_in_another_way_on_the_older_copy_is_added()
    {
        await OrderAsync();
        var read = await _fixture.PayLastAsync();
        await RefundAsync(4m);

        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().PartiallyRefundOfflineAsync(read, 1m));

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.RefundedAmount, stored.PaymentStatus), Is.EqualTo((5m, PaymentStatus.PartiallyRefunded)));
        Assert.That(await NotesAsync(), Has.One.Contains("overwrote refunds of 4.00 EUR"));
    }

    [Test]
    public async Task A_cancelled_order_that_was_refunded_is_not_to_be_refunded_again()
    {
        await OrderAsync();
        await _fixture.PayLastAsync();
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>().CancelOrderAsync(await _fixture.OnlyOrderAsync(), false));
        var read = await _fixture.OnlyOrderAsync();
        await RefundAsync(10.45m);

        await _fixture.SaveOrderAsync(read);

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
        Assert.That(await NotesAsync(), Has.One.Contains(Restored).And.Not.Contains("is cancelled"));
    }

    [Test]
    public async Task The_task_finds_an_order_that_was_marked_as_paid_on_the_older_copy_too()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();
        read.PaymentStatus = PaymentStatus.Paid;
        await _fixture.SaveOrderAsync(read, isAnnounced: false);

        await _fixture.RunTaskAsync();

        await AssertPaidAsync();
    }

    [Test]
    public async Task What_others_saved_since_is_kept()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();
        await _fixture.SaveOrderAsync(read, isAnnounced: false);
        var seen = await _fixture.OnlyOrderAsync();
        await _fixture.ChangeAllAsync<Order>(order => (order.OrderStatus, order.ShippingMethod) = (OrderStatus.Cancelled, "Post"));

        await _fixture.Shop.RunAsync(async services =>
            await services.GetRequiredService<OverwrittenOrderRepair>().RepairAsync(await _fixture.LastPaymentAsync(), seen));

        var stored = await AssertPaidAsync();
        Assert.That((stored.OrderStatus, stored.ShippingMethod), Is.EqualTo((OrderStatus.Cancelled, "Post")));
    }

    [Test]
    public async Task The_task_repairs_an_order_before_it_records_a_refund_that_nobody_recorded()
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();
        await RefundAsync(10.45m);
        await _fixture.ChangeAllAsync<GlaseRefund>(refund =>
        {
            refund.SyncedToOrderOnUtc = null;
            refund.CreatedOnUtc -= 2 * GlaseDefaults.PlacementGracePeriod;
        });
        await _fixture.SaveOrderAsync(read, isAnnounced: false);

        await _fixture.RunTaskAsync();

        var stored = await _fixture.OnlyOrderAsync();
        Assert.That((stored.RefundedAmount, stored.PaymentStatus), Is.EqualTo((10.45m, PaymentStatus.Refunded)));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Paid));
    }

    [TestCase(20, PaymentStatus.Paid)]
    [TestCase(30, PaymentStatus.Pending)]
    public async Task The_task_looks_at_what_was_paid_within_a_day(int hours, PaymentStatus status)
    {
        var read = await OrderAsync();
        await _fixture.PayLastAsync();
        await _fixture.SaveOrderAsync(read, isAnnounced: false);
        await _fixture.ChangePaymentsAsync(payment => payment.AppliedOnUtc -= TimeSpan.FromHours(hours));

        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(status));
    }

    [Test]
    public async Task Each_time_the_owner_is_told_what_was_overwritten()
    {
        var read = await OrderAsync();
        var paid = await _fixture.PayLastAsync();
        await _fixture.SaveOrderAsync(read);
        await RefundAsync(4m);
        await _fixture.SaveOrderAsync(paid);

        var notes = await NotesAsync();
        Assert.That(notes, Has.One.Contains("overwrote the payment of 10.45 EUR"));
        Assert.That(notes, Has.One.Contains("overwrote refunds of 4.00 EUR"));
    }

    [Test]
    public async Task The_status_of_a_free_order_that_was_refunded_is_written_again()
    {
        await OrderAsync();
        await _fixture.PayLastAsync();
        await _fixture.ChangeAllAsync<Order>(order => order.OrderTotal = 0);
        var read = await _fixture.OnlyOrderAsync();
        var id = (await _fixture.LastPaymentAsync()).Id;
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<OrderRefundService>().RefundOverpaymentAsync(id, 10.45m, 0));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));

        await _fixture.SaveOrderAsync(read);

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
    }

    private async Task<Order> OrderAsync()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        return await _fixture.OnlyOrderAsync();
    }

    private async Task<Order> AuthorizedOrderAsync()
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.GetCodeAsync();
        _fixture.Glase.Reserve(code.Reference);
        await _httpShopper.CompleteAsync(code);
        return await _fixture.OnlyOrderAsync();
    }

    // What nopCommerce's IOrderProcessingService.CaptureAsync does before it saves the order.
    private async Task<Order> CaptureAsNopCommerceDoesAsync()
    {
        var order = await _fixture.OnlyOrderAsync();
        var result = await _fixture.Shop.RunAsync(services => services.GetRequiredService<OrderCaptureService>().CaptureAsync(order));
        Assert.That(result.Errors, Is.Empty);
        (order.CaptureTransactionId, order.PaymentStatus) = (result.CaptureTransactionId, result.NewPaymentStatus);
        order.PaidDateUtc = DateTime.UnixEpoch;
        return order;
    }

    private Task AnnounceAsync(Order saved)
    {
        return _fixture.Shop.RunAsync(services => services.GetRequiredService<IEventPublisher>().PublishAsync(new EntityUpdatedEvent<Order>(saved)));
    }

    private async Task RefundAsync(decimal amount)
    {
        await _fixture.Shop.RunAsync(async services => Assert.That(await services.GetRequiredService<IOrderProcessingService>()
            .PartiallyRefundAsync(await _fixture.OnlyOrderAsync(), amount), Is.Empty));
        Assert.That((await _fixture.AllAsync<GlaseRefund>()).Single().SyncedToOrderOnUtc, Is.Not.Null);
    }

    private async Task<Order> AssertPaidAsync()
    {
        var stored = await _fixture.OnlyOrderAsync();
        Assert.That(stored.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(stored.CaptureTransactionId, Is.EqualTo((await _fixture.LastPaymentAsync()).ErsReference));
        return stored;
    }

    private async Task<IList<string>> NotesAsync()
    {
        return [.. (await _fixture.AllAsync<OrderNote>()).Select(note => note.Note)];
    }
}
