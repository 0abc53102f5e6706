using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Closes expired invoices of all stores: those that turn out to be paid are applied to their orders, the others are cancelled.
/// Glase is asked about several at once; the shop's own work is done one after the other.
/// </summary>
public class ExpiredInvoiceSweep(PaymentWorkQueries queries, FailureLog failureLog, InvoiceCanceller canceller,
    PaymentApplier applier, PaymentStatusRecorder statusRecorder, TimeProvider timeProvider) : IRecoveryStep
{
    private const int BatchSize = 200;
    private const int MaxConcurrency = 8;

    /// <inheritdoc />
    public string Name => "cancelling expired invoices";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return new BatchLoop<GlasePayment>
        {
            // What could not be ended is tried again in the next run, and keeps nobody waiting in this one.
            ReadAsync = last => queries.GetExpiredAsync(now, last, BatchSize),
            PrepareAsync = EndAtGlaseAsync,
            MaxConcurrency = MaxConcurrency,
            HandleAsync = ApplyAsync,
            ReportAsync = ReportAsync
        }.RunAsync(cancellationToken);
    }

    private async Task ApplyAsync(GlasePayment ended)
    {
        if (ended.IsPaidOrReserved)
            await applier.ApplyAsync(ended);
        failureLog.Reset(Server(ended));
    }

    private Task ReportAsync(GlasePayment payment, Exception exception)
    {
        // No answer is the same for all invoices of the store, however it is worded.
        return exception is GlaseApiException { ResultCode: null }
            ? failureLog.WarningAsync(Server(payment), $"Expired invoices, such as {PaymentLabels.For(payment)}, cannot be cancelled now; " +
                "this is retried each minute.", exception)
            : failureLog.WarningAsync($"overdue {payment.Id}", $"{PaymentLabels.For(payment)} has expired but could not be cancelled.",
                exception);
    }

    private static string Server(GlasePayment payment)
    {
        return $"server of store {payment.StoreId}";
    }

    private async Task<GlasePayment> EndAtGlaseAsync(GlasePayment payment)
    {
        var current = await PollAsync(payment);
        return current.IsOpen ? await canceller.CancelAsync(current, GlasePaymentStatus.Expired) : current;
    }

    private async Task<GlasePayment> PollAsync(GlasePayment payment)
    {
        try
        {
            return await statusRecorder.PollAsync(payment);
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvalidInvoiceReference)
        {
            // The owner went from the test server to the live one, or to other credentials: nobody can pay it there.
            return payment;
        }
    }
}
