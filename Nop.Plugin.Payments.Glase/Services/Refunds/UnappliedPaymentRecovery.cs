using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Sees to it that every paid payment ends as a paid order or as a full refund, also when the shopper's browser is gone or a
/// process died half-way.
/// </summary>
public class UnappliedPaymentRecovery
{
    private const int BatchSize = 50;
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(15);

    private readonly PaymentStore _paymentStore;
    private readonly DistributedLock _locks;
    private readonly RefundStore _refundStore;
    private readonly ILogger _logger;
    private readonly LogDeduplicator _logDeduplicator;
    private readonly IOrderService _orderService;
    private readonly OrderPlacer _placer;
    private readonly UnappliedPaymentReversal _reversal;
    private readonly PaymentStatusRecorder _statusRecorder;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public UnappliedPaymentRecovery(PaymentStore paymentStore, DistributedLock locks,
        RefundStore refundStore, ILogger logger, LogDeduplicator logDeduplicator, IOrderService orderService, OrderPlacer placer,
        UnappliedPaymentReversal reversal, PaymentStatusRecorder statusRecorder, TimeProvider timeProvider)
    {
        _paymentStore = paymentStore;
        _locks = locks;
        _refundStore = refundStore;
        _logger = logger;
        _logDeduplicator = logDeduplicator;
        _orderService = orderService;
        _placer = placer;
        _reversal = reversal;
        _statusRecorder = statusRecorder;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Finishes what is unsettled for longer than <see cref="GlaseDefaults.BrowserGracePeriod"/>, as much as fits into the time.
    /// </summary>
    public async Task FinishAsync()
    {
        var started = _timeProvider.GetTimestamp();
        var paidBefore = _timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.BrowserGracePeriod;
        var batch = await _paymentStore.GetUnappliedAsync(paidBefore, afterId: 0, BatchSize);
        while (batch.Count > 0)
        {
            foreach (var payment in batch)
            {
                if (_timeProvider.GetElapsedTime(started) > TimeBudget)
                    return;

                if (payment.NextPlacementAttemptOnUtc is not { } next || next <= _timeProvider.GetUtcNow().UtcDateTime)
                    await TryFinishAsync(payment);
            }

            // What waits for a person keeps nobody waiting.
            batch = await _paymentStore.GetUnappliedAsync(paidBefore, batch[^1].Id, BatchSize);
        }
    }

    /// <summary>
    /// Finds out what became of captures whose answer was lost.
    /// </summary>
    public async Task ResolveUnknownCapturesAsync()
    {
        var sentBefore = _timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.PlacementGracePeriod;
        foreach (var payment in await _paymentStore.GetWithUnknownCaptureAsync(sentBefore, BatchSize))
            await TryFinishAsync(payment);
    }

    /// <summary>
    /// Gives back the reservations of orders that were cancelled or deleted, when a process died before it did so, and of those
    /// that an admin only marked as voided.
    /// </summary>
    public async Task ReleaseUnwantedAsync()
    {
        var batch = await _paymentStore.GetAppliedReservationsAsync(afterId: 0, BatchSize);
        while (batch.Count > 0)
        {
            // nopCommerce leaves deleted orders out.
            var orders = await _orderService.GetOrdersByIdsAsync([.. batch.Select(payment => payment.OrderId).OfType<int>()]);
            var wanted = orders.Where(order => ReservationReleasePolicy.GetReleaseReason(order) is null).Select(order => order.Id).ToHashSet();
            foreach (var payment in batch.Where(payment => payment.OrderId is not { } orderId || !wanted.Contains(orderId)))
            {
                await MarkUnappliedAsync(payment.Id);
                await TryFinishAsync(payment);
            }

            batch = await _paymentStore.GetAppliedReservationsAsync(batch[^1].Id, BatchSize);
        }
    }

    private Task MarkUnappliedAsync(int paymentId)
    {
        return _locks.RunAsync(PaymentStore.LockName(paymentId), async () =>
        {
            var payment = await _paymentStore.GetByIdAsync(paymentId);
            if (payment.Status != GlasePaymentStatus.Reserved)
                return;

            payment.AppliedOnUtc = null;
            await _paymentStore.UpdateAsync(payment);
        });
    }

    private async Task TryFinishAsync(GlasePayment payment)
    {
        try
        {
            await FinishAsync(payment);
        }
        catch (Exception exception)
        {
            // One bad payment must not keep the others waiting; it is tried again in the next run.
            if (_logDeduplicator.ShouldLog($"payment {payment.Id}", exception))
                await _logger.ErrorAsync($"{PaymentLabels.For(payment)} is still to be settled. " + exception.Message,
                    exception);
        }
    }

    /// <summary>
    /// Finishes one paid payment now because an admin wants it, also when Glase refused to refund it before. Changes nothing as
    /// long as the outcome of a refund is not known.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>The payment as it is now</returns>
    public Task<GlasePayment> FinishNowAsync(int paymentId)
    {
        return _locks.RunAsync(PaymentStore.LockName(paymentId), async () =>
        {
            var payment = await _paymentStore.GetByIdAsync(paymentId);
            var refunds = await _refundStore.GetByPaymentIdAsync(paymentId);
            if (payment is { IsPaidOrReserved: true, AppliedOnUtc: null } && !refunds.Any(refund => refund.IsOutcomeUnknown))
                await FinishAsync(payment, refunds, isAskedFor: true);
            return await _paymentStore.GetByIdAsync(paymentId);
        });
    }

    private Task FinishAsync(GlasePayment payment)
    {
        return _locks.RunAsync(PaymentStore.LockName(payment.Id), async () =>
        {
            var refunds = await _refundStore.GetByPaymentIdAsync(payment.Id);
            if (RefundRetryPolicy.IsDue(refunds, _timeProvider.GetUtcNow().UtcDateTime))
                await FinishAsync(payment, refunds, isAskedFor: false);
        });
    }

    private async Task FinishAsync(GlasePayment payment, IList<GlaseRefund> refunds, bool isAskedFor = false)
    {
        // PAID without an amount may have one by now, and a reservation may have run out.
        payment = await PollAsync(await _paymentStore.GetByIdAsync(payment.Id), isAskedFor);
        if (!payment.IsPaidOrReserved || payment.IsIncomplete && !isAskedFor && !IsOverdue(payment))
            return;
        if (payment.CaptureSentOnUtc is not null)
            await ClearCaptureAsync(payment);

        // What was given back in full before a process died places no order any more.
        var refunded = refunds.Where(refund => refund.Status == GlaseRefundStatus.Succeeded).Sum(refund => refund.Amount);
        var isGivenBack = payment.OrderId is null && refunded > 0 && refunded >= payment.PaidAmount;
        var isUnderstood = !payment.IsIncomplete || IsOverdue(payment);
        if (isGivenBack || !isUnderstood || await _placer.PlaceAsync(payment, isAskedFor) == ApplyOutcome.NotApplicable)
            await _reversal.ReverseAsync(await _paymentStore.GetByIdAsync(payment.Id), refunded, isAskedFor);
    }

    // What Glase refuses to say about a payment that is overdue, or that an admin wants to be finished, it may never say: then
    // what is known decides.
    private async Task<GlasePayment> PollAsync(GlasePayment payment, bool isAskedFor)
    {
        try
        {
            return await _statusRecorder.PollAsync(payment);
        }
        catch (GlaseApiException exception) when (payment.IsIncomplete && (isAskedFor || exception.ResultCode is not null && IsOverdue(payment)))
        {
            if (_logDeduplicator.ShouldLog($"payment {payment.Id}", exception))
                await _logger.WarningAsync($"{PaymentLabels.For(payment)} is finished with what is known of it. " + exception.Message, exception);
            return payment;
        }
    }

    private bool IsOverdue(GlasePayment payment)
    {
        return IncompletePaymentPolicy.IsOverdue(payment, _timeProvider.GetUtcNow().UtcDateTime);
    }

    // Asked once more after a while, an answer that did not come will not: the admin may capture again.
    private Task ClearCaptureAsync(GlasePayment payment)
    {
        payment.CaptureSentOnUtc = null;
        return _paymentStore.UpdateAsync(payment);
    }
}
