using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Has payments and refunds written to their orders again where a process ended right after it had saved an older copy of the order.
/// </summary>
public class OverwrittenOrderSweep(FailureLog failureLog, OverwrittenOrderQueries queries, OverwrittenOrderRepair repair,
    PaymentStore paymentStore, UncachedEntityReader entityReader, TimeProvider timeProvider) : IRecoveryStep
{
    /// <summary>
    /// For how long after a payment or refund its order is looked at: a shop that was down meanwhile looks when it is up again.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public string Name => "repairing overwritten orders";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var since = timeProvider.GetUtcNow().UtcDateTime - Period;
        await RunAsync(() => queries.GetAppliedToUnpaidOrderAsync(since), cancellationToken);
        await RunAsync(() => queries.GetReservedForPendingOrderAsync(since), cancellationToken);
        await new BatchLoop<GlaseRefund>
        {
            ReadAsync = _ => queries.GetSyncedToUnrefundedOrderAsync(since),
            HandleAsync = async refund => await RepairAsync(await paymentStore.GetByIdAsync(refund.PaymentId)),
            ReportAsync = (refund, exception) => ReportAsync(refund.PaymentId, exception)
        }.RunAsync(cancellationToken);
    }

    private Task RunAsync(Func<Task<IList<GlasePayment>>> readAsync, CancellationToken cancellationToken)
    {
        return new BatchLoop<GlasePayment>
        {
            ReadAsync = _ => readAsync(),
            HandleAsync = RepairAsync,
            ReportAsync = (payment, exception) => ReportAsync(payment.Id, exception)
        }.RunAsync(cancellationToken);
    }

    private async Task RepairAsync(GlasePayment payment)
    {
        if (await entityReader.GetOrderAsync(payment.OrderId) is { } order)
            await repair.RepairAsync(payment, order);
    }

    private Task ReportAsync(int paymentId, Exception exception)
    {
        return failureLog.ErrorAsync($"overwritten order {paymentId}",
            $"Glase payment #{paymentId}: what an older copy of its order overwrote could not be saved.", exception);
    }
}
