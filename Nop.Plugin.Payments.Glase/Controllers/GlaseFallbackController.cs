using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Answers requests to a public address by an HTTP method that it does not have, and to addresses that do not exist.
/// </summary>
/// <remarks>
/// nopCommerce has a route that takes every address: it would look for a page of that name, and write the address with its token into the log.
/// Nothing is read or changed, so that no antiforgery token is needed.
/// </remarks>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseFallbackController(IActionDescriptorCollectionProvider actions) : Controller
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
    /// The name of the route value that has the methods of an address without an action, separated by commas.
    /// </summary>
    public const string OfMethods = "glaseMethods";

    /// <summary>
    /// Says which methods the address has.
    /// </summary>
    public IActionResult NotAllowed()
    {
        Response.Headers.Allow = RouteData.Values[OfMethods] as string ?? MethodsOfAction();
        return Answer(StatusCodes.Status405MethodNotAllowed, "This address has no such method.");
    }

    /// <summary>
    /// Says that there is no such address.
    /// </summary>
    public IActionResult Unknown() => Answer(StatusCodes.Status404NotFound, "There is no such address.");

    private string MethodsOfAction()
    {
        var allowed = actions.ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
            .Where(action => action.ControllerName == RouteData.Values[OfController] as string
                && action.ActionName == RouteData.Values[OfAction] as string)
            .SelectMany(action => (action.ActionConstraints ?? []).OfType<HttpMethodActionConstraint>())
            .SelectMany(constraint => constraint.HttpMethods)
            .Distinct();
        return string.Join(", ", allowed.Order(StringComparer.Ordinal));
    }

    // nopCommerce logs answers without a text as pages that were not found.
    private ContentResult Answer(int statusCode, string text)
    {
        var answer = Content(text, MediaTypeNames.Text.Plain);
        answer.StatusCode = statusCode;
        return answer;
    }
}
