using Microsoft.AspNetCore.Http;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Sends shoppers who are to pay an order that is placed already to the page with its code.
/// </summary>
public class PayPageRedirect(OrderPaymentService orderPaymentService, IHttpContextAccessor httpContextAccessor, PaymentUrls urls,
    SafeLog log)
{
    /// <summary>
    /// Redirects the current request to the page with the order's code; nowhere when the order is not to be paid any more, and
    /// when it has no code and another request is working on it: nopCommerce then shows the order, which can be paid from there.
    /// </summary>
    public async Task RedirectAsync(Order order)
    {
        if (await TryGetPayableAsync(order) is { } payment)
            httpContextAccessor.HttpContext.Response.Redirect(urls.Pay(payment.Token));
    }

    private async Task<GlasePayment> TryGetPayableAsync(Order order)
    {
        try
        {
            return await orderPaymentService.GetPayableAsync(order);
        }
        catch (Exception exception)
        {
            // The order is placed: nopCommerce shows it, whatever failed.
            await log.WarningAsync($"Order {order.CustomOrderNumber}: there was no code for it in time. {exception.Message}", exception);
            return null;
        }
    }
}
