using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Nop.Core.Http;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Answers a post without a valid antiforgery token, as after a login, a logout or a lost cookie: a browser is led to the payment's page,
/// which has a valid one, and to the payment methods where no payment is named; a script is told to load its page again. To an empty
/// answer nopCommerce would add a page of its own, and write the address with the payment's token into the log.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutOfDatePageAttribute : Attribute, IAlwaysRunResultFilter
{
    /// <inheritdoc />
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult)
            return;

        if (context.HttpContext.Request.Headers.XRequestedWith == "XMLHttpRequest")
            context.Result = new ContentResult
            {
                StatusCode = StatusCodes.Status400BadRequest,
                Content = "This page is out of date. Load it again.",
                ContentType = MediaTypeNames.Text.Plain
            };
        else if (context.HttpContext.GetRouteValue("token") is { } token)
            context.Result = new RedirectToRouteResult(GlaseDefaults.Routes.Pay, new { token });
        else
            context.Result = new RedirectToRouteResult(NopRouteNames.Standard.CHECKOUT_PAYMENT_METHOD, routeValues: null);
    }

    /// <inheritdoc />
    public void OnResultExecuted(ResultExecutedContext context)
    {
        // What was answered stands.
    }
}
