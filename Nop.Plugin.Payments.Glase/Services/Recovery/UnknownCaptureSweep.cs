using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Finds out what became of captures whose answer was lost.
/// </summary>
public class UnknownCaptureSweep(FailureLog failureLog, PaymentWorkQueries queries, TimeProvider timeProvider,
    UnappliedPaymentRecovery unappliedPaymentRecovery) : IRecoveryStep
{
    private const int BatchSize = 50;

    /// <inheritdoc />
    public string Name => "resolving unknown captures";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var sentBefore = timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.PlacementGracePeriod;
        return new BatchLoop<GlasePayment>
        {
            ReadAsync = last => queries.GetWithUnknownCaptureAsync(sentBefore, last?.Id ?? 0, BatchSize),
            HandleAsync = unappliedPaymentRecovery.FinishAsync,
            ReportAsync = (payment, exception) => failureLog.ErrorAsync($"payment {payment.Id}",
                $"{PaymentLabels.For(payment)}: it could not be found out yet whether it was captured.", exception)
        }.RunAsync(cancellationToken);
    }
}
