using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Recognizes the shopper's own browser, and one that opened the payment link of an order, without creating an account for any other.
/// </summary>
public class ShopperSession(ICustomerService customerService, IHttpContextAccessor httpContextAccessor,
    IWorkContext workContext, OrderLinks orderLinks)
{
    private const string OrderLinkCookie = ".Glase.OrderLink";

    /// <summary>
    /// Gets a customer if the current request comes from the customer's own browser; null otherwise, and outside of a request.
    /// </summary>
    public async Task<Customer> FindAsync(int customerId)
    {
        // nopCommerce creates an account for a request with a cookie that it does not know: it is asked only for requests that may be
        // this customer's.
        if (httpContextAccessor.HttpContext is not { } context
            || !IsLoggedIn(context) && !IsNamed(context, await customerService.GetCustomerByIdAsync(customerId)))
            return null;

        var current = await workContext.GetCurrentCustomerAsync();
        return current.Id == customerId ? current : null;
    }

    /// <summary>
    /// Gets whether the current request comes from the browser of the shopper whose payment this is, or from one that opened the payment
    /// link of its order last.
    /// </summary>
    public async Task<bool> OwnsPaymentAsync(GlasePayment payment)
    {
        return await FindAsync(payment.CustomerId) is not null
            || payment.OrderId is not null
                && httpContextAccessor.HttpContext?.Request.Cookies[OrderLinkCookie] is { } link
                && await orderLinks.ReadAsync(link) == payment.OrderGuid;
    }

    /// <summary>
    /// Has the current browser be recognized for the payments of an order, until it is closed or opens another link.
    /// </summary>
    /// <param name="token">The token of the order's payment link</param>
    public void RememberOrderLink(string token)
    {
        var context = httpContextAccessor.HttpContext;
        context.Response.Cookies.Append(OrderLinkCookie, token, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = $"{context.Request.PathBase.ToUriComponent()}/{PaymentUrls.Root}"
        });
    }

    private static bool IsLoggedIn(HttpContext context)
    {
        return context.User.Identity?.IsAuthenticated == true;
    }

    private static bool IsNamed(HttpContext context, Customer customer)
    {
        return Guid.TryParse(context.Request.Cookies[NopCookieDefaults.Prefix + NopCookieDefaults.CustomerCookie], out var guid)
            && guid == customer?.CustomerGuid;
    }
}
