using Microsoft.AspNetCore.Mvc;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// The pages of a payment. Knowing its token shows its state, and completes what is paid; only the shopper's own browser is shown
/// more.
/// </summary>
[AutoValidateAntiforgeryToken]
[RateLimitPerPayment]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlasePaymentController(PaymentStore paymentStore, LockedPayments lockedPayments, ShopperSession session,
    PaymentProgress progress, OrderPaymentModelFactory orderModelFactory, PaidModelFactory paidModelFactory,
    PaymentModelFactory modelFactory, CompletedModelFactory completedModelFactory) : PaymentPageController
{
    // Somebody is at it now, or the next attempt is a minute away or more.
    private const int SecondsWhileLocked = 2;
    private const int SecondsBetweenAttempts = 10;

    /// <summary>
    /// Shows the code and the state of a payment; works without script by reloading itself.
    /// </summary>
    [HttpGet]
    [HttpHead]
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

        if (!IsHead)
            payment = (await progress.PollAsync(payment, PollMode.Latest, cancellationToken)).Payment;
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
    /// Anybody who knows the token may do so: it orders what the payer has paid for, as the notification and the scheduled task do.
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

        var isOwner = await session.OwnsPaymentAsync(payment);
        var result = await progress.AdvanceAndPlaceAsync(payment, cancellationToken);
        return isOwner ? await ShowNextAsync(result) : Neutral(result.Payment, isLeftToShop: true);
    }

    /// <inheritdoc cref="PaymentPageController.ToPage" />
    [HttpGet]
    [HttpHead]
    [ActionName(nameof(Complete))]
    public IActionResult ReopenCompleted(string token) => ToPage(token);

    /// <summary>
    /// Where the phone's browser lands (Glase API: backURL): the next page in the shopper's own browser, and in any other a
    /// page that says how the payment stands.
    /// </summary>
    [HttpGet]
    [HttpHead]
    public async Task<IActionResult> Return(string token, CancellationToken cancellationToken)
    {
        var payment = await paymentStore.GetByTokenAsync(token);
        if (payment is null)
            return NotFound();

        var isOwner = await session.OwnsPaymentAsync(payment);
        if (IsHead)
            return isOwner ? await ShowNextAsync(AsRecorded(payment)) : Neutral(payment);
        return isOwner
            ? await ShowNextAsync(await progress.AdvanceAndPlaceAsync(payment, cancellationToken))
            : Neutral((await progress.AdvanceAsync(payment, PollMode.Now, cancellationToken)).Payment);
    }

    private static PaymentProgressResult AsRecorded(GlasePayment payment)
    {
        return new PaymentProgressResult(payment, IsPollFailing: false, payment.IsApplied ? ApplyOutcome.Applied : null);
    }

    private async Task<IActionResult> ShowNextAsync(PaymentProgressResult result)
    {
        if (result.IsCompleting)
            return await CompletingViewAsync(result.Payment, SecondsWhileLocked);
        return result.Outcome switch
        {
            null => RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = result.Payment.Token }),
            ApplyOutcome.Applied or ApplyOutcome.AwaitsDecision => await CompletedAsync(result.Payment),
            _ => await PayViewAsync(result.Payment)
        };
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

        return View($"{GlaseDefaults.ViewsPath}/Pay.cshtml",
            await paidModelFactory.PrepareAsync(payment) ?? await orderModelFactory.PrepareAsync(payment));
    }

    private static bool IsBeingCompleted(GlasePayment payment)
    {
        return payment is { AwaitsDecision: false }
            and ({ IsFullyPaidOrReserved: true, IsApplied: false, NextPlacementAttemptOnUtc: not null } or { IsIncomplete: true });
    }
}
