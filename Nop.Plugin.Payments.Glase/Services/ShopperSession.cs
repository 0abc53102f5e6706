using Microsoft.AspNetCore.Http;
using Nop.Core;
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
    /// Gets whether the current request comes from the browser of the shopper whose payment this is.
    /// </summary>
    public async Task<bool> OwnsAsync(GlaseInvoice invoice)
    {
        // nopCommerce makes an account for whoever comes without its cookie; such a visitor owns nothing.
        var cookie = NopCookieDefaults.Prefix + NopCookieDefaults.CustomerCookie;
        if (_httpContextAccessor.HttpContext?.Request.Cookies.ContainsKey(cookie) != true)
            return false;

        return (await _workContext.GetCurrentCustomerAsync()).Id == invoice.CustomerId;
    }
}
