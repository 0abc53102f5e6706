using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Records and reports that a payment cannot be applied to its order.
/// </summary>
public class RefusalReporter(PaymentEligibility eligibility, OrderNotes notes, ILogger logger, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the outcome of a refusal that is recorded and noted already; null when it is not. Changes nothing.
    /// </summary>
    public async Task<ApplyOutcome?> GetReportedOutcomeAsync(GlasePayment payment, Order order, string reason)
    {
        if (await eligibility.RequiresAdminAsync(payment, order))
            return payment.AwaitsDecision && await notes.HasAsync(order.Id, Question(payment, reason))
                ? ApplyOutcome.AwaitsDecision
                : null;
        // What is to be decided was reported when the decision was requested.
        if (payment.AwaitsDecision)
            return ApplyOutcome.NotApplicable;
        return await notes.HasAsync(order.Id, Report(payment, reason)) ? ApplyOutcome.NotApplicable : null;
    }

    /// <summary>
    /// Requests an admin's decision where one is required, and reports the refusal otherwise.
    /// </summary>
    /// <param name="locked">The payment</param>
    /// <param name="order">Its order</param>
    /// <param name="reason">Why the payment cannot be applied to the order, as a sentence</param>
    public async Task<ApplyOutcome> RefuseAsync(LockedPayment locked, Order order, string reason)
    {
        return await eligibility.RequiresAdminAsync(locked.Payment, order)
            ? await RequestDecisionAsync(locked, order, reason)
            : await ReportAsync(locked, order, reason);
    }

    /// <summary>
    /// Notes on an order, and logs, that it was not marked as paid with a payment, once per reason.
    /// </summary>
    public async Task<ApplyOutcome> ReportAsync(LockedPayment locked, Order order, string reason)
    {
        var payment = locked.Payment;
        var report = Report(payment, reason);
        if (!await notes.AddOnceAsync(order.Id, report))
            return ApplyOutcome.NotApplicable;

        // An amount other than the invoice's was logged when the status was recorded.
        if (payment.Status == GlasePaymentStatus.Reserved && ReservationReleasePolicy.GetReleaseReason(order) is not null
            || payment.Decision == PaymentDecision.Refund)
            await logger.LogInformationAsync($"Order {order.CustomOrderNumber}: {report}");
        else if (payment.IsFullyPaidOrReserved)
            await logger.LogErrorAsync($"Order {order.CustomOrderNumber}: {report}");
        payment.RecordError(reason);
        await locked.SaveAsync();
        return ApplyOutcome.NotApplicable;
    }

    // Recorded first: from then on nothing refunds it, even if this process ends.
    private async Task<ApplyOutcome> RequestDecisionAsync(LockedPayment locked, Order order, string reason)
    {
        var payment = locked.Payment;
        payment.RequestDecision(order.Id, reason, timeProvider.GetUtcNow().UtcDateTime);
        await locked.SaveAsync();
        var question = Question(payment, reason);
        if (await notes.AddOnceAsync(order.Id, question))
            await logger.LogWarningAsync($"Order {order.CustomOrderNumber}: {question}");
        return ApplyOutcome.AwaitsDecision;
    }

    private static string Question(GlasePayment payment, string reason)
    {
        return $"Glase: {reason} Nothing is refunded or applied until an admin decides in the card \"Glase payment\" of this order: refund " +
            $"it, or apply it to the order. Glase reference: {payment.ErsReference ?? payment.InvoiceReference}.";
    }

    private static string Report(GlasePayment payment, string reason)
    {
        return $"Glase: {reason} The order was not marked as paid with it. Glase reference: " +
            $"{payment.ErsReference ?? payment.InvoiceReference}.";
    }
}
