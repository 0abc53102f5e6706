using Moq;
using NUnit.Framework;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.EventConsumers;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Recovery;

public class UnpaidOrderCancellerTests
{
    private const int OrderId = 1;
    private readonly PaymentFixture _fixture = new();
    private readonly MemoryRepository<GlaseOrderCancellation> _cancellations = new(row => row.OrderId);

    [TestCase(GlasePaymentStatus.Expired)]
    [TestCase(GlasePaymentStatus.Canceled)]
    [TestCase(GlasePaymentStatus.Failed)]
    [TestCase(GlasePaymentStatus.Refused)]
    public async Task However_its_invoice_ended_the_order_is_cancelled(GlasePaymentStatus status)
    {
        AddOrderWith(status);

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Once());
    }

    [TestCase(GlasePaymentStatus.Issued)]
    [TestCase(GlasePaymentStatus.PendingIssuerAcknowledge)]
    [TestCase(GlasePaymentStatus.Paid)]
    public async Task What_may_still_be_paid_or_is_paid_is_left_alone(GlasePaymentStatus status)
    {
        AddOrderWith(status);

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Never());
    }

    [Test]
    public async Task A_payer_who_cancelled_on_the_phone_can_still_pay_within_the_time_limit()
    {
        AddOrderWith(GlasePaymentStatus.Canceled);

        await CancelAfterAsync(TimeSpan.FromMinutes(9));

        OrderIsCancelled(Times.Never());
    }

    [Test]
    public async Task A_new_code_that_was_cancelled_early_leaves_its_order_the_time_that_was_shown()
    {
        AddOrderWith(GlasePaymentStatus.Issued);
        var payment = _fixture.Payments.Rows.Single();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(3));
        payment.RequestCancellation(_fixture.Now);
        payment.Close(GlasePaymentStatus.Expired, error: null, _fixture.Now);
        _fixture.Payments.Update(payment);

        await CancelAfterAsync(TimeSpan.FromMinutes(6));
        OrderIsCancelled(Times.Never());
        await CancelAfterAsync(TimeSpan.FromMinutes(1));
        OrderIsCancelled(Times.Once());
    }

    [Test]
    public async Task An_order_that_never_had_an_invoice_is_cancelled()
    {
        _fixture.Orders.Add(new Order
        {
            Id = OrderId,
            StoreId = PaymentFixture.StoreId,
            OrderGuid = Guid.NewGuid(),
            OrderStatus = OrderStatus.Pending,
            PaymentStatus = PaymentStatus.Pending
        });

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Once());
    }

    [Test]
    public async Task The_payment_of_another_order_with_the_same_guid_keeps_no_order()
    {
        AddOrderWith(GlasePaymentStatus.Expired);
        var other = _fixture.AddPayment(GlasePaymentStatus.Paid);
        other.OrderGuid = _fixture.Orders[0].OrderGuid;
        other.OrderId = OrderId + 1;
        _fixture.Payments.Update(other);

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Once());
    }

    [Test]
    public async Task An_order_that_is_pending_again_is_not_cancelled_again()
    {
        AddOrderWith(GlasePaymentStatus.Expired);
        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        await CancelAfterAsync(TimeSpan.FromMinutes(1));

        OrderIsCancelled(Times.Once());
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_cancellation_that_failed_or_died_is_tried_again()
    {
        AddOrderWith(GlasePaymentStatus.Expired);
        _fixture.OrderProcessing.SetupSequence(service => service.CancelOrderAsync(It.IsAny<Order>(), true))
            .ThrowsAsync(new InvalidOperationException("no database")).Returns(Task.CompletedTask);

        for (var minute = 0; minute < 3; minute++)
            await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Exactly(2));
        Assert.That(_fixture.Notes, Has.Count.EqualTo(1), "one order, one cancellation");
    }

    [Test]
    public async Task A_cancellation_that_another_has_begun_is_taken_over_after_20_seconds_by_one()
    {
        Assert.That(await Cancellations().TryBeginAsync(OrderId), Is.True);
        _fixture.Clock.Advance(GlaseDefaults.LockedWorkGracePeriod - TimeSpan.FromSeconds(1));
        Assert.That(await Cancellations().TryBeginAsync(OrderId), Is.False, "it may still be going on");
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        var begun = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Cancellations().TryBeginAsync(OrderId))));

        Assert.That(begun.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task An_order_that_an_admin_re_opened_is_never_cancelled()
    {
        AddOrderWith(GlasePaymentStatus.Expired);
        var consumer = new OrderReopenedConsumer(Cancellations());
        await consumer.HandleEventAsync(new OrderStatusChangedEvent(_fixture.Orders[0], OrderStatus.Cancelled));

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Never());
    }

    [Test]
    public async Task Orders_that_stay_pending_keep_no_older_one_from_being_cancelled()
    {
        const int reopened = 250;
        for (var id = 1; id <= reopened + 1; id++)
        {
            var order = new Order
            {
                Id = id,
                StoreId = PaymentFixture.StoreId,
                OrderGuid = Guid.NewGuid(),
                OrderStatus = OrderStatus.Pending,
                PaymentStatus = PaymentStatus.Pending,
                PaymentMethodSystemName = GlaseDefaults.SystemName,
                CreatedOnUtc = _fixture.Now.AddSeconds(-id / 3)
            };
            _fixture.Orders.Add(order);
            if (id <= reopened)
                await new OrderReopenedConsumer(Cancellations()).HandleEventAsync(new OrderStatusChangedEvent(order, OrderStatus.Cancelled));
        }

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        _fixture.OrderProcessing.Verify(service => service.CancelOrderAsync(It.Is<Order>(order => order.Id == reopened + 1), true), Times.Once);
        _fixture.OrderProcessing.VerifyNoOtherCalls();
    }

    [Test]
    public async Task Owners_may_keep_their_orders()
    {
        AddOrderWith(GlasePaymentStatus.Expired);

        await CancelAfterAsync(TimeSpan.FromMinutes(11), mayCancel: false);

        OrderIsCancelled(Times.Never());
    }

    private OrderCancellationStore Cancellations() => new(new MemoryDataProvider(_cancellations), _cancellations, _fixture.Clock);

    private void AddOrderWith(GlasePaymentStatus status)
    {
        var payment = _fixture.AddPayment(status, change: payment =>
        {
            payment.OrderId = OrderId;
            payment.CheckoutKey = payment.IsClosed ? payment.Token : CheckoutKeys.ForOrder(OrderId);
        });
        _fixture.AddOrder(payment);
    }

    private Task CancelAfterAsync(TimeSpan time, bool mayCancel = true)
    {
        _fixture.Clock.Advance(time);
        _fixture.Settings.CancelUnpaidOrders = mayCancel;
        Mock.Get(_fixture.StoreService).Setup(service => service.GetAllStoresAsync())
            .ReturnsAsync([new Store { Id = PaymentFixture.StoreId }]);
        _fixture.OrderService
            .Setup(service => service.SearchOrdersAsync(PaymentFixture.StoreId, 0, 0, 0, 0, 0, 0, GlaseDefaults.SystemName, null,
                It.Is<DateTime?>(time => time <= _fixture.Now.AddMinutes(-10)), new List<int> { (int)OrderStatus.Pending }, new List<int> { (int)PaymentStatus.Pending },
                null, null, null, "", null, 0, It.IsAny<int>(), false))
            .ReturnsAsync((IInvocation search) => new PagedList<Order>(
                [.. _fixture.Orders.Where(order => order.CreatedOnUtc <= (DateTime?)search.Arguments[9]).OrderByDescending(order => order.CreatedOnUtc)],
                0, (int)search.Arguments[18]));
        var canceller = new UnpaidOrderCanceller(_fixture.PaymentStore, _fixture.DistributedLock, _fixture.StoreOrderProcessing, _fixture.OrderNotes,
            _fixture.EntityReader, Cancellations(), _fixture.Clock);
        return _fixture.RunStepAsync(new UnpaidOrderSweep(_fixture.Connections, _fixture.FailureLog, _fixture.OrderService.Object,
            _fixture.StoreService, _fixture.Clock, canceller));
    }

    private void OrderIsCancelled(Times times)
    {
        _fixture.OrderProcessing.Verify(service => service.CancelOrderAsync(_fixture.Orders[0], true), times);
    }
}
