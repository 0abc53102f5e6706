using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Applies a paid or reserved payment to its order exactly once, regardless of the number of concurrent callers.
/// </summary>
/// <remarks>
/// Marking an order as paid sends e-mails with links, for which nopCommerce needs a web request: call it from within one.
/// </remarks>
public class PaymentApplier(PaymentStore paymentStore, LockedPayments lockedPayments, RefundStore refundStore,
    OrderPaymentClaims claims, ILogger logger, IOrderProcessingService orderProcessingService, OrderNotes notes,
    IOrderService orderService, OrderCurrency orderCurrency, OrderReferenceWriter referenceWriter,
    PartialOrderCompleter completer, ReceiptScheduler receiptScheduler, UncachedEntityReader entityReader,
    TimeProvider timeProvider)
{
    private static readonly AsyncLocal<int> Applying = new();

    /// <summary>
    /// Pays the order of a payment, if there is one, and records that it is applied. Applying again changes nothing, and where
    /// there is nothing to apply nothing is written: strangers may call it as well.
    /// </summary>
    /// <exception cref="LockTimeoutException">
    /// Others worked on the payment for longer than <see cref="GlaseDefaults.LockTimeout"/>
    /// </exception>
    /// <param name="payment">The payment</param>
    /// <param name="progress">How far nopCommerce is known to have come with its order</param>
    public Task<ApplyOutcome> ApplyAsync(GlasePayment payment, PlacementProgress progress = PlacementProgress.Unknown)
    {
        return ApplyAsync(payment, GlaseDefaults.LockTimeout, progress);
    }

    /// <inheritdoc cref="ApplyAsync(GlasePayment, PlacementProgress)" />
    /// <param name="payment">The payment</param>
    /// <param name="timeout">How long to wait for others who work on the payment</param>
    /// <param name="progress">How far nopCommerce is known to have come with its order</param>
    /// <exception cref="LockTimeoutException">They took longer than <paramref name="timeout"/></exception>
    public async Task<ApplyOutcome> ApplyAsync(GlasePayment payment, TimeSpan timeout,
        PlacementProgress progress = PlacementProgress.Unknown)
    {
        if (payment.IsApplied)
            return ApplyOutcome.Applied;

        return await GetOutcomeWithoutLockAsync(payment.Id)
            ?? await lockedPayments.RunAsync(payment.Id, locked => ApplyAsync(locked, progress), timeout);
    }

    // Null when there is something to do.
    private async Task<ApplyOutcome?> GetOutcomeWithoutLockAsync(int paymentId)
    {
        var payment = await paymentStore.GetByIdAsync(paymentId);
        if (GetKnownOutcome(payment) is { } outcome)
            return outcome;

        var order = await FindOrderAsync(payment);
        if (order is null)
            return await CanPayAsync(payment) ? ApplyOutcome.AwaitsOrder : ApplyOutcome.NotApplicable;
        if (await GetRefusalReasonAsync(payment, order) is not { } reason)
            return null;
        if (await RequiresAdminAsync(payment, order))
            return payment.AwaitsDecision && await notes.HasAsync(order.Id, Question(payment, reason))
                ? ApplyOutcome.AwaitsDecision
                : null;
        return await notes.HasAsync(order.Id, Report(payment, reason)) ? ApplyOutcome.NotApplicable : null;
    }

    private async Task<ApplyOutcome> ApplyAsync(LockedPayment locked, PlacementProgress progress)
    {
        var payment = locked.Payment;
        if (GetKnownOutcome(payment) is { } outcome)
            return outcome;

        var order = await FindOrderAsync(payment);
        if (order is null)
            return await CanPayAsync(payment) ? ApplyOutcome.AwaitsOrder : ApplyOutcome.NotApplicable;
        return await GetRefusalReasonAsync(payment, order) is { } reason
            ? await RefuseAsync(locked, order, reason)
            : await PayOrderAsync(locked, order, progress);
    }

    private async Task<ApplyOutcome> RefuseAsync(LockedPayment locked, Order order, string reason)
    {
        return await RequiresAdminAsync(locked.Payment, order)
            ? await RequestDecisionAsync(locked, order, reason)
            : await ReportAsync(locked, order, reason);
    }

    private ApplyOutcome? GetKnownOutcome(GlasePayment payment)
    {
        if (payment.Status == GlasePaymentStatus.Refunded)
            return ApplyOutcome.Refunded;
        if (!payment.IsPaidOrReserved)
            return ApplyOutcome.NotPaid;
        if (payment.IsApplied)
            return ApplyOutcome.Applied;
        return payment.IsIncomplete && !payment.IsOverdue(timeProvider.GetUtcNow().UtcDateTime)
            ? ApplyOutcome.InProgress
            : null;
    }

    private async Task<Order> FindOrderAsync(GlasePayment payment)
    {
        if (payment.OrderId is { } orderId)
            return await entityReader.GetOrderAsync(orderId);

        // While a shopper pays in another way, the new order may still have the GUID that was meant for this payment's.
        var order = await orderService.GetOrderByGuidAsync(payment.OrderGuid);
        return order?.PaymentMethodSystemName == GlaseDefaults.SystemName ? order : null;
    }

    private async Task<bool> CanPayAsync(GlasePayment payment)
    {
        return payment.IsFullyPaidOrReserved && payment.Decision != PaymentDecision.Refund && !await refundStore.MayHaveMovedMoneyAsync(payment.Id);
    }

    private async Task<bool> RequiresAdminAsync(GlasePayment payment, Order order)
    {
        if (!PaymentDecisionPolicy.RequiresAdmin(payment, order))
            return false;

        // Where another payment of Glase paid the order, there is nothing to decide: this one is too much.
        return !(await paymentStore.GetAllByOrderIdAsync(order.Id)).Any(other => other.Id != payment.Id
            && other.Status == GlasePaymentStatus.Paid && other.IsPaymentOf(order));
    }

    private async Task<string> GetRefusalReasonAsync(GlasePayment payment, Order order)
    {
        var unwanted = payment.Status == GlasePaymentStatus.Reserved
            ? ReservationReleasePolicy.GetReleaseReason(order)
            : ReservationReleasePolicy.GetClosedReason(order);
        if (payment.IsPaymentOf(order) && !(unwanted is not null && payment.Status == GlasePaymentStatus.Reserved))
            return null;

        var paid = payment.Status == GlasePaymentStatus.Paid
            ? string.Create(CultureInfo.InvariantCulture, $"{payment.PaidAmount:0.00} {payment.PaidCurrencyCode} was paid")
            : string.Create(CultureInfo.InvariantCulture, $"{payment.Amount:0.00} {payment.CurrencyCode} was reserved");
        if (payment.Decision == PaymentDecision.Refund)
            return $"{paid}, and {payment.DecidedBy} decided to refund it.";
        if (payment.IsIncomplete)
            return $"Glase reported this as paid, but not {payment.PaidDetails.DescribeMissing()}.";
        if (!payment.IsFullyPaidOrReserved)
            return string.Create(CultureInfo.InvariantCulture,
                $"{paid}, but the invoice was for {payment.Amount:0.00} {payment.CurrencyCode}.");
        if (payment.Decision == PaymentDecision.ApplyToOrder
            && PaymentDecisionPolicy.CanApplyToOrder(payment, order, await orderCurrency.GetCodeAsync(order)))
            return await GetRefundReasonAsync(payment, paid);
        if (unwanted is not null)
            return $"{paid}, but {unwanted}.";
        if (order.PaymentStatus is not (PaymentStatus.Pending or PaymentStatus.Authorized)
            && !PaymentDecisionPolicy.IsMarkedAsPaid(payment, order))
            return $"{paid}, but the order's payment is already {order.PaymentStatus}.";
        var currencyCode = await orderCurrency.GetCodeAsync(order);
        if (payment.Amount != CurrencyDecimals.Round(order.OrderTotal, payment.CurrencyCode)
            || !OrderCurrency.IsSame(payment.CurrencyCode, currencyCode))
            return string.Create(CultureInfo.InvariantCulture,
                $"{paid}, but the order total is now {order.OrderTotal:0.00} {currencyCode}.");
        return await GetRefundReasonAsync(payment, paid);
    }

    private async Task<string> GetRefundReasonAsync(GlasePayment payment, string paid)
    {
        return await refundStore.MayHaveMovedMoneyAsync(payment.Id) ? $"{paid}, but a refund of it was sent already." : null;
    }

    private async Task<ApplyOutcome> PayOrderAsync(LockedPayment locked, Order order, PlacementProgress progress)
    {
        var payment = locked.Payment;
        // Whoever places it does all of the rest. Done twice, the shopper would get e-mails and reward points twice.
        var isBeingPlaced = progress == PlacementProgress.Unknown && IsBeingPlaced(order);
        if (payment.IsPaymentOf(order))
        {
            // Who has just paid it is still to write that down. What was reserved is claimed long before it is captured.
            var isCaptured = payment.Status == GlasePaymentStatus.Paid
                && order.AuthorizationTransactionId == payment.InvoiceReference;
            if (!isCaptured && await claims.IsClaimedByAnotherAsync(payment.Id))
                return ApplyOutcome.Applied;
            if (isBeingPlaced && !isCaptured && payment.ApplyingOnUtc is null)
                return ApplyOutcome.InProgress;
        }
        else if (isBeingPlaced && payment.OrderId is null)
            return ApplyOutcome.InProgress;
        else if (!await claims.TryClaimAsync(payment.Id, order.OrderGuid,
            payment.ReservedOnUtc is null ? null : payment.PaidOnUtc))
        {
            return await claims.IsOrderClaimedByAnotherPaymentAsync(payment.Id, order.OrderGuid)
                ? await ReportAsync(locked, order, "This was paid, but the order is already paid with another payment.")
                : ApplyOutcome.InProgress;
        }
        else if (await refundStore.MayHaveMovedMoneyAsync(payment.Id))
        {
            await claims.TryReleaseAsync(payment.Id);
            return ApplyOutcome.InProgress;
        }

        // The event that an order is placed ties it to its payment. An order with a status beyond the first is past that event.
        var now = timeProvider.GetUtcNow().UtcDateTime;
        if (payment.OrderId is null && order.OrderStatus == OrderStatus.Pending)
            payment.ScheduleOrderCompletion(now);
        payment.BindToOrder(order.Id, order.OrderGuid);
        await locked.SaveAsync();

        // Read again: what is written is the whole order, and an admin may have changed it since it was looked at.
        order = await entityReader.GetOrderAsync(order.Id);
        if (await GetRefusalReasonAsync(payment, order) is { } reason)
        {
            await claims.TryReleaseAsync(payment.Id);
            return await RefuseAsync(locked, order, reason);
        }

        Applying.Value = payment.Id;
        if (payment.OrderCompletionDueOnUtc is not null)
            await completer.CompletePlacingAsync(locked, order);
        if (!payment.IsPaymentOf(order))
        {
            payment.TryBeginApplying(now);
            await locked.SaveAsync();
            await MarkOrderAsync(payment, order);
        }
        else if (progress != PlacementProgress.Announced)
            await completer.CompletePaymentAsync(locked, order, progress);

        await notes.AddOnceAsync(order.Id, payment.Status == GlasePaymentStatus.Paid
            ? string.Create(CultureInfo.InvariantCulture,
                $"Glase: {payment.PaidAmount:0.00} {payment.PaidCurrencyCode} paid, reference {payment.ErsReference}.")
            : string.Create(CultureInfo.InvariantCulture,
                $"Glase: {payment.Amount:0.00} {payment.CurrencyCode} reserved, invoice {payment.InvoiceReference}") +
                Until(payment) + ".");

        payment.RecordApplied(timeProvider.GetUtcNow().UtcDateTime);
        await receiptScheduler.ScheduleAsync(payment);
        await locked.SaveAsync();
        receiptScheduler.Enqueue(payment);
        return ApplyOutcome.Applied;
    }

    private bool IsBeingPlaced(Order order)
    {
        return order.CreatedOnUtc + GlaseDefaults.PlacementGracePeriod > timeProvider.GetUtcNow().UtcDateTime;
    }

    private static string Until(GlasePayment payment)
    {
        return payment.ReservationEndsOnUtc is { } end
            ? string.Create(CultureInfo.InvariantCulture, $", until {end:yyyy-MM-dd HH:mm} UTC")
            : "";
    }

    private async Task MarkOrderAsync(GlasePayment payment, Order order)
    {
        if (payment.Status == GlasePaymentStatus.Reserved)
        {
            order.AuthorizationTransactionId = payment.InvoiceReference;
            await orderService.UpdateOrderAsync(order);
            await orderProcessingService.MarkAsAuthorizedAsync(order);
            return;
        }

        order.CaptureTransactionId = payment.ErsReference;
        await referenceWriter.WriteAsync(order, payment.ErsReference);
        await orderService.UpdateOrderAsync(order);
        // An admin may have done so before Glase's answer came. Done twice, the shopper would get e-mails and reward points twice.
        if (order.PaymentStatus != PaymentStatus.Paid)
            await orderProcessingService.MarkOrderAsPaidAsync(order);
        else
            await notes.AddOnceAsync(order.Id, $"Glase: the order had been marked as paid. The payment {payment.ErsReference}, made with " +
                "the order's own code, now counts as its payment.");
    }

    /// <summary>
    /// Gets whether somebody further up the caller's own call chain is applying a payment to its order, and goes on with it.
    /// </summary>
    internal static bool IsApplying(GlasePayment payment) => Applying.Value == payment.Id;

    /// <summary>
    /// Writes the reference of an order's payment back onto the order, where somebody saved the order as it was before. To be called
    /// with the very order that was saved, so that saving it once more does no harm.
    /// </summary>
    /// <param name="payment">The payment of the order</param>
    /// <param name="order">The order, just after it was saved</param>
    public async Task RestoreReferenceAsync(GlasePayment payment, Order order)
    {
        order.CaptureTransactionId = payment.ErsReference;
        await referenceWriter.WriteAsync(order, payment.ErsReference);
        await orderService.UpdateOrderAsync(order);
    }

    // Recorded first: from here on nothing refunds it, whatever becomes of this process.
    private async Task<ApplyOutcome> RequestDecisionAsync(LockedPayment locked, Order order, string reason)
    {
        var payment = locked.Payment;
        payment.RequestDecision(order.Id, reason, timeProvider.GetUtcNow().UtcDateTime);
        await locked.SaveAsync();
        var question = Question(payment, reason);
        if (await notes.AddOnceAsync(order.Id, question))
            await logger.WarningAsync($"Order {order.CustomOrderNumber}: {question}");
        return ApplyOutcome.AwaitsDecision;
    }

    private static string Question(GlasePayment payment, string reason)
    {
        return $"Glase: {reason} Nothing is refunded or applied until an admin decides in the card \"Glase payment\" of this order: refund " +
            $"it, or apply it to the order. Glase reference: {payment.ErsReference ?? payment.InvoiceReference}.";
    }

    private async Task<ApplyOutcome> ReportAsync(LockedPayment locked, Order order, string reason)
    {
        var payment = locked.Payment;
        var report = Report(payment, reason);
        if (!await notes.AddOnceAsync(order.Id, report))
            return ApplyOutcome.NotApplicable;

        // Another sum than the invoice's was logged when it was learnt.
        if (payment.Status == GlasePaymentStatus.Reserved && ReservationReleasePolicy.GetReleaseReason(order) is not null
            || payment.Decision == PaymentDecision.Refund)
            await logger.InformationAsync($"Order {order.CustomOrderNumber}: {report}");
        else if (payment.IsFullyPaidOrReserved)
            await logger.ErrorAsync($"Order {order.CustomOrderNumber}: {report}");
        payment.RecordError(reason);
        await locked.SaveAsync();
        return ApplyOutcome.NotApplicable;
    }

    private static string Report(GlasePayment payment, string reason)
    {
        return $"Glase: {reason} The order was not marked as paid with it. Glase reference: " +
            $"{payment.ErsReference ?? payment.InvoiceReference}.";
    }
}
