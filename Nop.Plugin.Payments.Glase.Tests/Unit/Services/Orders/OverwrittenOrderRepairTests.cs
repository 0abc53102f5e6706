using System.Transactions;
using Moq;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Orders;

public class OverwrittenOrderRepairTests
{
    private PaymentFixture _fixture;
    private OverwrittenOrderRepair _repair;
    private GlasePayment _payment;
    private Order _order;

    [SetUp]
    public void SetUp()
    {
        _fixture = new PaymentFixture();
        _repair = new OverwrittenOrderRepair(_fixture.LockedPayments, _fixture.RefundStore, _fixture.EntityReader, _fixture.ReferenceWriter,
            _fixture.OrderService.Object, _fixture.OrderNotes, _fixture.Logger.Object);
        _payment = _fixture.AddPayment(GlasePaymentStatus.Paid, change: payment => payment.AppliedOnUtc = _fixture.Now);
        _order = _fixture.AddOrder(_payment);
    }

    [Test]
    public async Task An_order_that_is_pending_although_its_payment_was_applied_is_paid()
    {
        await _repair.RepairAsync(_payment, _order);

        Assert.That((_order.PaymentStatus, _order.OrderStatus, _order.CaptureTransactionId), Is.EqualTo((PaymentStatus.Paid, OrderStatus.Processing, "ERS1")));
        VerifySaved(Times.Once());
    }

    [Test]
    public async Task Where_others_work_on_the_payment_it_is_left_to_the_task_soon()
    {
        await _fixture.LockRows.InsertAsync(new GlaseLock { Name = LockedPayments.LockName(_payment.Id), Owner = "another", ExpiresOnUtc = _fixture.Now.AddHours(1) });
        var started = _fixture.Now;

        var repairing = _repair.RepairAsync(_payment, _order);
        while (!repairing.IsCompleted)
        {
            _fixture.Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await repairing;
        Assert.That(_fixture.Now - started, Is.LessThan(TimeSpan.FromSeconds(8)));
        VerifySaved(Times.Never());
    }

    [Test]
    public async Task What_is_saved_in_a_transaction_is_left_to_the_task()
    {
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            await _repair.RepairAsync(_payment, _order);

        VerifySaved(Times.Never());
    }

    [Test]
    public async Task A_plugin_that_saves_the_old_copy_each_time_is_not_answered_within_its_own_save()
    {
        var saves = 0;
        _fixture.OrderService.Setup(service => service.UpdateOrderAsync(_order)).Returns(async () =>
        {
            saves++;
            (_order.PaymentStatus, _order.CaptureTransactionId) = (PaymentStatus.Pending, null);
            await _repair.RepairAsync(_payment, _order);
        });

        await _repair.RepairAsync(_payment, _order);

        Assert.That(saves, Is.EqualTo(1));
    }

    [Test]
    public async Task The_owner_is_told_a_few_times_at_the_most()
    {
        var notes = new List<OrderNote>();
        _fixture.OrderService.Setup(service => service.GetOrderNotesByOrderIdAsync(_order.Id, It.IsAny<bool?>())).ReturnsAsync(() => notes);
        _fixture.OrderService.Setup(service => service.InsertOrderNoteAsync(It.IsAny<OrderNote>())).Callback<OrderNote>(notes.Add).Returns(Task.CompletedTask);

        for (var time = 0; time < 8; time++)
        {
            (_order.PaymentStatus, _order.CaptureTransactionId) = (PaymentStatus.Pending, null);
            await _repair.RepairAsync(_payment, _order);
        }

        Assert.That(_order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(notes, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task An_order_that_was_paid_in_another_way_is_left_alone()
    {
        _order.CaptureTransactionId = "another";

        await _repair.RepairAsync(_payment, _order);

        VerifySaved(Times.Never());
    }

    private void VerifySaved(Times times)
    {
        _fixture.OrderService.Verify(service => service.UpdateOrderAsync(_order), times);
    }
}
