using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Recognizes the shopper's own browser without creating an account for any other.
/// </summary>
public class ShopperSession(ICustomerService customerService, IHttpContextAccessor httpContextAccessor,
    IWorkContext workContext)
{
    /// <summary>
    /// Gets a customer if the current request comes from the customer's own browser; null otherwise, and outside of a request.
    /// </summary>
    public async Task<Customer> FindAsync(int customerId)
    {
        // nopCommerce creates an account for a request with a cookie that it does not know: it is asked only for requests that may be
        // this customer's.
        if (httpContextAccessor.HttpContext is not { } context
            || await customerService.GetCustomerByIdAsync(customerId) is not { } customer
            || !IsLoggedIn(context) && !IsNamed(context, customer))
            return null;

        var current = await workContext.GetCurrentCustomerAsync();
        return current.Id == customerId ? current : null;
    }

    /// <summary>
    /// Gets whether the current request comes from the browser of the shopper whose payment this is.
    /// </summary>
    public async Task<bool> OwnsPaymentAsync(GlasePayment payment)
    {
        return await FindAsync(payment.CustomerId) is not null;
    }

    private static bool IsLoggedIn(HttpContext context)
    {
        return context.User.Identity?.IsAuthenticated == true;
    }

    private static bool IsNamed(HttpContext context, Customer customer)
    {
        return Guid.TryParse(context.Request.Cookies[NopCookieDefaults.Prefix + NopCookieDefaults.CustomerCookie], out var guid)
            && guid == customer.CustomerGuid;
    }
}
