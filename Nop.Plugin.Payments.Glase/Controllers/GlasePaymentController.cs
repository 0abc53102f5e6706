using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Web.Framework.Controllers;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The pages of a payment. Knowing its token shows its state, and completes what is paid; only the shopper's own browser is shown
/// more.
/// </summary>
[AutoValidateAntiforgeryToken]
[RateLimitPerPayment]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlasePaymentController(PaymentStepModelFactory stepFactory, CompletedModelFactory completedModelFactory,
    IAntiforgery antiforgery, PaymentStore paymentStore, LockedPayments lockedPayments, ILocalizationService localizationService,
    PaymentWatchRegistry watches, OrderPaymentService orderPaymentService, OrderPlacer orderPlacer,
    PaymentModelFactory modelFactory, PaymentApplier applier, ShopperSession session) : BasePaymentController
{
    // Somebody is at it now, or the next attempt is a minute away or more.
    private const int SecondsWhileLocked = 3;
    private const int SecondsBetweenAttempts = 10;

    /// <summary>
    /// Shows the code and the state of a payment; works without script by reloading itself.
    /// </summary>
    [HttpGet]
    public async Task<IActionResult> Pay(string token, CancellationToken cancellationToken)
    {
        var payment = await paymentStore.GetByTokenAsync(token);
        if (payment is null)
            return NotFound();
        if (!await session.OwnsPaymentAsync(payment))
            return Neutral(payment);

        // A newer code took this one's place: that is the one to show.
        if (payment.IsClosed && payment.OrderId is { } orderId
            && await paymentStore.GetOpenAsync(CheckoutKeys.ForOrder(orderId)) is { } newer)
            return RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = newer.Token });

        if (payment.CanChangeAtGlase)
            payment = (await watches.GetStateAsync(payment, cancellationToken)).Payment;
        if (payment.IsApplied)
            return await CompletedAsync(payment);
        return payment.IsFullyPaidOrReserved && payment.LastError is null && await lockedPayments.IsLockedAsync(payment.Id)
            ? await CompletingViewAsync(payment, SecondsWhileLocked)
            : await PayViewAsync(payment);
    }

    /// <summary>
    /// Turns a paid payment into an order, or pays its order. The shopper's own browser is led to the order-completed page, any
    /// other is told how the payment stands.
    /// </summary>
    /// <remarks>
    /// Whoever knows the token may do so: it orders what the payer has paid for, as the notification and the scheduled task do.
    /// The antiforgery token is not asked for, because a login, a logout or a lost cookie makes it invalid, and the payer has paid
    /// all the same.
    /// </remarks>
    [HttpPost]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> Complete(string token, CancellationToken cancellationToken)
    {
        var payment = await paymentStore.GetByTokenAsync(token);
        if (payment is null)
            return NotFound();
        if (payment.CanChangeAtGlase)
            payment = (await watches.PollNowAsync(payment, cancellationToken)).Payment;
        if (await session.OwnsPaymentAsync(payment))
            return await FinishAsync(payment);

        if (payment.IsPaidOrReserved)
            (_, payment) = await PlaceAsync(payment);
        return Neutral(payment, isLeftToShop: true);
    }

    /// <summary>
    /// Answers with a new code in place of one that is over: as a fragment for scripts, else by the payment's page.
    /// </summary>
    /// <remarks>
    /// Without a valid antiforgery token another site may have asked: then the payment's own page comes up, which has one.
    /// </remarks>
    [HttpPost]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> Renew(string token, bool onOwnPage = false)
    {
        var payment = await paymentStore.GetByTokenAsync(token);
        if (payment is null)
            return NotFound();
        if (!await session.OwnsPaymentAsync(payment))
            return Neutral(payment);

        var isScript = Request.Headers.XRequestedWith == "XMLHttpRequest";
        if (!await antiforgery.IsRequestValidAsync(HttpContext))
            return isScript ? OutOfDate() : RedirectToRoute(GlaseDefaults.Routes.Pay, new { token });

        var model = payment.OrderId is { } orderId
            ? await PrepareForOrderAsync(orderId)
            : await stepFactory.PrepareAsync(onOwnPage);
        if (isScript)
            return PartialView($"{GlaseDefaults.ViewsPath}/_Payment.cshtml", model);
        return model.State == PaymentState.NotOrderable
            ? View($"{GlaseDefaults.ViewsPath}/Pay.cshtml", model)
            : RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = model.Token ?? token });
    }

    /// <summary>
    /// Answers with a code for the current shopper's cart: as a fragment for scripts, else by the payment's page.
    /// </summary>
    [HttpPost]
    public async Task<IActionResult> RenewCart()
    {
        if (IsByScript)
            return PartialView($"{GlaseDefaults.ViewsPath}/_Payment.cshtml", await stepFactory.PrepareAsync());

        var model = await stepFactory.PrepareAsync(onOwnPage: true);
        return model.Token is null
            ? View($"{GlaseDefaults.ViewsPath}/Pay.cshtml", model)
            : RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = model.Token });
    }

    /// <summary>
    /// Where the phone's browser lands (Glase API: backURL): the next page in the shopper's own browser, and in any other a
    /// page that says how the payment stands.
    /// </summary>
    [HttpGet]
    public async Task<IActionResult> Return(string token, CancellationToken cancellationToken)
    {
        var payment = await paymentStore.GetByTokenAsync(token);
        if (payment is null)
            return NotFound();

        if (payment.CanChangeAtGlase)
            payment = (await watches.PollNowAsync(payment, cancellationToken)).Payment;
        if (!await session.OwnsPaymentAsync(payment))
        {
            await TrySettleAsync(payment);
            return Neutral(payment);
        }

        if (payment.IsPaidOrReserved)
            return await FinishAsync(payment);
        return RedirectToRoute(GlaseDefaults.Routes.Pay, new { token });
    }

    private bool IsByScript => Request.Headers.XRequestedWith == "XMLHttpRequest";

    // With a new code where the last one is closed.
    private async Task<PaymentModel> PrepareForOrderAsync(int orderId)
    {
        var payment = await orderPaymentService.GetPayableAsync(orderId);
        return await orderPaymentService.GetClosedReasonAsync(payment) is { } reason
            ? await modelFactory.PrepareClosedAsync(payment, reason)
            : await modelFactory.PrepareAsync(payment, onOwnPage: true);
    }

    private async Task<IActionResult> FinishAsync(GlasePayment payment)
    {
        if (!payment.IsPaidOrReserved)
            return RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = payment.Token });

        (var outcome, payment) = await PlaceAsync(payment);
        return outcome switch
        {
            ApplyOutcome.Applied or ApplyOutcome.AwaitsDecision => await CompletedAsync(payment),
            ApplyOutcome.InProgress => await CompletingViewAsync(payment, SecondsWhileLocked),
            _ => await PayViewAsync(payment)
        };
    }

    private async Task<(ApplyOutcome Outcome, GlasePayment Invoice)> PlaceAsync(GlasePayment payment)
    {
        // Whoever holds the payment may be about to complete it, or its process has ended: the shopper need not wait to learn which.
        var outcome = await orderPlacer.TryPlaceAsync(payment, GlaseDefaults.PageTimeout);
        payment = await paymentStore.GetByIdAsync(payment.Id);
        watches.Publish(payment);
        return (outcome, payment);
    }

    private async Task TrySettleAsync(GlasePayment payment)
    {
        try
        {
            await applier.ApplyAsync(payment, GlaseDefaults.PageTimeout);
        }
        catch (LockTimeoutException)
        {
            // Somebody else is at it. A stranger is told how the payment stands, which is true all the same.
        }
    }

    private async Task<IActionResult> CompletingViewAsync(GlasePayment payment, int secondsToNextLook)
    {
        var model = await modelFactory.PrepareAsync(payment, onOwnPage: true) with
        {
            State = PaymentState.Completing,
            SecondsToNextLook = secondsToNextLook
        };
        return View($"{GlaseDefaults.ViewsPath}/Pay.cshtml", model);
    }

    private async Task<IActionResult> CompletedAsync(GlasePayment payment)
    {
        return await completedModelFactory.PrepareAsync(payment) is { } model
            ? View($"{GlaseDefaults.ViewsPath}/Completed.cshtml", model)
            : RedirectToRoute(NopRouteNames.Standard.CHECKOUT_COMPLETED, new { orderId = payment.OrderId });
    }

    private async Task<IActionResult> PayViewAsync(GlasePayment payment)
    {
        if (IsBeingCompleted(payment))
            return await CompletingViewAsync(payment, SecondsBetweenAttempts);

        var message = await MessageAsync(payment);
        var model = message is null && await orderPaymentService.GetClosedReasonAsync(payment) is { } reason
            ? await modelFactory.PrepareClosedAsync(payment, reason)
            : await modelFactory.PrepareAsync(payment, onOwnPage: true, message);
        return View($"{GlaseDefaults.ViewsPath}/Pay.cshtml", model);
    }

    private static bool IsBeingCompleted(GlasePayment payment)
    {
        return payment is { IsFullyPaidOrReserved: true, IsApplied: false, NextPlacementAttemptOnUtc: not null } or { IsIncomplete: true };
    }

    private async Task<string> MessageAsync(GlasePayment payment)
    {
        var isStuck = payment is { IsFullyPaidOrReserved: true, LastError: not null };
        var isRefunded = payment is { Status: GlasePaymentStatus.Refunded, OrderId: null };
        var reason = (isStuck || isRefunded) && payment.ShopperError is { } obstacle
            ? string.Format(CultureInfo.CurrentCulture, await TextAsync("Reason"), obstacle)
            : null;
        return isStuck ? $"{await TextAsync("NotCompleted")} {reason}".TrimEnd() : reason;
    }

    private Task<string> TextAsync(string key)
    {
        return localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Error.{key}");
    }

    // An empty answer would be replaced by a page of nopCommerce.
    private static ContentResult OutOfDate()
    {
        return new ContentResult
        {
            StatusCode = StatusCodes.Status400BadRequest,
            Content = "This page is out of date. Load it again.",
            ContentType = MediaTypeNames.Text.Plain
        };
    }

    private ViewResult Neutral(GlasePayment payment, bool isLeftToShop = false)
    {
        var model = new PaymentModel
        {
            State = PaymentModelFactory.StateOf(payment),
            IsLeftToShop = isLeftToShop || payment.IsApplied || payment.Status == GlasePaymentStatus.Refunded,
            StatusUrl = Url.RouteUrl(GlaseDefaults.Routes.Status, new { token = payment.Token }),
            EventsUrl = Url.RouteUrl(GlaseDefaults.Routes.Events, new { token = payment.Token })
        };
        return View($"{GlaseDefaults.ViewsPath}/Return.cshtml", model);
    }
}
