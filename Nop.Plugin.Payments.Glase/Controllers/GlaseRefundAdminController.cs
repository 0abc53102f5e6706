using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// An admin's actions on the refunds of a payment: recording an unknown outcome, refunding an overpayment, and updating the order.
/// </summary>
public class GlaseRefundAdminController(PaymentStore paymentStore, PaymentActionNotifier notifier, IWorkContext workContext,
    OrderRefundService orderRefundService, OrderRefundSync orderRefundSync, ExternalRefundResolution externalRefundResolution,
    ManualRefundResolution refundResolution)
    : BaseGlasePaymentAdminController(paymentStore, notifier)
{
    /// <summary>
    /// Updates the order to what Glase refunded.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> SyncRefunds(int id, bool onOwnPage)
    {
        return RunAsync(id, onOwnPage, async payment =>
        {
            var synced = await orderRefundSync.SyncAsync(payment.Id);
            if (synced > 0)
                await Notifier.SuccessAsync("RefundsSynced", synced, payment.EffectiveCurrencyCode);
            else
                await Notifier.WarningAsync("RefundsNotSynced");
        });
    }

    /// <summary>
    /// Refunds what was paid beyond what the order's own buttons refund.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> RefundOverpayment(int id, bool onOwnPage, IFormCollection form)
    {
        return RunAsync(id, onOwnPage, async _ =>
        {
            if (!TryRead(form[$"glase-amount-{id}"], out var amount) || !TryRead(form[$"glase-refunded-{id}"], out var refunded))
            {
                await Notifier.WarningAsync("InvalidAmount");
                return;
            }

            var refund = await orderRefundService.RefundOverpaymentAsync(id, amount, refunded);
            if (refund.Status == GlaseRefundStatus.Succeeded)
                await Notifier.SuccessAsync("Refunded", refund.Reference);
            else
                Notifier.Error(refund.Error);
        });
    }

    /// <summary>
    /// Marks a payment that Glase refuses to refund as refunded: the admin refunded it outside Glase.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> MarkRefundedOutsideGlase(int id, bool onOwnPage, IFormCollection form)
    {
        return RunAsync(id, onOwnPage, async _ =>
        {
            if (!form.ContainsKey($"glase-refunded-outside-{id}"))
                await Notifier.WarningAsync("RefundPayerFirst");
            else if (await externalRefundResolution.MarkRefundedOutsideGlaseAsync(id, await workContext.GetCurrentEmailAsync()))
                await Notifier.SuccessAsync("OutcomeRecorded");
            else
                await Notifier.WarningAsync("NotMarkedRefunded");
        });
    }

    /// <summary>
    /// Records that a refund with an unknown outcome was made.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> MarkSucceeded(int id, int refundId, bool onOwnPage, IFormCollection form)
    {
        return RunAsync(id, onOwnPage, _ => RecordOutcomeAsync(refundId, form,
            email => refundResolution.MarkSucceededAsync(refundId, form[$"glase-reference-{refundId}"], email)));
    }

    /// <summary>
    /// Records that a refund with an unknown outcome was not made.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> MarkNotMade(int id, int refundId, bool onOwnPage, IFormCollection form)
    {
        return RunAsync(id, onOwnPage, _ => RecordOutcomeAsync(refundId, form,
            email => refundResolution.MarkNotMadeAsync(refundId, email)));
    }

    /// <summary>
    /// Records that a refund with an unknown outcome is the one that a period's report lists.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public Task<IActionResult> AcceptProposal(int id, int refundId, string reference, bool onOwnPage)
    {
        return RunAsync(id, onOwnPage, async _ => await NotifyAsync(
            await refundResolution.AcceptProposalAsync(refundId, reference, await workContext.GetCurrentEmailAsync())));
    }

    private async Task RecordOutcomeAsync(int refundId, IFormCollection form,
        Func<string, Task<RefundResolutionResult>> recordAsync)
    {
        // A wrong outcome refunds twice, or leaves a refund that the payer never got.
        if (form.ContainsKey($"glase-checked-{refundId}"))
            await NotifyAsync(await recordAsync(await workContext.GetCurrentEmailAsync()));
        else
            await Notifier.WarningAsync("CheckPortalFirst");
    }

    private Task NotifyAsync(RefundResolutionResult result)
    {
        return result switch
        {
            RefundResolutionResult.Recorded => Notifier.SuccessAsync("OutcomeRecorded"),
            RefundResolutionResult.UnusableReference => Notifier.WarningAsync("InvalidReference"),
            RefundResolutionResult.TooEarly => Notifier.WarningAsync("OutcomeTooEarly"),
            _ => Notifier.WarningAsync("OutcomeAlreadyKnown")
        };
    }

    // With a point or a comma before the decimals, whatever language the admin reads; thousands are not grouped.
    private static bool TryRead(string text, out decimal amount)
    {
        return decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
    }
}
