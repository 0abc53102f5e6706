using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Pays an order with a payment whose lock the caller holds. Each step is recorded before the next is taken, so that it can be run
/// again after a crash at any point.
/// </summary>
public class OrderPaymentExecutor(RefundStore refundStore, OrderPaymentClaims claims, PaymentEligibility eligibility,
    RefusalReporter refusalReporter, OrderPaymentMarker marker, PartialOrderCompleter completer, ReceiptScheduler receiptScheduler,
    TimeProvider timeProvider)
{
    private static readonly AsyncLocal<int> _applying = new();

    /// <summary>
    /// Gets whether the caller was called, at whatever depth, by the code that is applying a payment to its order and will finish it.
    /// </summary>
    internal static bool IsApplying(GlasePayment payment) => _applying.Value == payment.Id;

    /// <summary>
    /// Gets what lets work that the caller starts in another execution context, and waits for, know which payment is being applied.
    /// </summary>
    /// <returns>To be called first thing in that work</returns>
    internal static Action CaptureApplying()
    {
        var applying = _applying.Value;
        return () => _applying.Value = applying;
    }

    /// <summary>
    /// Claims a payment for an order, marks the order as paid or authorized with it, and records that it is applied.
    /// </summary>
    /// <param name="locked">A payment that can be applied to the order</param>
    /// <param name="order">The order</param>
    /// <param name="progress">How far nopCommerce is known to have come with the order</param>
    public async Task<ApplyOutcome> PayAsync(LockedPayment locked, Order order, PlacementProgress progress)
    {
        var payment = locked.Payment;
        // The request that places the order does the rest. A second time would send emails and add reward points again.
        var isBeingPlaced = progress == PlacementProgress.Unknown && await claims.IsBeingPlacedAsync(payment.Id, order);
        var isPaid = payment.IsPaymentOf(order);
        if (isPaid)
        {
            // Another process that has claimed it has paid the order and is about to record that, or has died: which, is known soon. A
            // reservation is claimed long before it is captured, so that its claim does not mean this.
            var isCaptured = payment.Status == GlasePaymentStatus.Paid
                && order.AuthorizationTransactionId == payment.InvoiceReference;
            if (!isCaptured && await claims.IsClaimedByAnotherAsync(payment.Id))
                return ApplyOutcome.InProgress;
            if (isBeingPlaced && !isCaptured && payment.ApplyingOnUtc is null)
                return ApplyOutcome.InProgress;
        }
        else if (isBeingPlaced && payment.OrderId is null)
            return ApplyOutcome.InProgress;
        else if (!await claims.TryClaimAsync(payment.Id, order.OrderGuid, isUnderLock: true,
            payment.ReservedOnUtc is null ? null : payment.PaidOnUtc))
        {
            return await claims.IsOrderClaimedByAnotherPaymentAsync(payment.Id, order.OrderGuid)
                ? await refusalReporter.ReportAsync(locked, order, "This was paid, but the order is already paid with another payment.")
                : ApplyOutcome.InProgress;
        }
        else if (await refundStore.MayHaveMovedMoneyAsync(payment.Id))
        {
            await claims.TryReleaseAsync(payment.Id);
            return ApplyOutcome.InProgress;
        }

        var now = timeProvider.GetUtcNow().UtcDateTime;
        if (!isPaid || !payment.IsBoundTo(order))
        {
            await BindAsync(locked, order, isPaid, now);
            (order, var refused) = await ReadAgainAsync(locked);
            if (refused is { } outcome)
                return outcome;
        }

        _applying.Value = payment.Id;
        if (payment.OrderCompletionDueOnUtc is not null)
        {
            await completer.CompleteAsync(locked, order);
            (order, var refused) = await ReadAgainAsync(locked);
            if (refused is { } outcome)
                return outcome;
        }

        if (!payment.IsPaymentOf(order))
        {
            payment.TryBeginApplying(now);
            await locked.SaveAsync();
            await marker.MarkAsync(payment, order);
        }
        else if (progress != PlacementProgress.Announced)
            await marker.CompleteAsync(locked, order, progress);

        await marker.NoteAsync(payment, order, isNew: progress == PlacementProgress.Announced && claims.IsClaimedHere(payment.Id));

        payment.RecordApplied(timeProvider.GetUtcNow().UtcDateTime);
        await receiptScheduler.ScheduleAsync(payment);
        await locked.SaveAsync();
        receiptScheduler.Enqueue(payment);
        return ApplyOutcome.Applied;
    }

    // What was read before may be seconds old, and somebody may have changed the order since: all of it is saved next.
    private async Task<(Order Order, ApplyOutcome? Refused)> ReadAgainAsync(LockedPayment locked)
    {
        var payment = locked.Payment;
        var order = await eligibility.FindOrderAsync(payment);
        if (await eligibility.GetRefusalReasonAsync(payment, order) is not { } reason)
            return (order, null);

        _applying.Value = 0;
        await claims.TryReleaseAsync(payment.Id);
        return (order, await refusalReporter.RefuseAsync(locked, order, reason));
    }

    // The event that an order is placed binds it to its payment. An order with a status beyond the first is past that event. One that was
    // placed unpaid stays pending, and the event may have failed to bind it.
    private async Task BindAsync(LockedPayment locked, Order order, bool isPaid, DateTime now)
    {
        var payment = locked.Payment;
        if (payment.OrderId is null && order.OrderStatus == OrderStatus.Pending && (isPaid || await completer.IsPartialAsync(order)))
            payment.ScheduleOrderCompletion(now);
        payment.BindToOrder(order.Id, order.OrderGuid, order.CustomerId);
        await locked.SaveAsync();
    }
}
