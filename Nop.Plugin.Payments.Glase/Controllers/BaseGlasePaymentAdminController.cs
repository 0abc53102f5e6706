using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Web.Framework;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Base of the controllers behind the buttons of a payment's panel. Each button leads back to the page it is on, with a
/// notification of the result.
/// </summary>
public abstract class BaseGlasePaymentAdminController(PaymentStore paymentStore, PaymentActionNotifier notifier)
    : BaseGlaseAdminController
{
    /// <summary>
    /// Gets what tells the admin the result.
    /// </summary>
    protected PaymentActionNotifier Notifier { get; } = notifier;

    /// <summary>
    /// Gets the payments.
    /// </summary>
    protected PaymentStore PaymentStore { get; } = paymentStore;

    /// <summary>
    /// Runs an action on a payment and leads back. A failed call to Glase, or a payment that another request holds, is shown to
    /// the admin.
    /// </summary>
    /// <param name="id">The payment's id; one that does not exist leads to the orders</param>
    /// <param name="onOwnPage">Whether the button was pressed on the payment's own page, not on its order's</param>
    /// <param name="actAsync">The action</param>
    protected async Task<IActionResult> RunAsync(int id, bool onOwnPage, Func<GlasePayment, Task> actAsync)
    {
        if (await PaymentStore.GetByIdAsync(id) is not { } payment)
            return RedirectToOrders();

        try
        {
            await actAsync(payment);
        }
        catch (GlaseApiException exception)
        {
            Notifier.Error(exception.Message);
        }
        catch (TimeoutException)
        {
            await Notifier.WarningAsync("Busy");
        }

        return onOwnPage || payment.OrderId is not { } orderId
            ? RedirectToRoute(GlaseDefaults.Routes.AdminPayment, new { id })
            : RedirectToAction("Edit", "Order", new { id = orderId, area = AreaNames.ADMIN });
    }
}
