using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Sends a payment's receipt to Glase. Sending is idempotent, so a receipt whose response was lost is sent again.
/// </summary>
public class ReceiptSubmitter(GlaseConnectionProvider connections, LockedPayments lockedPayments,
    IGlaseClient client, IOrderService orderService, ReceiptComposer composer, ReceiptFailureReporter failureReporter,
    TimeProvider timeProvider)
{
    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Sends a payment's receipt if it is due, and records what came of it. The payment's lock is held for recording only:
    /// Glase may take its time, and nobody waits for that.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="cancellationToken">Ends the call; the receipt then stays due</param>
    /// <returns>Whether Glase can be asked; when not, asking about others now is of no use either</returns>
    /// <exception cref="TimeoutException">Others held the payment's lock for too long; the receipt stays due</exception>
    public async Task<bool> SubmitAsync(int paymentId, CancellationToken cancellationToken = default)
    {
        return await TryClaimAttemptAsync(paymentId, cancellationToken) is not { } payment
            || await SubmitClaimedAsync(payment, cancellationToken);
    }

    /// <summary>
    /// Sends the receipt of a payment whose attempt was claimed for the caller, and records what came of it.
    /// </summary>
    /// <param name="payment">The payment as it is stored</param>
    /// <param name="cancellationToken">Ends the call; the receipt then stays due</param>
    /// <returns>As of <see cref="SubmitAsync"/></returns>
    /// <exception cref="TimeoutException">Others held the payment's lock for too long; the receipt stays due</exception>
    public async Task<bool> SubmitClaimedAsync(GlasePayment payment, CancellationToken cancellationToken = default)
    {
        var paymentId = payment.Id;
        try
        {
            var order = payment.OrderId is { } orderId ? await orderService.GetOrderByIdAsync(orderId) : null;
            if (order is null || order.Deleted)
            {
                await RecordAsync(paymentId, row => row.RecordReceiptFailure(dueOnUtc: null, "The order was deleted."));
                return true;
            }

            await client.SubmitPaymentReceiptAsync(await connections.GetAsync(payment, order), payment.ErsReference,
                await composer.ComposeAsync(payment, order), cancellationToken);
            failureReporter.Reset(payment);
            await RecordAsync(paymentId, row => row.RecordReceiptAccepted(Now));
            return true;
        }
        catch (GlaseApiException exception) when (ReceiptRetryPolicy.IsPermanentFailure(exception, TimeSinceApplied(payment)))
        {
            await RecordAsync(paymentId, row => row.RecordReceiptFailure(dueOnUtc: null, exception.Message));
            await failureReporter.ReportPermanentFailureAsync(payment, exception);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, it must not be in the way of the others.
            await RecordAsync(paymentId, row => row.RecordReceiptFailure(
                Now + ReceiptRetryPolicy.GetDelay(TimeSinceApplied(row)), exception.Message));
            await failureReporter.ReportAsync(payment, exception);
            return exception is not GlaseApiException { ResultCode: null };
        }
    }

    // Null when it is not due: another process may be submitting it, or has done so.
    private Task<GlasePayment> TryClaimAttemptAsync(int paymentId, CancellationToken cancellationToken)
    {
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            if (payment?.ReceiptDueOnUtc is not { } due || due > Now)
                return null;

            var isWanted = (await connections.GetSettingsAsync(payment.StoreId)).SubmitReceipt;
            var isClaimed = payment.TryClaimReceiptAttempt(isWanted, Now, ReceiptRetryPolicy.AttemptLease);
            await locked.SaveAsync();
            return isClaimed ? payment : null;
        }, cancellationToken);
    }

    // What Glase answered is recorded even while the shop shuts down.
    private Task<GlasePayment> RecordAsync(int paymentId, Action<GlasePayment> change)
    {
        return lockedPayments.UpdateAsync(paymentId, change, CancellationToken.None);
    }

    private TimeSpan TimeSinceApplied(GlasePayment payment)
    {
        return Now - (payment.AppliedOnUtc ?? Now);
    }
}
