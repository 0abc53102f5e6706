using NUnit.Framework;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Recovery;

public class InterruptedCancellationSweepTests
{
    private readonly PaymentFixture _fixture = new();
    private readonly MemoryRepository<GlaseOrderCancellation> _cancellations = new(row => row.OrderId);

    [Test]
    public async Task A_cancellation_that_nopCommerce_did_not_finish_is_reported_once()
    {
        var order = await BeginAsync(OrderStatus.Cancelled, PaymentStatus.Pending);

        await RunAsync();
        await RunAsync();

        Assert.Multiple(() =>
        {
            Assert.That(_fixture.Notes.Single().Note, Does.StartWith("Glase: the shop was interrupted while it cancelled this order."));
            Assert.That(_fixture.Errors.Single(), Does.StartWith($"Order {order.CustomOrderNumber}: its cancellation was interrupted."));
            Assert.That(_cancellations.Rows.Single().CompletedOnUtc, Is.Not.Null);
        });
    }

    [Test]
    public async Task One_that_may_still_go_on_is_left_alone()
    {
        await BeginAsync(OrderStatus.Cancelled, PaymentStatus.Pending);

        await RunAsync(GlaseDefaults.LockedWorkGracePeriod - TimeSpan.FromSeconds(1));

        Assert.That(_fixture.Notes, Is.Empty);
        Assert.That(_cancellations.Rows.Single().CompletedOnUtc, Is.Null);
    }

    [Test]
    public async Task One_that_had_not_begun_is_left_to_the_next_attempt()
    {
        await BeginAsync(OrderStatus.Pending, PaymentStatus.Pending);

        await RunAsync();

        Assert.That(_fixture.Notes, Is.Empty);
        Assert.That(_cancellations.Rows.Single().CompletedOnUtc, Is.Null);
    }

    [Test]
    public async Task One_whose_order_was_paid_instead_is_over()
    {
        await BeginAsync(OrderStatus.Processing, PaymentStatus.Paid);

        await RunAsync();

        Assert.That(_fixture.Notes, Is.Empty);
        Assert.That(_cancellations.Rows.Single().CompletedOnUtc, Is.Not.Null);
    }

    private OrderCancellationStore Cancellations() => new(new MemoryDataProvider(_cancellations), _cancellations, _fixture.Clock);

    private async Task<Order> BeginAsync(OrderStatus status, PaymentStatus paymentStatus)
    {
        var order = _fixture.AddOrder(_fixture.AddPayment(GlasePaymentStatus.Expired), paymentStatus);
        order.OrderStatus = status;
        Assert.That(await Cancellations().TryBeginAsync(order.Id), Is.True);
        return order;
    }

    private Task RunAsync(TimeSpan? after = null)
    {
        _fixture.Clock.Advance(after ?? GlaseDefaults.LockedWorkGracePeriod);
        return _fixture.RunStepAsync(new InterruptedCancellationSweep(Cancellations(), _fixture.DistributedLock, _fixture.EntityReader,
            _fixture.OrderNotes, _fixture.Logger.Object, _fixture.FailureLog));
    }
}
