using Microsoft.AspNetCore.Mvc;
using Nop.Core.Domain.Customers;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// What the shopper's own browser does about a cart that was paid and changed, and about the notice of its refund.
/// </summary>
[AutoValidateAntiforgeryToken]
[RateLimitPerPayment]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlasePaidCartController(PaymentStore paymentStore, ShopperSession session, PaidCartRestorer restorer,
    RefundNoticeStore notices) : PaymentPageController
{
    /// <summary>
    /// Puts the cart back as it was paid, and leads to where the order is completed, or to why it cannot be.
    /// </summary>
    [HttpPost]
    public async Task<IActionResult> PutBack(string token)
    {
        if (await paymentStore.GetByTokenAsync(token) is not { } payment)
            return NotFound();

        if (await session.FindAsync(payment.CustomerId) is { } customer)
            await RestoreAsync(payment, customer);
        return RedirectToRoute(GlaseDefaults.Routes.Return, new { token });
    }

    /// <inheritdoc cref="PaymentPageController.ToPage" />
    [HttpGet]
    [HttpHead]
    [ActionName(nameof(PutBack))]
    public IActionResult ReopenPutBack(string token) => ToPage(token);

    /// <summary>
    /// Closes the notice of a refund, and leads back to the cart.
    /// </summary>
    [HttpPost]
    public async Task<IActionResult> CloseNotice(string token)
    {
        if (await paymentStore.GetByTokenAsync(token) is { } payment && await session.FindAsync(payment.CustomerId) is { } customer)
            await notices.RemoveUnlessUndecidedAsync(customer, payment.StoreId);
        return RedirectToRoute(NopRouteNames.General.CART);
    }

    /// <inheritdoc cref="PaymentPageController.ToPage" />
    [HttpGet]
    [HttpHead]
    [ActionName(nameof(CloseNotice))]
    public IActionResult ReopenCloseNotice(string token) => ToPage(token);

    private async Task RestoreAsync(GlasePayment payment, Customer customer)
    {
        try
        {
            await restorer.RestoreAsync(payment.Id, customer, GlaseDefaults.PageTimeout);
        }
        catch (LockTimeoutException)
        {
            // Another request that works on the payment may be placing its order or refunding it: the page that comes next says which.
        }
    }
}
