using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// One payment for admins, and the buttons that do immediately what the scheduled task does.
/// </summary>
public class GlasePaymentAdminController(PaymentStore paymentStore, PaymentActionNotifier notifier,
    PaymentPanelModelFactory panelFactory, PaymentProgress progress, UnappliedPaymentRecovery unappliedPaymentRecovery)
    : BaseGlasePaymentAdminController(paymentStore, notifier)
{
    /// <summary>
    /// Shows one payment, also one without an order.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Payment(int id)
    {
        return await PaymentStore.GetByIdAsync(id) is { } payment
            ? PluginView("PaymentDetails", await panelFactory.PrepareAsync(payment, onOwnPage: true))
            : RedirectToOrders();
    }

    /// <summary>
    /// Polls the payment's status, and applies the payment to its order if it is paid or reserved.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> RefreshStatus(int id, bool onOwnPage)
    {
        return RunAsync(id, onOwnPage, async payment =>
        {
            var result = await progress.AdvanceOrThrowAsync(payment);
            await Notifier.SuccessWithStatusAsync("StatusReceived", result.Payment);
        });
    }

    /// <summary>
    /// Cancels an open invoice. One that turns out to be paid or reserved is applied to its order instead.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> CancelInvoice(int id, bool onOwnPage)
    {
        return RunAsync(id, onOwnPage, async payment =>
        {
            var cancelled = (await progress.CancelOrThrowAsync(payment)).Payment;
            if (cancelled.IsClosed)
                await Notifier.SuccessWithStatusAsync("InvoiceClosed", cancelled);
            else
                await Notifier.WarningWithStatusAsync("InvoiceNotCancelled", cancelled);
        });
    }

    /// <summary>
    /// Places the order of a paid payment or, when that cannot be done, refunds the payment; also after Glase refused the refund.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> CompleteOrRefund(int id, bool onOwnPage)
    {
        return RunAsync(id, onOwnPage, async payment =>
        {
            var completed = await unappliedPaymentRecovery.FinishNowAsync(payment.Id);
            if (!completed.IsUnapplied)
                await Notifier.SuccessWithStatusAsync("Completed", completed);
            else
                await Notifier.WarningAsync("NotCompleted", completed.LastError);
        });
    }
}
