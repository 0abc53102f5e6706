using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Sends the receipts that are due, of all stores: retries, and those whose process ended. Where Glase does not answer a store,
/// the others of that store stay due for the next run.
/// </summary>
public class DueReceiptSweep(FailureLog failureLog, PaymentWorkQueries queries, ReceiptSubmitter submitter,
    TimeProvider timeProvider) : IRecoveryStep
{
    private const int BatchSize = 50;

    /// <inheritdoc />
    public string Name => "sending receipts";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var silentStores = new HashSet<int>();
        return new BatchLoop<GlasePayment>
        {
            ReadAsync = last => queries.GetWithDueReceiptAsync(now, last, BatchSize),
            HandleAsync = payment => SubmitAsync(payment, silentStores),
            ReportAsync = (payment, exception) => failureLog.ErrorAsync($"receipt {payment.Id}",
                $"{PaymentLabels.For(payment)}: the result of sending its receipt could not be recorded.", exception)
        }.RunAsync(cancellationToken);
    }

    private async Task SubmitAsync(GlasePayment payment, HashSet<int> silentStores)
    {
        if (!silentStores.Contains(payment.StoreId) && !await submitter.SubmitAsync(payment.Id))
            silentStores.Add(payment.StoreId);
    }
}
