using Microsoft.AspNetCore.Http;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Sends shoppers who are to pay an order that is placed already to the page with its code.
/// </summary>
public class PayPageRedirect(OrderPaymentService orderPaymentService, IHttpContextAccessor httpContextAccessor, PaymentUrls urls)
{
    /// <summary>
    /// Redirects the current request to the page with the order's code; nowhere when the order is not to be paid any more.
    /// </summary>
    public async Task RedirectAsync(Order order)
    {
        if (await orderPaymentService.GetPayableAsync(order) is { } payment)
            httpContextAccessor.HttpContext.Response.Redirect(urls.Pay(payment.Token));
    }
}
