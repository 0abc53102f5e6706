using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Applies a paid or reserved payment to its order exactly once, regardless of the number of concurrent callers.
/// </summary>
/// <remarks>
/// Marking an order as paid sends emails with links, for which nopCommerce needs a web request: call it from within one.
/// </remarks>
public class PaymentApplier(PaymentStore paymentStore, LockedPayments lockedPayments, PaymentEligibility eligibility,
    RefusalReporter refusalReporter, OrderPaymentExecutor executor, TimeProvider timeProvider)
{
    /// <summary>
    /// Pays the order of a payment, if there is one, and records that it is applied. Applying again changes nothing, and where
    /// there is nothing to apply nothing is written, so that public requests may call it.
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

        // Who holds the lock waits for nobody.
        return (lockedPayments.IsHeldByCaller(payment.Id) ? null : await GetOutcomeWithoutLockAsync(payment.Id))
            ?? await lockedPayments.RunAsync(payment.Id, locked => ApplyAsync(locked, progress), timeout);
    }

    /// <summary>
    /// Applies a payment like <see cref="ApplyAsync(GlasePayment, TimeSpan, PlacementProgress)"/>, for a caller that places no order: of a
    /// payment that has no order it is all the same whether one can still be placed.
    /// </summary>
    /// <param name="payment">The payment, as it was just recorded</param>
    /// <param name="timeout">How long to wait for others who work on the payment</param>
    /// <exception cref="LockTimeoutException">They took longer than <paramref name="timeout"/></exception>
    public async Task<ApplyOutcome> ApplyToExistingOrderAsync(GlasePayment payment, TimeSpan timeout)
    {
        if (GetKnownOutcome(payment) is { } outcome)
            return outcome;
        return payment.OrderId is null && (IsNew(payment) || await eligibility.FindOrderAsync(payment) is null)
            ? ApplyOutcome.AwaitsOrder
            : await ApplyAsync(payment, timeout);
    }

    // The request that places its order now finishes it: no other request may before that.
    private bool IsNew(GlasePayment payment)
    {
        return (payment.PaidOnUtc ?? payment.ReservedOnUtc) + GlaseDefaults.LockedWorkGracePeriod > timeProvider.GetUtcNow().UtcDateTime;
    }

    // Null when there is something to do.
    private async Task<ApplyOutcome?> GetOutcomeWithoutLockAsync(int paymentId)
    {
        var payment = await paymentStore.GetByIdAsync(paymentId);
        if (GetKnownOutcome(payment) is { } outcome)
            return outcome;

        var order = await eligibility.FindOrderAsync(payment);
        if (order is null)
            return await eligibility.CanPayNewOrderAsync(payment) ? ApplyOutcome.AwaitsOrder : ApplyOutcome.NotApplicable;
        return await eligibility.GetRefusalReasonAsync(payment, order) is { } reason
            ? await refusalReporter.GetReportedOutcomeAsync(payment, order, reason)
            : null;
    }

    private async Task<ApplyOutcome> ApplyAsync(LockedPayment locked, PlacementProgress progress)
    {
        var payment = locked.Payment;
        if (GetKnownOutcome(payment) is { } outcome)
            return outcome;

        var order = await eligibility.FindOrderAsync(payment);
        if (order is null)
            return await eligibility.CanPayNewOrderAsync(payment) ? ApplyOutcome.AwaitsOrder : ApplyOutcome.NotApplicable;
        return await eligibility.GetRefusalReasonAsync(payment, order) is { } reason
            ? await refusalReporter.GetReportedOutcomeAsync(payment, order, reason) ?? await refusalReporter.RefuseAsync(locked, order, reason)
            : await executor.PayAsync(locked, order, progress);
    }

    private ApplyOutcome? GetKnownOutcome(GlasePayment payment)
    {
        if (payment.Status == GlasePaymentStatus.Refunded)
            return ApplyOutcome.Refunded;
        if (!payment.IsPaidOrReserved)
            return ApplyOutcome.NotPaid;
        if (payment.IsApplied)
            return ApplyOutcome.Applied;
        return payment.IsIncomplete && !payment.AwaitsDecision && !payment.IsOverdue(timeProvider.GetUtcNow().UtcDateTime)
            ? ApplyOutcome.InProgress
            : null;
    }
}
