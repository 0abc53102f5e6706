using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// An admin's decisions on payments and reservations that the shop does not resolve automatically.
/// </summary>
public class GlasePaymentResolutionAdminController(PaymentStore paymentStore, PaymentActionNotifier notifier,
    IWorkContext workContext, LostReservationResolution lostReservationResolution, OrderVoidService orderVoidService,
    ManualPaymentResolution paymentResolution) : BaseGlasePaymentAdminController(paymentStore, notifier)
{
    /// <summary>
    /// Decides that a payment is refunded in full, and refunds it.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> RefundPayment(int id, bool onOwnPage)
    {
        return FinishAsync(id, onOwnPage, paymentResolution.RefundAsync);
    }

    /// <summary>
    /// Decides that the order of a payment's cart is placed, and places it.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> PlaceOrder(int id, bool onOwnPage)
    {
        return FinishAsync(id, onOwnPage, paymentResolution.PlaceOrderAsync);
    }

    /// <summary>
    /// Decides that a payment whose order was marked as paid is that order's payment.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> ApplyPayment(int id, bool onOwnPage)
    {
        return RunAsync(id, onOwnPage, async _ =>
        {
            if (await paymentResolution.ApplyToOrderAsync(id, await workContext.GetCurrentEmailAsync()))
                await Notifier.SuccessAsync("Applied");
            else
                await Notifier.WarningAsync("DecisionTooLate");
        });
    }

    /// <summary>
    /// Releases the reservation of an order that nopCommerce does not offer to void, because its total is zero.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> ReleaseReservation(int id, bool onOwnPage)
    {
        return RunAsync(id, onOwnPage, async _ =>
        {
            var errors = await orderVoidService.ReleaseAsync(id);
            if (errors.Count == 0)
                await Notifier.SuccessWithStatusAsync("InvoiceClosed", await PaymentStore.GetByIdAsync(id));
            foreach (var error in errors)
                Notifier.Error(error);
        });
    }

    /// <summary>
    /// Closes a reservation that Glase does not know: the admin made sure that the payer's money is reserved nowhere else.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> CloseReservation(int id, bool onOwnPage, IFormCollection form)
    {
        return RunAsync(id, onOwnPage, async _ =>
        {
            if (!form.ContainsKey($"glase-checked-reservation-{id}"))
            {
                await Notifier.WarningAsync("CheckPortalFirst");
                return;
            }

            var payment = await lostReservationResolution.EndAsync(id, await workContext.GetCurrentEmailAsync());
            if (payment.IsClosed)
                await Notifier.SuccessAsync("ReservationClosed");
            else
                await Notifier.WarningWithStatusAsync("ReservationNotClosed", payment);
        });
    }

    private Task<IActionResult> FinishAsync(int id, bool onOwnPage, Func<int, string, Task<bool>> decideAsync)
    {
        return RunAsync(id, onOwnPage, async _ =>
        {
            if (!await decideAsync(id, await workContext.GetCurrentEmailAsync()))
            {
                await Notifier.WarningAsync("DecisionTooLate");
                return;
            }

            var payment = await PaymentStore.GetByIdAsync(id);
            if (!payment.IsUnapplied)
                await Notifier.SuccessWithStatusAsync("Completed", payment);
            else
                await Notifier.WarningAsync("NotCompleted", payment.LastError);
        });
    }
}
