using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Answers what is asked of a public address by an HTTP method that it does not have.
/// </summary>
/// <remarks>
/// nopCommerce has a route that takes every address: it would look for a page of that name, and write the address with its token into the log.
/// </remarks>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseMethodController(IActionDescriptorCollectionProvider actions) : Controller
{
    /// <summary>
    /// The name of the route value that names the controller of the address.
    /// </summary>
    public const string OfController = "glaseController";

    /// <summary>
    /// The name of the route value that names the action of the address.
    /// </summary>
    public const string OfAction = "glaseAction";

    /// <summary>
    /// Says which methods the address has.
    /// </summary>
    public IActionResult NotAllowed()
    {
        var allowed = actions.ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
            .Where(action => action.ControllerName == RouteData.Values[OfController] as string
                && action.ActionName == RouteData.Values[OfAction] as string)
            .SelectMany(action => (action.ActionConstraints ?? []).OfType<HttpMethodActionConstraint>())
            .SelectMany(constraint => constraint.HttpMethods)
            .Distinct();
        Response.Headers.Allow = string.Join(", ", allowed.Order(StringComparer.Ordinal));
        return new ContentResult
        {
            StatusCode = StatusCodes.Status405MethodNotAllowed,
            Content = "This address has no such method.",
            ContentType = MediaTypeNames.Text.Plain
        };
    }
}
