using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Reporting;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Says what an admin has to do about a payment.
/// </summary>
public class PaymentTasksFactory(AdminTexts texts, ReportingAccountProvider accounts, TimeProvider timeProvider)
{
    /// <summary>
    /// Adds the tasks to a payment's panel, whose actions and refunds are filled in.
    /// </summary>
    /// <param name="model">The panel</param>
    /// <param name="payment">The payment</param>
    /// <param name="order">Its order; null when it has none</param>
    public async Task AddAsync(PaymentPanelModel model, GlasePayment payment, Order order)
    {
        if (model.Refunds.Any(refund => refund.Instruction is not null))
            await AddDecisionAsync(model, payment);
        else if (model.CanMarkRefundedOutsideGlase)
            model.Tasks.Add(await texts.PanelAsync(payment.IsIncomplete ? "Task.Incomplete"
                : model.Refunds.Count > 0 ? "Task.RefundRefused" : "Task.CompleteLate"));
        else if (model.AwaitsDecision)
            model.Tasks.Add(await texts.PanelAsync("Task.PaymentDecision"));
        else if (model.CanCompleteOrRefund)
            model.Tasks.Add(await texts.PanelAsync("Task.Unapplied"));
        if (payment.Status == GlasePaymentStatus.Reserved && order is not null && ReservationReleasePolicy.GetReleaseReason(order) is not null)
            model.Tasks.Add(await texts.PanelAsync("Task.ReservationNotReleased"));
        else if (payment.IsExpiring(timeProvider.GetUtcNow().UtcDateTime))
            model.Tasks.Add(await texts.PanelAsync("Task.ReservationExpiring", model.ReservedUntil));
        if (model.UnsyncedRefund is { } missing)
            model.Tasks.Add(await texts.PanelAsync("Task.UnsyncedRefund", missing));
    }

    private async Task AddDecisionAsync(PaymentPanelModel model, GlasePayment payment)
    {
        model.Tasks.Add(await texts.PanelAsync("Task.UnknownRefund"));
        model.CanLoadReports = await accounts.GetByStoreAsync(payment.StoreId) is { IsComplete: true };
    }
}
