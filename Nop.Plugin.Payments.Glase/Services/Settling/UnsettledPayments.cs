using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Sees to it that every paid payment ends as a paid order or as a full refund, also when the shopper's browser is gone or a
/// process died half-way.
/// </summary>
public class UnsettledPayments
{
    private const int BatchSize = 50;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(15);

    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseRefundService _refundService;
    private readonly ILogger _logger;
    private readonly KnownTroubles _troubles;
    private readonly IOrderService _orderService;
    private readonly OrderPlacer _placer;
    private readonly PaymentReturner _returner;
    private readonly PaymentStatusService _statusService;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public UnsettledPayments(GlaseInvoiceService invoiceService, GlaseLockService lockService,
        GlaseRefundService refundService, ILogger logger, KnownTroubles troubles, IOrderService orderService, OrderPlacer placer,
        PaymentReturner returner, PaymentStatusService statusService, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _refundService = refundService;
        _logger = logger;
        _troubles = troubles;
        _orderService = orderService;
        _placer = placer;
        _returner = returner;
        _statusService = statusService;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Finishes what is unsettled for longer than <see cref="GlaseDefaults.BrowserPatience"/>, as much as fits into the time.
    /// </summary>
    public async Task FinishAsync()
    {
        var started = _timeProvider.GetTimestamp();
        var paidBefore = _timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.BrowserPatience;
        var batch = await _invoiceService.GetUnsettledAsync(paidBefore, afterId: 0, BatchSize);
        while (batch.Count > 0)
        {
            foreach (var payment in batch)
            {
                if (_timeProvider.GetElapsedTime(started) > MostTime)
                    return;

                if (payment.NextPlacementOnUtc is not { } next || next <= _timeProvider.GetUtcNow().UtcDateTime)
                    await TryFinishAsync(payment);
            }

            // What waits for a person keeps nobody waiting.
            batch = await _invoiceService.GetUnsettledAsync(paidBefore, batch[^1].Id, BatchSize);
        }
    }

    /// <summary>
    /// Finds out what became of captures whose answer was lost.
    /// </summary>
    public async Task AskAboutCapturesAsync()
    {
        var sentBefore = _timeProvider.GetUtcNow().UtcDateTime - GlaseDefaults.PlacementPatience;
        foreach (var payment in await _invoiceService.GetCapturingAsync(sentBefore, BatchSize))
            await TryFinishAsync(payment);
    }

    /// <summary>
    /// Gives back the reservations of orders that were cancelled or deleted, when a process died before it did so, and of those
    /// that an admin only marked as voided.
    /// </summary>
    public async Task ReleaseUnwantedAsync()
    {
        var batch = await _invoiceService.GetAuthorizingAsync(afterId: 0, BatchSize);
        while (batch.Count > 0)
        {
            // nopCommerce leaves deleted orders out.
            var orders = await _orderService.GetOrdersByIdsAsync([.. batch.Select(payment => payment.OrderId).OfType<int>()]);
            var wanted = orders.Where(order => UnwantedReservations.WhyUnwanted(order) is null).Select(order => order.Id).ToHashSet();
            foreach (var payment in batch.Where(payment => payment.OrderId is not { } orderId || !wanted.Contains(orderId)))
            {
                await UnsettleAsync(payment.Id);
                await TryFinishAsync(payment);
            }

            batch = await _invoiceService.GetAuthorizingAsync(batch[^1].Id, BatchSize);
        }
    }

    private Task UnsettleAsync(int paymentId)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            if (payment.Status != GlaseInvoiceStatus.Reserved)
                return;

            payment.SettledOnUtc = null;
            await _invoiceService.UpdateAsync(payment);
        });
    }

    private async Task TryFinishAsync(GlaseInvoice payment)
    {
        try
        {
            await FinishAsync(payment);
        }
        catch (Exception exception)
        {
            // One bad payment must not keep the others waiting; it is tried again in the next run.
            if (_troubles.IsNews($"payment {payment.Id}", exception))
                await _logger.ErrorAsync($"{PaymentNames.Of(payment)} is still to be settled. " + exception.Message,
                    exception);
        }
    }

    /// <summary>
    /// Finishes one paid payment now because an admin wants it, also when Glase refused to refund it before. Changes nothing as
    /// long as the outcome of a refund is not known.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>The payment as it is now</returns>
    public Task<GlaseInvoice> FinishNowAsync(int paymentId)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(paymentId), async () =>
        {
            var payment = await _invoiceService.GetByIdAsync(paymentId);
            var refunds = await _refundService.GetByInvoiceIdAsync(paymentId);
            if (payment is { IsConfirmed: true, SettledOnUtc: null } && !refunds.Any(refund => refund.IsOpen))
                await FinishAsync(payment, refunds, isAskedFor: true);
            return await _invoiceService.GetByIdAsync(paymentId);
        });
    }

    private Task FinishAsync(GlaseInvoice payment)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), async () =>
        {
            var refunds = await _refundService.GetByInvoiceIdAsync(payment.Id);
            if (AutomaticRefunds.AreDue(refunds, _timeProvider.GetUtcNow().UtcDateTime))
                await FinishAsync(payment, refunds, isAskedFor: false);
        });
    }

    private async Task FinishAsync(GlaseInvoice payment, IList<GlaseRefund> refunds, bool isAskedFor = false)
    {
        // PAID without an amount may have one by now, and a reservation may have run out.
        payment = await AskAsync(await _invoiceService.GetByIdAsync(payment.Id), isAskedFor);
        if (!payment.IsConfirmed || payment.IsIncomplete && !isAskedFor && !IsOverdue(payment))
            return;
        if (payment.CapturingOnUtc is not null)
            await ForgetCaptureAsync(payment);

        // What was given back in full before a process died places no order any more.
        var refunded = refunds.Where(refund => refund.Status == GlaseRefundStatus.Succeeded).Sum(refund => refund.Amount);
        var isGivenBack = payment.OrderId is null && refunded > 0 && refunded >= payment.PaidAmount;
        var isUnderstood = !payment.IsIncomplete || IsOverdue(payment);
        if (isGivenBack || !isUnderstood || await _placer.PlaceAsync(payment, isAskedFor) == PaymentOutcome.Stuck)
            await _returner.GiveBackAsync(await _invoiceService.GetByIdAsync(payment.Id), refunded, isAskedFor);
    }

    // What Glase refuses to say about a payment that is overdue, or that an admin wants to be finished, it may never say: then
    // what is known decides.
    private async Task<GlaseInvoice> AskAsync(GlaseInvoice payment, bool isAskedFor)
    {
        try
        {
            return await _statusService.AskAsync(payment);
        }
        catch (GlaseApiException exception) when (payment.IsIncomplete && (isAskedFor || exception.ResultCode is not null && IsOverdue(payment)))
        {
            if (_troubles.IsNews($"payment {payment.Id}", exception))
                await _logger.WarningAsync($"{PaymentNames.Of(payment)} is finished with what is known of it. " + exception.Message, exception);
            return payment;
        }
    }

    private bool IsOverdue(GlaseInvoice payment)
    {
        return IncompletePayments.IsOverdue(payment, _timeProvider.GetUtcNow().UtcDateTime);
    }

    // Asked once more after a while, an answer that did not come will not: the admin may capture again.
    private Task ForgetCaptureAsync(GlaseInvoice payment)
    {
        payment.CapturingOnUtc = null;
        return _invoiceService.UpdateAsync(payment);
    }
}
