using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Web.Framework.Controllers;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// What the controllers of a payment's pages share.
/// </summary>
[OutOfDatePage]
public abstract class PaymentPageController : BasePaymentController
{
    /// <summary>
    /// Gets whether only the status of a page is asked for, as scanners of mail and previews of links do: nothing is changed for that,
    /// and Glase is not asked. Without an answer, nopCommerce would write the address with its token into the log.
    /// </summary>
    protected bool IsHead => HttpMethods.IsHead(Request.Method);

    /// <summary>
    /// Leads a browser to the payment's page that opens an address that is only posted to, in another tab or after a restart.
    /// </summary>
    /// <param name="token">The payment's token, which need not exist</param>
    protected RedirectToRouteResult ToPage(string token)
    {
        return RedirectToRoute(GlaseDefaults.Routes.Pay, new { token });
    }

    /// <summary>
    /// Shows the state of a payment to somebody who is not its shopper: no amount, no code, nothing about the person.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="isLeftToShop">Whether the shop does the rest</param>
    protected ViewResult Neutral(GlasePayment payment, bool isLeftToShop = false)
    {
        var model = new PaymentModel
        {
            State = PaymentModelFactory.StateOf(payment),
            AwaitsDecision = payment.AwaitsDecision,
            IsLeftToShop = isLeftToShop || payment.IsApplied || payment.Status == GlasePaymentStatus.Refunded,
            StatusUrl = Url.RouteUrl(GlaseDefaults.Routes.Status, new { token = payment.Token }),
            EventsUrl = Url.RouteUrl(GlaseDefaults.Routes.Events, new { token = payment.Token })
        };
        return View($"{GlaseDefaults.ViewsPath}/Return.cshtml", model);
    }
}
