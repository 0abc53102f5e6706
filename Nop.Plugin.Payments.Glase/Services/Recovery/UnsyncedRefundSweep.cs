using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Records the refunds that Glase made on their orders, where a process died before nopCommerce did so.
/// </summary>
public class UnsyncedRefundSweep(FailureLog failureLog, OrderRefundSync orderRefundSync, PaymentStore paymentStore,
    RefundStore refundStore, TimeProvider timeProvider) : IRecoveryStep
{
    private const int BatchSize = 50;

    /// <inheritdoc />
    public string Name => "recording refunds on orders";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var madeBefore = timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.PlacementGracePeriod;
        return new BatchLoop<GlasePayment>
        {
            ReadAsync = _ => GetPaymentsAsync(madeBefore),
            HandleAsync = payment => orderRefundSync.SyncAsync(payment.Id),
            ReportAsync = (payment, exception) => failureLog.ErrorAsync($"refund sync {payment.Id}",
                $"{PaymentLabels.For(payment)}: a refund could not be recorded on its order.", exception)
        }.RunAsync(cancellationToken);
    }

    private async Task<IList<GlasePayment>> GetPaymentsAsync(DateTime madeBeforeUtc)
    {
        var payments = new List<GlasePayment>();
        foreach (var refunds in (await refundStore.GetUnsyncedAsync(madeBeforeUtc, BatchSize)).GroupBy(refund => refund.PaymentId))
            payments.Add(await paymentStore.GetByIdAsync(refunds.Key));
        return payments;
    }
}
