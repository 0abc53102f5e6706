using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Http;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Tells the shopper's own browser from any other, without making an account for the other.
/// </summary>
public class ShopperSession
{
    private readonly IHttpContextAccessor _httpContextAccessor;
    private readonly IWorkContext _workContext;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public ShopperSession(IHttpContextAccessor httpContextAccessor, IWorkContext workContext)
    {
        _httpContextAccessor = httpContextAccessor;
        _workContext = workContext;
    }

    /// <summary>
    /// Gets the current request's shopper; null outside of a request, and for a visitor without nopCommerce's cookie.
    /// </summary>
    public async Task<Customer> FindShopperAsync()
    {
        // nopCommerce makes an account for whoever comes without its cookie.
        var cookie = NopCookieDefaults.Prefix + NopCookieDefaults.CustomerCookie;
        return _httpContextAccessor.HttpContext?.Request.Cookies.ContainsKey(cookie) == true
            ? await _workContext.GetCurrentCustomerAsync()
            : null;
    }

    /// <summary>
    /// Gets whether the current request comes from the browser of the shopper whose payment this is.
    /// </summary>
    public async Task<bool> OwnsAsync(GlaseInvoice invoice)
    {
        return (await FindShopperAsync())?.Id == invoice.CustomerId;
    }
}
