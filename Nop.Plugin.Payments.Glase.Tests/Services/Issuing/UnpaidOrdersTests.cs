using Moq;
using NUnit.Framework;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.EventConsumers;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Issuing;

public class UnpaidOrdersTests
{
    private const int OrderId = 1;
    private readonly PaymentWorld _world = new();
    private readonly MemoryRepository<GlaseOrderCancellation> _cancellations = new(row => row.OrderId);

    [TestCase(GlaseInvoiceStatus.Expired)]
    [TestCase(GlaseInvoiceStatus.Canceled)]
    [TestCase(GlaseInvoiceStatus.Failed)]
    [TestCase(GlaseInvoiceStatus.Refused)]
    public async Task However_its_invoice_ended_the_order_is_cancelled(GlaseInvoiceStatus status)
    {
        AddOrderWith(status);

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Once());
    }

    [TestCase(GlaseInvoiceStatus.Issued)]
    [TestCase(GlaseInvoiceStatus.PendingIssuerAcknowledge)]
    [TestCase(GlaseInvoiceStatus.Paid)]
    public async Task What_may_still_be_paid_or_is_paid_is_left_alone(GlaseInvoiceStatus status)
    {
        AddOrderWith(status);

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Never());
    }

    [Test]
    public async Task Who_pressed_cancel_on_the_phone_may_change_their_mind_as_long_as_the_window_is_open()
    {
        AddOrderWith(GlaseInvoiceStatus.Canceled);

        await CancelAfterAsync(TimeSpan.FromMinutes(9));

        OrderIsCancelled(Times.Never());
    }

    [Test]
    public async Task An_order_that_never_had_an_invoice_is_cancelled()
    {
        _world.Orders.Add(new Order
        {
            Id = OrderId,
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
        AddOrderWith(GlaseInvoiceStatus.Expired);
        var other = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        other.OrderGuid = _world.Orders[0].OrderGuid;
        other.OrderId = OrderId + 1;
        await _world.InvoiceService.UpdateAsync(other);

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Once());
    }

    [Test]
    public async Task An_order_that_is_pending_again_is_not_cancelled_again()
    {
        AddOrderWith(GlaseInvoiceStatus.Expired);
        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        await CancelAfterAsync(TimeSpan.FromMinutes(1));

        OrderIsCancelled(Times.Once());
        Assert.That(_world.Notes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_cancellation_that_failed_or_died_is_tried_again()
    {
        AddOrderWith(GlaseInvoiceStatus.Expired);
        _world.OrderProcessing.SetupSequence(service => service.CancelOrderAsync(It.IsAny<Order>(), true))
            .ThrowsAsync(new InvalidOperationException("no database")).Returns(Task.CompletedTask);

        for (var minute = 0; minute < 3; minute++)
            await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Exactly(2));
        Assert.That(_world.Notes, Has.Count.EqualTo(1), "one order, one cancellation");
    }

    [Test]
    public async Task An_order_that_an_admin_re_opened_is_never_cancelled()
    {
        AddOrderWith(GlaseInvoiceStatus.Expired);
        var consumer = new OrderReopenedConsumer(new OrderCancellations(_cancellations, _world.Clock));
        await consumer.HandleEventAsync(new OrderStatusChangedEvent(_world.Orders[0], OrderStatus.Cancelled));

        await CancelAfterAsync(TimeSpan.FromMinutes(11));

        OrderIsCancelled(Times.Never());
    }

    [Test]
    public async Task Owners_may_keep_their_orders()
    {
        AddOrderWith(GlaseInvoiceStatus.Expired);

        await CancelAfterAsync(TimeSpan.FromMinutes(11), mayCancel: false);

        OrderIsCancelled(Times.Never());
    }

    private void AddOrderWith(GlaseInvoiceStatus status)
    {
        var invoice = _world.AddInvoice(status, change: invoice =>
        {
            invoice.OrderId = OrderId;
            invoice.CheckoutKey = invoice.IsOver ? invoice.Token : GlaseInvoiceService.OrderKey(OrderId);
        });
        _world.AddOrder(invoice);
    }

    private Task CancelAfterAsync(TimeSpan time, bool mayCancel = true)
    {
        _world.Clock.Advance(time);
        _world.Settings.CancelUnpaidOrders = mayCancel;
        Mock.Get(_world.StoreService).Setup(service => service.GetAllStoresAsync())
            .ReturnsAsync([new Store { Id = PaymentWorld.StoreId }]);
        _world.OrderService
            .Setup(service => service.SearchOrdersAsync(PaymentWorld.StoreId, 0, 0, 0, 0, 0, 0, GlaseDefaults.SystemName, null,
                _world.Now.AddMinutes(-10), new List<int> { (int)OrderStatus.Pending }, new List<int> { (int)PaymentStatus.Pending },
                null, null, null, "", null, 0, It.IsAny<int>(), false))
            .ReturnsAsync(() => new PagedList<Order>(_world.Orders, 0, int.MaxValue));
        return new UnpaidOrders(_world.Connections, _world.InvoiceService, _world.LockService, _world.Logger.Object, _world.Troubles,
            _world.OrderProcessing.Object, _world.OrderNotes, _world.OrderService.Object, _world.StoreService, _world.StoredEntities,
            new OrderCancellations(_cancellations, _world.Clock), _world.Clock).CancelAsync();
    }

    private void OrderIsCancelled(Times times)
    {
        _world.OrderProcessing.Verify(service => service.CancelOrderAsync(_world.Orders[0], true), times);
    }
}
