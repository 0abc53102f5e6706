using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.ScheduleTasks;

public class CancelUnpaidInvoicesTaskTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task Steps_that_fail_keep_no_other_step_waiting_though_the_logger_throws_as_well()
    {
        await using var services = Services();
        await _world.Locks.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = _world.Now.AddHours(-1) });
        _world.Invoices.Before = _ => throw DatabaseTrouble.Away();
        _world.Refunds.Before = _ => throw DatabaseTrouble.Away();
        _world.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(DatabaseTrouble.Away());

        await ActivatorUtilities.CreateInstance<CancelUnpaidInvoicesTask>(services).ExecuteAsync();

        Assert.That(_world.Locks.Rows, Is.Empty, "the last step deletes leaked locks");
        Assert.That(_world.Errors, Has.Some.Contains("ending overdue invoices failed").And.Some.Contains("handing in receipts failed"));
    }

    private ServiceProvider Services()
    {
        return new ServiceCollection()
            .AddSingleton(new BackgroundWork(_world.SafeLog))
            .AddSingleton(_world.LockService)
            .AddSingleton(_world.Bookkeeper)
            .AddSingleton(new DueReceipts(_world.Logger.Object, _world.Invoices, _world.Troubles, submitter: null, _world.Clock))
            .AddSingleton(new OverdueInvoices(_world.InvoiceService, _world.Logger.Object, _world.Canceller, _world.Troubles,
                _world.Settler, _world.StatusService, _world.Clock))
            .AddSingleton(new ReservationEnds(_world.InvoiceService, _world.LockService, _world.Logger.Object, _world.Troubles,
                _world.OrderProcessing.Object, _world.OrderNotes, _world.StoredEntities, _world.StatusService, _world.Clock))
            .AddSingleton(new UnpaidOrders(_world.Connections, _world.InvoiceService, _world.LockService, _world.Logger.Object,
                _world.Troubles, _world.OrderProcessing.Object, _world.OrderNotes, _world.OrderService.Object, _world.StoreService,
                _world.StoredEntities, new OrderCancellations(new MemoryRepository<GlaseOrderCancellation>(), _world.Clock), _world.Clock))
            .AddSingleton(new UnsettledPayments(_world.InvoiceService, _world.LockService, _world.RefundService, _world.Logger.Object,
                _world.Troubles, _world.OrderService.Object, _world.Placer, _world.Returner, _world.StatusService, _world.Clock))
            .BuildServiceProvider();
    }
}
