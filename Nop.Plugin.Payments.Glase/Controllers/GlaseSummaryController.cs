using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Web.Framework.Controllers;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Gives the payment step the host's summary of the cart again, when the cart was changed elsewhere.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseSummaryController : BasePaymentController
{
    // The name of nopCommerce's component. A theme may have a view of its own for it.
    private const string OrderSummary = "OrderSummary";

    /// <summary>
    /// Renders the lines and totals of the current shopper's cart, as the checkout shows them beside its steps.
    /// </summary>
    [HttpGet]
    [HttpHead]
    public IActionResult Summary() => HttpMethods.IsHead(Request.Method) ? Content("", MediaTypeNames.Text.Html) : ViewComponent(OrderSummary);
}
