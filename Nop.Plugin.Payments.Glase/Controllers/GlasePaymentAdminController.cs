using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Nop.Services.Security;
using Nop.Web.Framework;
using Nop.Web.Framework.Controllers;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// What admins see of a payment and do about it. Every button leads back to the page it stands on.
/// </summary>
[AuthorizeAdmin]
[Area(AreaNames.ADMIN)]
[AutoValidateAntiforgeryToken]
public class GlasePaymentAdminController(AdminTexts texts, PaymentStore paymentStore, ILocalizationService localizationService,
    INotificationService notificationService, IWorkContext workContext,
    LostReservationResolution lostReservationResolution, OrderRefundService orderRefundService,
    OrderVoidService orderVoidService, ManualPaymentResolution paymentResolution, PaymentPanelModelFactory panelFactory,
    PaymentProgress progress, ExternalRefundResolution externalRefundResolution,
    ManualRefundResolution refundResolution, UnappliedPaymentRecovery unappliedPaymentRecovery) : BasePaymentController
{
    /// <summary>
    /// Shows one payment, also one without an order.
    /// </summary>
    [HttpGet]
    [CheckPermission(StandardPermission.Orders.ORDERS_VIEW)]
    public async Task<IActionResult> Payment(int id)
    {
        return await FindAsync(id) is { } payment
            ? View($"{GlaseDefaults.ViewsPath}/PaymentDetails.cshtml", await panelFactory.PrepareAsync(payment, onOwnPage: true))
            : ToOrders();
    }

    /// <summary>
    /// Asks Glase what became of the payment, and pays its order with it if it is paid.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Ask(int id, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            var result = await progress.AdvanceOrThrowAsync(payment);
            await SaySoAsync("Asked", result.Payment);
        });
    }

    /// <summary>
    /// Takes an open invoice back.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Cancel(int id, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            var ended = (await progress.CancelOrThrowAsync(payment)).Payment;
            if (ended.IsClosed)
                await SaySoAsync("Cancelled", ended);
            else
                await WarnAsync("NotCancelled", await texts.StateAsync(ended));
        });
    }

    /// <summary>
    /// Places the order of a paid payment or, when that cannot be, refunds the money; also after Glase refused that.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Finish(int id, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            var finished = await unappliedPaymentRecovery.FinishNowAsync(payment.Id);
            if (!finished.IsUnapplied)
                await SaySoAsync("Finished", finished);
            else
                await WarnAsync("NotFinished", finished.LastError);
        });
    }

    /// <summary>
    /// Books on the order what Glase refunded and the order does not show.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Book(int id, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            var booked = await orderRefundSync.SyncAsync(payment.Id);
            if (booked > 0)
                notificationService.SuccessNotification(await TextAsync("Booked", booked, payment.EffectiveCurrencyCode));
            else
                await WarnAsync("NotBooked");
        });
    }

    /// <summary>
    /// Ends a payment that Glase refuses to refund: the admin refunded the money in another way.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Close(int id, bool onOwnPage, IFormCollection form)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            if (!form.ContainsKey($"glase-given-back-{id}"))
                await WarnAsync("GiveBackFirst");
            else if (await externalRefundResolution.MarkRefundedOutsideGlaseAsync(id, await AdminAsync()))
                notificationService.SuccessNotification(await TextAsync("DecisionMade"));
            else
                await WarnAsync("NotClosed");
        });
    }

    /// <summary>
    /// Ends a reservation that Glase does not know: the admin made sure that the payer's money is held nowhere else.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> End(int id, bool onOwnPage, IFormCollection form)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            if (!form.ContainsKey($"glase-looked-for-{id}"))
            {
                await WarnAsync("LookFirst");
                return;
            }

            var now = await lostReservationResolution.EndAsync(id, await AdminAsync());
            if (now.IsClosed)
                notificationService.SuccessNotification(await TextAsync("Lost"));
            else
                await WarnAsync("NotLost", await texts.StateAsync(now));
        });
    }

    /// <summary>
    /// Decides that a payment whose order was paid in another way is refunded in full, and refunds it.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> RefundPayment(int id, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            if (!await paymentResolution.RefundAsync(id, await AdminAsync()))
            {
                await WarnAsync("QuestionTooLate");
                return;
            }

            var now = await paymentStore.GetByIdAsync(id);
            if (!now.IsUnapplied)
                await SaySoAsync("Finished", now);
            else
                await WarnAsync("NotFinished", now.LastError);
        });
    }

    /// <summary>
    /// Decides that a payment whose order was marked as paid is that order's payment.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> KeepPayment(int id, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            if (await paymentResolution.ApplyToOrderAsync(id, await AdminAsync()))
                notificationService.SuccessNotification(await TextAsync("Kept"));
            else
                await WarnAsync("QuestionTooLate");
        });
    }

    /// <summary>
    /// Refunds what is left of a payment beyond what the order's own buttons refund.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> RefundMore(int id, bool onOwnPage, IFormCollection form)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            if (!TryRead(form[$"glase-amount-{id}"], out var amount) || !TryRead(form[$"glase-refunded-{id}"], out var refunded))
            {
                await WarnAsync("EnterAmount");
                return;
            }

            var refund = await orderRefundService.RefundOverpaymentAsync(id, amount, refunded);
            if (refund.Status == GlaseRefundStatus.Succeeded)
                notificationService.SuccessNotification(await TextAsync("RefundedMore", refund.Reference));
            else
                notificationService.ErrorNotification(refund.Error);
        });
    }

    /// <summary>
    /// Releases what Glase holds for an order that nopCommerce does not offer to void, because it comes to nothing.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Release(int id, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
        {
            var errors = await orderVoidService.ReleaseAsync(id);
            if (errors.Count == 0)
                await SaySoAsync("Cancelled", await paymentStore.GetByIdAsync(id));
            foreach (var error in errors)
                notificationService.ErrorNotification(error);
        });
    }

    /// <summary>
    /// Decides that a refund with an unknown outcome was made.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Made(int id, int refundId, bool onOwnPage, IFormCollection form)
    {
        return DoAsync(id, onOwnPage, payment => DecideAsync(refundId, form,
            email => refundResolution.MarkSucceededAsync(refundId, form[$"glase-reference-{refundId}"], email)));
    }

    /// <summary>
    /// Decides that a refund with an unknown outcome was not made.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> NotMade(int id, int refundId, bool onOwnPage, IFormCollection form)
    {
        return DoAsync(id, onOwnPage, payment => DecideAsync(refundId, form, email => refundResolution.MarkNotMadeAsync(refundId, email)));
    }

    /// <summary>
    /// Confirms that a refund with an unknown outcome is the one that a period's report lists.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> Confirm(int id, int refundId, string reference, bool onOwnPage)
    {
        return DoAsync(id, onOwnPage, async payment =>
            await SayDecidedAsync(await refundResolution.AcceptProposalAsync(refundId, reference, await AdminAsync())));
    }

    private async Task DecideAsync(int refundId, IFormCollection form, Func<string, Task<RefundResolutionResult>> decide)
    {
        // Whoever decides without having looked gives money away, or keeps somebody else's.
        if (!form.ContainsKey($"glase-looked-{refundId}"))
        {
            await WarnAsync("LookFirst");
            return;
        }

        await SayDecidedAsync(await decide(await AdminAsync()));
    }

    private async Task SayDecidedAsync(RefundResolutionResult decision)
    {
        switch (decision)
        {
            case RefundResolutionResult.Recorded:
                notificationService.SuccessNotification(await TextAsync("DecisionMade"));
                break;
            case RefundResolutionResult.UnusableReference:
                await WarnAsync("DecisionWithoutReference");
                break;
            case RefundResolutionResult.TooEarly:
                await WarnAsync("DecisionTooEarly");
                break;
            default:
                await WarnAsync("DecisionTooLate");
                break;
        }
    }

    // With a point or a comma before the decimals, whatever language the admin reads; thousands are not grouped.
    private static bool TryRead(string text, out decimal amount)
    {
        return decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
    }

    private async Task<string> AdminAsync()
    {
        return (await workContext.GetCurrentCustomerAsync()).Email;
    }

    private async Task<IActionResult> DoAsync(int id, bool onOwnPage, Func<GlasePayment, Task> act)
    {
        if (await FindAsync(id) is not { } payment)
            return ToOrders();

        try
        {
            await act(payment);
        }
        catch (GlaseApiException exception)
        {
            notificationService.ErrorNotification(exception.Message);
        }
        catch (TimeoutException)
        {
            await WarnAsync("Busy");
        }

        return onOwnPage || payment.OrderId is not { } orderId
            ? RedirectToRoute(GlaseDefaults.Routes.AdminPayment, new { id })
            : RedirectToAction("Edit", "Order", new { id = orderId, area = AreaNames.ADMIN });
    }

    // Vendors see orders, but nothing of the money.
    private async Task<GlasePayment> FindAsync(int id)
    {
        return await workContext.GetCurrentVendorAsync() is null ? await paymentStore.GetByIdAsync(id) : null;
    }

    private RedirectToActionResult ToOrders()
    {
        return RedirectToAction("List", "Order", new { area = AreaNames.ADMIN });
    }

    private async Task SaySoAsync(string name, GlasePayment payment)
    {
        notificationService.SuccessNotification(await TextAsync(name, await texts.StateAsync(payment)));
    }

    private async Task WarnAsync(string name, params object[] values)
    {
        notificationService.WarningNotification(await TextAsync(name, values));
    }

    private async Task<string> TextAsync(string name, params object[] values)
    {
        var text = await localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Panel.Done.{name}");
        return string.Format(CultureInfo.CurrentCulture, text, values);
    }
}
