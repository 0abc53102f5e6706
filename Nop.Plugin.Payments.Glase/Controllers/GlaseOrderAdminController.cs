using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Security;
using Nop.Web.Framework;
using Nop.Web.Framework.Mvc.Filters;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// What admins do with an order that waits for its payment, whether it has had a code yet or not.
/// </summary>
public class GlaseOrderAdminController(OrderLinkSender orderLinkSender, PaymentActionNotifier notifier) : BaseGlaseAdminController
{
    /// <summary>
    /// Mails the customer the payment link of an order.
    /// </summary>
    [HttpPost]
    [CheckPermission(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE)]
    public async Task<IActionResult> SendPaymentLink(int id)
    {
        var mail = await orderLinkSender.SendAsync(id);
        if (mail.Outcome == PaymentLinkMailOutcome.Queued)
            await notifier.SuccessAsync("PaymentLinkSent", mail.Email);
        else
            await notifier.WarningAsync(ReasonName(mail.Outcome), GlaseDefaults.PaymentLinkTemplate);
        return RedirectToAction("Edit", "Order", new { id, area = AreaNames.ADMIN });
    }

    private static string ReasonName(PaymentLinkMailOutcome outcome)
    {
        return outcome switch
        {
            PaymentLinkMailOutcome.NoTemplate => "PaymentLinkNoTemplate",
            PaymentLinkMailOutcome.NoEmailAccount => "PaymentLinkNoEmailAccount",
            PaymentLinkMailOutcome.NoAddress => "PaymentLinkNoAddress",
            _ => "PaymentLinkNoLink"
        };
    }
}
