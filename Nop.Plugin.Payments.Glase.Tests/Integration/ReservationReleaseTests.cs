using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A reservation is released when its order is voided, cancelled or deleted.
/// </summary>
public class ReservationReleaseTests : ReservationTestBase
{
    [Test]
    public async Task Voiding_releases_the_reservation()
    {
        await _httpShopper.CompleteAsync(_code);

        var errors = await WithOrderAsync((processing, order) => processing.VoidAsync(order));

        Assert.That(errors, Is.Empty);
        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    [Test]
    public async Task While_Glase_cannot_be_reached_nothing_is_voided_and_the_admin_reads_why()
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());

        var errors = await WithOrderAsync((processing, order) => processing.VoidAsync(order));

        Assert.That(errors, Is.Not.Empty);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_order_that_somebody_changes_while_it_is_voided_stays_as_they_left_it(bool isPaid)
    {
        await _httpShopper.CompleteAsync(_code);

        var errors = await WithOrderAsync(async (processing, order) =>
        {
            await WithOrderAsync(async (others, read) =>
            {
                await (isPaid ? others.MarkOrderAsPaidAsync(read) : others.CancelOrderAsync(read, false));
                return [];
            });
            return await processing.VoidAsync(order);
        });

        Assert.That(errors.Single(), Does.Contain("changed meanwhile"));
        var stored = await _fixture.OnlyOrderAsync();
        Assert.That(isPaid ? stored.PaymentStatus == PaymentStatus.Paid : stored.OrderStatus == OrderStatus.Cancelled, Is.True);
        Assert.That(AtGlase, Is.EqualTo("CANCELED"), "the other change released the reservation");
    }

    [Test]
    public async Task Cancelling_the_order_releases_the_reservation()
    {
        await _httpShopper.CompleteAsync(_code);

        await WithOrderAsync(async (processing, order) =>
        {
            await processing.CancelOrderAsync(order, true);
            return [];
        });

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_process_that_dies_while_cancelling_leaves_the_reservation_to_the_task(bool isDeleted)
    {
        await _httpShopper.CompleteAsync(_code);
        await _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IRepository<Order>>();
            var order = await orders.GetByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            (order.Deleted, order.OrderStatus) = (isDeleted, isDeleted ? order.OrderStatus : OrderStatus.Cancelled);
            await orders.UpdateAsync(order, publishEvent: false);
        });

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
    }

    [Test]
    public async Task A_reservation_only_marked_as_voided_is_released_by_the_task()
    {
        await _httpShopper.CompleteAsync(_code);
        await WithOrderAsync(async (processing, order) =>
        {
            await processing.VoidOfflineAsync(order);
            return [];
        });
        Assert.That(AtGlase, Is.EqualTo("RESERVED"), "nopCommerce asks nobody for that");

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("released").And.Contains("payment is voided"));
        await _fixture.UninstallAsync();
    }

    [Test]
    public async Task Releasing_a_cancelled_order_s_reservation_is_no_failure()
    {
        await _httpShopper.CompleteAsync(_code);
        await _fixture.Shop.RunAsync(async services =>
        {
            var orders = services.GetRequiredService<IRepository<Order>>();
            var order = await orders.GetByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            order.OrderStatus = OrderStatus.Cancelled;
            await orders.UpdateAsync(order, publishEvent: false);
        });

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.AllAsync<Log>()).Where(entry => entry.LogLevel == LogLevel.Error), Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Is.Null);
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("released").And.Contains("the order is cancelled"));
    }

    [TestCase(48)]
    [TestCase(90)]
    public async Task A_reservation_that_cannot_be_released_at_once_is_released_by_the_task(int code)
    {
        await _httpShopper.CompleteAsync(_code);
        _fixture.Glase.Faults.Add(Fault.Result(code).On("cancelInvoice").Forever());
        await WithOrderAsync(async (processing, order) =>
        {
            await processing.CancelOrderAsync(order, true);
            return [];
        });
        _fixture.Glase.Faults.Clear();

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
    }

    [Test]
    public async Task A_payment_no_order_can_be_placed_for_is_refunded()
    {
        await _httpShopper.PutIntoCartAsync(2);

        await LetTheTaskFinishAsync();

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
    }
}
