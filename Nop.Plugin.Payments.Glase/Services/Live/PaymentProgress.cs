using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// The one way forward for a payment that somebody asks about over the web: polls Glase, records the answer, and applies the payment to
/// its order when it is paid.
/// </summary>
/// <remarks>
/// Who waits for a page is answered within <see cref="GlaseDefaults.PageTimeout"/> for each of the steps, whatever Glase, the database or
/// other callers do. That a payment is paid is true whatever becomes of its order: a failure to apply it is part of the result.
/// </remarks>
public class PaymentProgress(PaymentWatchRegistry watches, ReservationPoller reservationPoller, PaymentStatusRecorder statusRecorder,
    InvoiceCanceller canceller, LockedPayments lockedPayments, PaymentApplier applier, OrderPlacer orderPlacer, FailureLog failureLog)
{
    /// <summary>
    /// Polls Glase, unless nothing can change any more, and records the answer. For pages that only show the payment. A reservation changes
    /// seldom: it is polled only where somebody says that it did.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="mode">How urgently Glase is asked</param>
    /// <param name="cancellationToken">Ends the waiting; what has begun goes on</param>
    /// <exception cref="OperationCanceledException">The waiting was ended</exception>
    public async Task<PaymentSnapshot> PollAsync(GlasePayment payment, PollMode mode, CancellationToken cancellationToken)
    {
        if (payment.Status == GlasePaymentStatus.Reserved && mode == PollMode.Now)
            return await reservationPoller.PollAsync(payment, cancellationToken);
        if (!payment.CanChangeAtGlase)
            return new PaymentSnapshot(payment, IsPollFailing: false);
        return mode == PollMode.Now
            ? await watches.PollNowAsync(payment, cancellationToken)
            : await watches.GetStateAsync(payment, cancellationToken);
    }

    /// <summary>
    /// Polls Glase, records the answer, and applies the payment to its order, if it has one, when it is paid.
    /// </summary>
    /// <inheritdoc cref="PollAsync" />
    public async Task<PaymentProgressResult> AdvanceAsync(GlasePayment payment, PollMode mode, CancellationToken cancellationToken)
    {
        return await AdvanceAsync(await PollAsync(payment, mode, cancellationToken));
    }

    /// <summary>
    /// Applies a payment that Glase was asked about to its order, if it has one, when it is paid. It never throws.
    /// </summary>
    /// <param name="polled">The payment as it was recorded</param>
    public async Task<PaymentProgressResult> AdvanceAsync(PaymentSnapshot polled)
    {
        var result = new PaymentProgressResult(polled.Payment, polled.IsPollFailing);
        if (!polled.Payment.IsPaidOrReserved)
            return result;

        try
        {
            return result with { Outcome = await applier.ApplyToExistingOrderAsync(polled.Payment, GlaseDefaults.PageTimeout) };
        }
        catch (LockTimeoutException exception)
        {
            return result with { Outcome = ApplyOutcome.InProgress, Failure = exception };
        }
        catch (Exception exception)
        {
            await failureLog.ErrorAsync($"applying {polled.Payment.Id}",
                $"{PaymentLabels.For(polled.Payment)} is paid, but its order could not be marked as paid yet.", exception);
            return result with { Outcome = ApplyOutcome.InProgress, Failure = exception };
        }
    }

    /// <summary>
    /// Polls Glase at once, records the answer, and when the payment is paid places its order unless it is placed already, and applies
    /// the payment to it.
    /// </summary>
    /// <returns>How far it has come; completing also when an attempt to place the order failed, which is then logged</returns>
    /// <inheritdoc cref="PollAsync" />
    public async Task<PaymentProgressResult> AdvanceAndPlaceAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        var polled = await PollAsync(payment, PollMode.Now, cancellationToken);
        if (!polled.Payment.IsPaidOrReserved)
            return new PaymentProgressResult(polled.Payment, polled.IsPollFailing);

        // The owner of the lock may be about to complete the payment, or its process has ended: the shopper need not wait to learn which.
        var (outcome, stored) = await orderPlacer.TryPlaceAsync(polled.Payment, GlaseDefaults.PageTimeout);
        watches.Publish(stored);
        return new PaymentProgressResult(stored, polled.IsPollFailing, outcome);
    }

    /// <summary>
    /// Polls Glase, records the answer, and applies the payment when it is paid: without throttle, for an admin, who waits as long as it
    /// takes and reads what failed.
    /// </summary>
    /// <exception cref="GlaseApiException">Glase could not be reached or refused to answer</exception>
    /// <exception cref="LockTimeoutException">
    /// Others worked on the payment for longer than <see cref="GlaseDefaults.LockTimeout"/>
    /// </exception>
    public async Task<PaymentProgressResult> AdvanceOrThrowAsync(GlasePayment payment)
    {
        return await ApplyOrThrowAsync(await statusRecorder.PollAsync(payment));
    }

    /// <summary>
    /// Cancels an invoice if it is open, and applies its payment when the payer was faster: for an admin, as <see cref="AdvanceOrThrowAsync"/>,
    /// whose page may be older than the payment.
    /// </summary>
    /// <inheritdoc cref="AdvanceOrThrowAsync" />
    public Task<PaymentProgressResult> CancelOrThrowAsync(GlasePayment payment)
    {
        return lockedPayments.RunAsync(payment.Id, async locked =>
        {
            var current = await PollUnlessUnknownAsync(locked.Payment);
            if (current.IsOpen)
                current = await canceller.CancelAsync(current, GlasePaymentStatus.Canceled);
            return await ApplyOrThrowAsync(current);
        });
    }

    // An open invoice that Glase does not know, as after a change of account, can be cancelled all the same.
    private async Task<GlasePayment> PollUnlessUnknownAsync(GlasePayment payment)
    {
        try
        {
            return await statusRecorder.PollAsync(payment);
        }
        catch (GlaseApiException exception) when (payment.IsOpen && exception.ResultCode == GlaseResultCode.InvalidInvoiceReference)
        {
            return payment;
        }
    }

    private async Task<PaymentProgressResult> ApplyOrThrowAsync(GlasePayment payment)
    {
        return new PaymentProgressResult(payment, IsPollFailing: false,
            payment.IsPaidOrReserved ? await applier.ApplyAsync(payment) : null);
    }
}
