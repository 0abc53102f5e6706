using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Customers;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.ScheduleTasks;

public class PaymentRecoveryTaskTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task Steps_that_fail_keep_no_other_step_waiting_though_the_logger_throws_as_well()
    {
        await using var services = Services();
        await _fixture.Locks.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = _fixture.Now.AddHours(-1) });
        _fixture.Invoices.Before = _ => throw FakeDatabaseException.Away();
        _fixture.Refunds.Before = _ => throw FakeDatabaseException.Away();
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(FakeDatabaseException.Away());

        await ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync();

        Assert.That(_fixture.Locks.Rows, Is.Empty, "the last step deletes leaked locks");
        Assert.That(_fixture.Errors, Has.Some.Contains("cancelling expired invoices failed").And.Some.Contains("sending receipts failed"));
    }

    private ServiceProvider Services()
    {
        return new ServiceCollection()
            .AddSingleton(new BackgroundWork(_fixture.SafeLog))
            .AddSingleton(_fixture.LockService)
            .AddSingleton(_fixture.Bookkeeper)
            .AddSingleton(new DueReceiptSubmission(_fixture.Logger.Object, _fixture.InvoiceService, _fixture.Troubles, submitter: null, _fixture.Clock))
            .AddSingleton(new ExpiredInvoiceSweep(_fixture.InvoiceService, _fixture.Logger.Object, _fixture.Canceller, _fixture.Troubles,
                _fixture.Settler, _fixture.StatusService, _fixture.Clock))
            .AddSingleton(new ReservationExpiryCheck(_fixture.InvoiceService, _fixture.LockedPayments, _fixture.Logger.Object, _fixture.Troubles,
                _fixture.OrderProcessing.Object, _fixture.OrderNotes, _fixture.StoredEntities, _fixture.StatusService, _fixture.Clock))
            .AddSingleton(new UnpaidOrderCanceller(_fixture.Connections, _fixture.InvoiceService, _fixture.LockService, _fixture.Logger.Object,
                _fixture.Troubles, _fixture.OrderProcessing.Object, _fixture.OrderNotes, _fixture.OrderService.Object, _fixture.StoreService,
                _fixture.StoredEntities, new OrderCancellationStore(new MemoryRepository<GlaseOrderCancellation>(), _fixture.Clock), _fixture.Clock))
            .AddSingleton(new UnappliedPaymentRecovery(_fixture.InvoiceService, _fixture.LockedPayments, _fixture.RefundService, _fixture.Logger.Object,
                _fixture.Troubles, _fixture.OrderService.Object, _fixture.Placer, _fixture.Returner, _fixture.StatusService, _fixture.Clock))
            .BuildServiceProvider();
    }
}
