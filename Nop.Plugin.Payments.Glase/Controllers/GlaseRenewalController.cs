using Microsoft.AspNetCore.Mvc;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Gives shoppers a new code in place of one that is over. Only the shopper's own browser gets one.
/// </summary>
[AutoValidateAntiforgeryToken]
[RateLimitPerPayment]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseRenewalController(PaymentStore paymentStore, ShopperSession session,
    CartPaymentService cartPaymentService, PaymentStepModelFactory stepFactory, OrderPaymentService orderPaymentService,
    OrderPaymentModelFactory modelFactory, FailureLog failureLog) : PaymentPageController
{
    /// <summary>
    /// Answers with a new code in place of one that is over: as a fragment for scripts, else by the payment's page.
    /// </summary>
    [HttpPost]
    public async Task<IActionResult> Renew(string token, bool onOwnPage = false)
    {
        var payment = await paymentStore.GetByTokenAsync(token);
        if (payment is null)
            return NotFound();
        if (!await session.OwnsPaymentAsync(payment))
            return Neutral(payment);

        var model = payment.OrderId is { } orderId
            ? await PrepareForOrderAsync(orderId, token)
            : await PrepareForCartAsync(onOwnPage);
        if (IsByScript)
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
            return PartialView($"{GlaseDefaults.ViewsPath}/_Payment.cshtml", await PrepareForCartAsync(onOwnPage: false));

        var model = await PrepareForCartAsync(onOwnPage: true);
        return model.Token is null
            ? View($"{GlaseDefaults.ViewsPath}/Pay.cshtml", model)
            : RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = model.Token });
    }

    /// <inheritdoc cref="PaymentPageController.ToPage" />
    [HttpGet]
    [HttpHead]
    [ActionName(nameof(Renew))]
    public IActionResult ReopenRenewed(string token) => ToPage(token);

    /// <summary>
    /// Leads a browser to the checkout's payment methods that opens the address of a renewal again, in another tab or after a restart.
    /// </summary>
    [HttpGet]
    [HttpHead]
    [ActionName(nameof(RenewCart))]
    public IActionResult ReopenRenewedCart() => RedirectToRoute(NopRouteNames.Standard.CHECKOUT_PAYMENT_METHOD);

    private bool IsByScript => Request.Headers.XRequestedWith == "XMLHttpRequest";

    private async Task<PaymentModel> PrepareForCartAsync(bool onOwnPage)
    {
        return await stepFactory.PrepareAsync(await cartPaymentService.GetPayableAsync(isRenewal: IsByScript), onOwnPage);
    }

    // With a new code where the last one is closed.
    private async Task<PaymentModel> PrepareForOrderAsync(int orderId, string token)
    {
        GlasePayment payment;
        try
        {
            payment = await orderPaymentService.GetPayableAsync(orderId, isRenewal: IsByScript);
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            await failureLog.WarningAsync($"renewal {orderId}", $"Glase: there was no new code for order {orderId} in time.", exception);
            return await modelFactory.PrepareUnavailableAsync(token);
        }

        return await modelFactory.PrepareAsync(payment);
    }
}
