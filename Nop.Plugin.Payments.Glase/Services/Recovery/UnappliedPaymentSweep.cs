using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Places the orders of paid payments that have none for longer than <see cref="GlaseDefaults.BrowserGracePeriod"/>, and reverses
/// those that no order can be paid with.
/// </summary>
public class UnappliedPaymentSweep(FailureLog failureLog, PaymentWorkQueries queries, TimeProvider timeProvider,
    UnappliedPaymentRecovery unappliedPaymentRecovery) : IRecoveryStep
{
    private const int BatchSize = 50;

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <inheritdoc />
    public string Name => "completing paid payments";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var paidBefore = Now - GlaseDefaults.BrowserGracePeriod;
        return new BatchLoop<GlasePayment>
        {
            // What waits for a person keeps nobody waiting.
            ReadAsync = last => queries.GetUnappliedAsync(paidBefore, last?.Id ?? 0, BatchSize),
            HandleAsync = FinishIfDueAsync,
            ReportAsync = (payment, exception) => failureLog.ErrorAsync($"payment {payment.Id}",
                $"{PaymentLabels.For(payment)} could not be applied or refunded yet.", exception)
        }.RunAsync(cancellationToken);
    }

    private Task FinishIfDueAsync(GlasePayment payment)
    {
        return payment.NextPlacementAttemptOnUtc is { } next && next > Now
            ? Task.CompletedTask
            : unappliedPaymentRecovery.FinishAsync(payment);
    }
}
