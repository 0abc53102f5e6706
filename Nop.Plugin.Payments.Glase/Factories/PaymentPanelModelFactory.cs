using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares payments for admins, from what is recorded here: Glase is not asked.
/// </summary>
public class PaymentPanelModelFactory(RefundStore refundStore, IOrderService orderService, PaymentDetailsFactory details,
    PaymentActionsFactory actions, RefundPanelModelFactory refundFactory, PaymentTasksFactory tasks, PaymentTimeline timeline,
    OtherPaymentsFactory others)
{
    /// <summary>
    /// Prepares one payment.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="onOwnPage">Whether it is shown on a page of its own</param>
    public async Task<PaymentPanelModel> PrepareAsync(GlasePayment payment, bool onOwnPage)
    {
        var refunds = await refundStore.GetByPaymentIdAsync(payment.Id);
        var order = payment.OrderId is { } orderId ? await orderService.GetOrderByIdAsync(orderId) : null;
        var model = await details.PrepareAsync(payment, refunds, order);
        model.OnOwnPage = onOwnPage;
        await actions.AddAsync(model, payment, refunds, order);
        foreach (var refund in refunds)
            model.Refunds.Add(await refundFactory.PrepareAsync(refund, payment));
        await tasks.AddAsync(model, payment, order);
        await timeline.AddAsync(model, payment, refunds);
        await others.AddAsync(model, payment);
        return model;
    }

    internal static string ColorOf(GlasePayment payment)
    {
        return payment.Status switch
        {
            GlasePaymentStatus.Paid or GlasePaymentStatus.Reserved => payment.IsApplied ? "green" : "yellow",
            GlasePaymentStatus.Failed => "red",
            _ => payment.IsClosed ? "" : "blue"
        };
    }
}
