using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.ScheduleTasks;

public class PaymentRecoveryTaskTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task Steps_that_fail_keep_no_other_step_waiting_though_the_logger_throws_as_well()
    {
        await using var services = Services();
        await _fixture.LockRows.InsertAsync(new GlaseLock { Name = "a", Owner = "dead", ExpiresOnUtc = _fixture.Now.AddHours(-1) });
        _fixture.Payments.Before = _ => throw FakeDatabaseException.Away();
        _fixture.Refunds.Before = _ => throw FakeDatabaseException.Away();
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), It.IsAny<Customer>()))
            .ThrowsAsync(FakeDatabaseException.Away());

        await ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync();

        Assert.That(_fixture.LockRows.Rows, Is.Empty, "the last step deletes leaked locks");
        Assert.That(_fixture.Errors, Has.Some.Contains("cancelling expired invoices failed").And.Some.Contains("sending receipts failed"));
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection()
            .AddSingleton(_fixture.DistributedLock)
            .AddSingleton(_fixture.RefundSync)
            .AddSingleton(_fixture.Canceller)
            .AddSingleton(_fixture.Connections)
            .AddSingleton(_fixture.FailureLog)
            .AddSingleton(_fixture.PaymentStore)
            .AddSingleton(_fixture.WorkQueries)
            .AddSingleton(_fixture.LockedPayments)
            .AddSingleton(_fixture.Logger.Object)
            .AddSingleton(_fixture.OrderNotes)
            .AddSingleton(_fixture.OrderProcessing.Object)
            .AddSingleton(_fixture.OrderService.Object)
            .AddSingleton(_fixture.Placer)
            .AddSingleton(_fixture.RefundStore)
            .AddSingleton(_fixture.Reversal)
            .AddSingleton(_fixture.Applier)
            .AddSingleton(_fixture.StatusRecorder)
            .AddSingleton(_fixture.EntityReader)
            .AddSingleton(_fixture.StoreOrderProcessing)
            .AddSingleton(_fixture.StoreService)
            .AddSingleton(_fixture.LogDeduplicator)
            .AddSingleton<TimeProvider>(_fixture.Clock)
            .AddSingleton(new BackgroundWork(_fixture.SafeLog))
            .AddSingleton(new OrderCancellationStore(_fixture.DataProvider, new MemoryRepository<GlaseOrderCancellation>(), _fixture.Clock))
            .AddSingleton(new ReceiptSubmitter(null, null, null, null, null, null, _fixture.Clock))
            .AddSingleton(TestMetrics.Recovery)
            .AddSingleton<RecoveryPipeline>()
            .AddSingleton(_fixture.OrderCurrency)
            .AddSingleton(_fixture.ReferenceWriter)
            .AddSingleton(new OverwrittenOrderQueries(_fixture.Payments, _fixture.Refunds, new MemoryRepository<Order>()))
            .AddSingleton<OverwrittenOrderRepair>()
            .AddSingleton<OfflineVoidRecorder>()
            .AddSingleton<PaymentEligibility>()
            .AddSingleton<ReservationExpiryCheck>()
            .AddSingleton<UnappliedPaymentRecovery>()
            .AddSingleton<UnpaidOrderCanceller>();
        foreach (var step in RecoveryPipeline.StepTypes)
            services.AddSingleton(typeof(IRecoveryStep), step);
        return services.BuildServiceProvider();
    }
}
