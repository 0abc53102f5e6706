using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Answers for the pages of a payment when the shop fails to make them, as while its database is unavailable: shoppers who may have paid
/// read that their payment is not lost, on a page that tries again by itself.
/// </summary>
/// <remarks>
/// It needs no database, and stands outside of what nopCommerce does before a page is made: that reads the language and the customer.
/// </remarks>
public partial class UnavailablePageMiddleware(RequestDelegate next, FailureLog failureLog)
{
    private const string Subject = "page of a payment";
    private const int SecondsToNextTry = 5;

    /// <summary>
    /// Has the page made, and answers in its place when that fails.
    /// </summary>
    public Task InvokeAsync(HttpContext context)
    {
        var address = PageAddress().Match(context.Request.Path);
        // Other requests may last for minutes, thousands of them: nothing is kept for them here.
        return address.Success ? InvokeAsync(context, address) : next(context);
    }

    private async Task InvokeAsync(HttpContext context, Match address)
    {
        try
        {
            await next(context);
            failureLog.Reset(Subject);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // The log may be as slow as whatever is failing.
            _ = failureLog.ErrorAsync(Subject, "Glase: the page of a payment could not be shown; the shopper's browser tries again.", exception);
            await WriteAsync(context, address);
        }
    }

    private static Task WriteAsync(HttpContext context, Match address)
    {
        // What was posted cannot be loaded again: the address that a shopper returns to does the same.
        var next = context.Request.PathBase + "/" + PaymentUrls.Root + "/" + address.Groups["token"].Value
            + (address.Groups["action"].Success ? "/return" : "");
        var code = FindLanguage(context);
        var texts = GlaseResources.Load(code);
        var title = WebUtility.HtmlEncode(texts["Plugins.Payments.Glase.Payment.Label"]);
        var direction = CultureInfo.GetCultureInfo(code).TextInfo.IsRightToLeft ? "rtl" : "ltr";

        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.RetryAfter = SecondsToNextTry.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{code}" dir="{direction}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta http-equiv="refresh" content="{SecondsToNextTry}; url={next}">
            <title>{title}</title>
            </head>
            <body>
            <h1>{title}</h1>
            <p role="status">{WebUtility.HtmlEncode(texts["Plugins.Payments.Glase.Payment.ShopUnavailable"])}</p>
            </body>
            </html>
            """, Encoding.UTF8, context.RequestAborted);
    }

    // The shop's language where the request came that far, else the browser's.
    private static string FindLanguage(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value);
        return GlaseResources.FindFor(accepted.Prepend(context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture.Name));
    }

    [GeneratedRegex($"^/{PaymentUrls.Root}/(?<token>[A-Za-z0-9_-]{{22}})(?<action>/complete|/return)?/?$", RegexOptions.IgnoreCase)]
    private static partial Regex PageAddress();
}
