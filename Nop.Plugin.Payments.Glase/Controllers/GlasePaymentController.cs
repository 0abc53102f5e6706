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
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Localization;
using Nop.Web.Framework.Controllers;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The pages of a payment. Knowing its token shows its state, and completes what is paid; only the shopper's own browser is shown
/// more.
/// </summary>
[AutoValidateAntiforgeryToken]
[BoundedPerPayment]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlasePaymentController : BasePaymentController
{
    // Somebody is at it now, or the next attempt is a minute away or more.
    private const int SecondsWhileLocked = 3;
    private const int SecondsBetweenAttempts = 10;

    private readonly CheckoutStep _checkoutStep;
    private readonly CompletedModelFactory _completedModelFactory;
    private readonly IAntiforgery _antiforgery;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILocalizationService _localizationService;
    private readonly LivePayments _livePayments;
    private readonly OrderPayments _orderPayments;
    private readonly OrderPlacer _orderPlacer;
    private readonly PaymentModelFactory _modelFactory;
    private readonly PaymentSettler _settler;
    private readonly ShopperSession _session;

    /// <summary>
    /// Makes the controller.
    /// </summary>
    public GlasePaymentController(CheckoutStep checkoutStep, CompletedModelFactory completedModelFactory, IAntiforgery antiforgery,
        GlaseInvoiceService invoiceService, GlaseLockService lockService, ILocalizationService localizationService,
        LivePayments livePayments, OrderPayments orderPayments, OrderPlacer orderPlacer, PaymentModelFactory modelFactory,
        PaymentSettler settler, ShopperSession session)
    {
        _checkoutStep = checkoutStep;
        _completedModelFactory = completedModelFactory;
        _antiforgery = antiforgery;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _localizationService = localizationService;
        _livePayments = livePayments;
        _orderPayments = orderPayments;
        _orderPlacer = orderPlacer;
        _modelFactory = modelFactory;
        _settler = settler;
        _session = session;
    }

    /// <summary>
    /// Shows the code and the state of a payment; works without script by reloading itself.
    /// </summary>
    [HttpGet]
    public async Task<IActionResult> Pay(string token, CancellationToken cancellationToken)
    {
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return NotFound();
        if (!await _session.OwnsAsync(invoice))
            return Neutral(invoice);

        // A newer code took this one's place: that is the one to show.
        if (invoice.IsOver && invoice.OrderId is { } orderId
            && await _invoiceService.GetOpenAsync(GlaseInvoiceService.OrderKey(orderId)) is { } newer)
            return RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = newer.Token });

        if (invoice.AwaitsGlase)
            invoice = (await _livePayments.LookAsync(invoice, cancellationToken)).Invoice;
        if (invoice is { IsConfirmed: true, SettledOnUtc: not null })
            return await CompletedAsync(invoice);
        return invoice.IsCovered && invoice.LastError is null && await _lockService.IsTakenAsync(GlaseInvoiceService.LockName(invoice.Id))
            ? await CompletingViewAsync(invoice, SecondsWhileLocked)
            : await PayViewAsync(invoice);
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
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return NotFound();
        if (invoice.AwaitsGlase)
            invoice = (await _livePayments.AskNowAsync(invoice, cancellationToken)).Invoice;
        if (await _session.OwnsAsync(invoice))
            return await FinishAsync(invoice);

        if (invoice.IsConfirmed)
            (_, invoice) = await PlaceAsync(invoice);
        return Neutral(invoice, isLeftToShop: true);
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
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return NotFound();
        if (!await _session.OwnsAsync(invoice))
            return Neutral(invoice);

        var isScript = Request.Headers.XRequestedWith == "XMLHttpRequest";
        if (!await _antiforgery.IsRequestValidAsync(HttpContext))
            return isScript ? OutOfDate() : RedirectToRoute(GlaseDefaults.Routes.Pay, new { token });

        var model = invoice.OrderId is { } orderId
            ? await _orderPayments.PrepareAsync(orderId)
            : await _checkoutStep.PrepareAsync(onOwnPage);
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
            return PartialView($"{GlaseDefaults.ViewsPath}/_Payment.cshtml", await _checkoutStep.PrepareAsync());

        var model = await _checkoutStep.PrepareAsync(onOwnPage: true);
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
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return NotFound();

        if (invoice.AwaitsGlase)
            invoice = (await _livePayments.AskNowAsync(invoice, cancellationToken)).Invoice;
        if (!await _session.OwnsAsync(invoice))
        {
            await TrySettleAsync(invoice);
            return Neutral(invoice);
        }

        if (invoice.IsConfirmed)
            return await FinishAsync(invoice);
        return RedirectToRoute(GlaseDefaults.Routes.Pay, new { token });
    }

    private bool IsByScript => Request.Headers.XRequestedWith == "XMLHttpRequest";

    private async Task<IActionResult> FinishAsync(GlaseInvoice invoice)
    {
        if (!invoice.IsConfirmed)
            return RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = invoice.Token });

        (var outcome, invoice) = await PlaceAsync(invoice);
        return outcome switch
        {
            PaymentOutcome.Settled or PaymentOutcome.AwaitsDecision => await CompletedAsync(invoice),
            PaymentOutcome.InProgress => await CompletingViewAsync(invoice, SecondsWhileLocked),
            _ => await PayViewAsync(invoice)
        };
    }

    private async Task<(PaymentOutcome Outcome, GlaseInvoice Invoice)> PlaceAsync(GlaseInvoice invoice)
    {
        // Whoever holds the payment may be about to complete it, or its process has ended: the shopper need not wait to learn which.
        var outcome = await _orderPlacer.TryPlaceAsync(invoice, GlaseDefaults.PagePatience);
        invoice = await _invoiceService.GetByIdAsync(invoice.Id);
        _livePayments.Tell(invoice);
        return (outcome, invoice);
    }

    private async Task TrySettleAsync(GlaseInvoice invoice)
    {
        try
        {
            await _settler.SettleAsync(invoice, GlaseDefaults.PagePatience);
        }
        catch (LockBusyException)
        {
            // Somebody else is at it. A stranger is told how the payment stands, which is true all the same.
        }
    }

    private async Task<IActionResult> CompletingViewAsync(GlaseInvoice invoice, int secondsToNextLook)
    {
        var model = await _modelFactory.PrepareAsync(invoice, onOwnPage: true) with
        {
            State = PaymentState.Completing,
            SecondsToNextLook = secondsToNextLook
        };
        return View($"{GlaseDefaults.ViewsPath}/Pay.cshtml", model);
    }

    private async Task<IActionResult> CompletedAsync(GlaseInvoice invoice)
    {
        return await _completedModelFactory.PrepareAsync(invoice) is { } model
            ? View($"{GlaseDefaults.ViewsPath}/Completed.cshtml", model)
            : RedirectToRoute(NopRouteNames.Standard.CHECKOUT_COMPLETED, new { orderId = invoice.OrderId });
    }

    private async Task<IActionResult> PayViewAsync(GlaseInvoice invoice)
    {
        if (IsBeingCompleted(invoice))
            return await CompletingViewAsync(invoice, SecondsBetweenAttempts);

        var message = await MessageAsync(invoice);
        var model = message is null && await _orderPayments.WhyClosedAsync(invoice) is { } reason
            ? await _modelFactory.PrepareClosedAsync(invoice, reason)
            : await _modelFactory.PrepareAsync(invoice, onOwnPage: true, message);
        return View($"{GlaseDefaults.ViewsPath}/Pay.cshtml", model);
    }

    private static bool IsBeingCompleted(GlaseInvoice invoice)
    {
        return invoice is { IsCovered: true, SettledOnUtc: null, NextPlacementOnUtc: not null } or { IsIncomplete: true };
    }

    private async Task<string> MessageAsync(GlaseInvoice invoice)
    {
        var isStuck = invoice is { IsCovered: true, LastError: not null };
        var isRefunded = invoice is { Status: GlaseInvoiceStatus.Refunded, OrderId: null };
        var reason = (isStuck || isRefunded) && invoice.Obstacle is { } obstacle
            ? string.Format(CultureInfo.CurrentCulture, await TextAsync("Reason"), obstacle)
            : null;
        return isStuck ? $"{await TextAsync("NotCompleted")} {reason}".TrimEnd() : reason;
    }

    private Task<string> TextAsync(string key)
    {
        return _localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Error.{key}");
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

    private ViewResult Neutral(GlaseInvoice invoice, bool isLeftToShop = false)
    {
        var model = new PaymentModel
        {
            State = PaymentModelFactory.StateOf(invoice),
            IsLeftToShop = isLeftToShop || invoice.SettledOnUtc is not null,
            StatusUrl = Url.RouteUrl(GlaseDefaults.Routes.Status, new { token = invoice.Token }),
            EventsUrl = Url.RouteUrl(GlaseDefaults.Routes.Events, new { token = invoice.Token })
        };
        return View($"{GlaseDefaults.ViewsPath}/Return.cshtml", model);
    }
}
