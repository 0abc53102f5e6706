using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Responds with 429 to requests for one payment beyond <see cref="PaymentRateLimiter"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RateLimitPerPaymentAttribute : Attribute, IAuthorizationFilter
{
    /// <inheritdoc />
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var token = context.RouteData.Values["token"] as string;
        if (token is null || context.HttpContext.RequestServices.GetRequiredService<PaymentRateLimiter>().TryAcquire(token))
            return;

        context.HttpContext.Response.Headers.RetryAfter = "1";
        context.Result = TooMany();
    }

    /// <summary>
    /// Makes the answer. It is not empty, because nopCommerce would show a page of its own instead.
    /// </summary>
    internal static ContentResult TooMany()
    {
        return new ContentResult
        {
            StatusCode = StatusCodes.Status429TooManyRequests,
            Content = "Too many requests for this payment. Try again in a moment.",
            ContentType = MediaTypeNames.Text.Plain
        };
    }
}
