using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Cancels the code of a cart for the shopper's own browser, which then chooses another payment method.
/// </summary>
[AutoValidateAntiforgeryToken]
[RateLimitPerPayment]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseCancellationController(PaymentStore paymentStore, ShopperSession session, CartPaymentCanceller canceller,
    PaymentStatusSerializer serializer) : PaymentPageController
{
    /// <summary>
    /// Cancels the code, and tells the state of the payment as <see cref="GlaseStatusController"/> does: the payer may have been faster.
    /// </summary>
    [HttpPost]
    public async Task<IActionResult> Cancel(string token)
    {
        if (await paymentStore.GetByTokenAsync(token) is not { OrderId: null } payment || !await session.OwnsPaymentAsync(payment))
            return GlaseStatusController.Unknown();

        var result = new PaymentProgressResult(await canceller.CancelAsync(payment), IsPollFailing: false);
        return Content(await serializer.SerializeAsync(result), MediaTypeNames.Application.Json);
    }

    /// <inheritdoc cref="PaymentPageController.ToPage" />
    [HttpGet]
    [HttpHead]
    [ActionName(nameof(Cancel))]
    public IActionResult ReopenCancelled(string token) => ToPage(token);
}
