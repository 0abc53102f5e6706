using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// What browsers and Glase ask and tell about a payment. Not a page of the shop: it makes no guest account, and trusts
/// nothing that it is told.
/// </summary>
[RateLimitPerPayment]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseStatusController(PaymentStore paymentStore, PaymentWatchRegistry watches, PaymentProgress progress,
    PaymentStatusSerializer serializer, NotificationMonitor notifications, SafeLog log) : Controller
{
    private static readonly TimeSpan _responseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Tells the state of a payment once.
    /// </summary>
    [HttpGet]
    [HttpHead]
    public async Task<IActionResult> Status(string token)
    {
        var payment = await FindAsync(token);
        if (payment is null)
            return Unknown();
        if (HttpMethods.IsHead(Request.Method))
            return Content("", MediaTypeNames.Application.Json);

        var result = await progress.AdvanceAsync(await PollAsync(payment));
        return Content(await serializer.SerializeAsync(result), MediaTypeNames.Application.Json);
    }

    /// <summary>
    /// Where Glase says that an invoice was paid (Glase API: notificationUrl). A hint only: Glase is asked before anything
    /// is believed, and the answer is 503 when it could not be asked or its answer not be recorded in time, so that trouble shows
    /// at the caller.
    /// </summary>
    [HttpGet]
    [HttpHead]
    [HttpPost]
    public async Task<IActionResult> Notification(string token)
    {
        try
        {
            var payment = await FindAsync(token);
            if (payment is null)
                return Unknown();
            if (HttpMethods.IsHead(Request.Method))
                return Ok();

            var result = await progress.AdvanceAsync(payment, PollMode.Now, HttpContext.RequestAborted);
            notifications.Record(result.Payment);
            return result.IsPollFailing || result.Failure is not null ? Unavailable() : Ok();
        }
        catch (Exception exception) when (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            await log.ErrorAsync($"Glase: a notification could not be processed. {exception.Message}", exception);
            return Unavailable();
        }
    }

    // With an empty answer, nopCommerce would show its own page instead: make a guest account and log an error for each
    // stranger who guesses, and turn Glase's POST into a bad request.
    internal static ContentResult Unknown()
    {
        return new ContentResult
        {
            StatusCode = StatusCodes.Status404NotFound,
            Content = "There is no such payment.",
            ContentType = MediaTypeNames.Text.Plain
        };
    }

    private Task<GlasePayment> FindAsync(string token)
    {
        return watches.FindAsync(token, () => paymentStore.GetByTokenAsync(token));
    }

    private static ContentResult Unavailable()
    {
        return new ContentResult
        {
            StatusCode = StatusCodes.Status503ServiceUnavailable,
            Content = "Not recorded yet. The shop goes on asking.",
            ContentType = MediaTypeNames.Text.Plain
        };
    }

    private async Task<PaymentSnapshot> PollAsync(GlasePayment payment)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(HttpContext.RequestAborted);
        timeout.CancelAfter(_responseTimeout);
        try
        {
            return await progress.PollAsync(payment, PollMode.Latest, timeout.Token);
        }
        catch (OperationCanceledException) when (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            return new PaymentSnapshot(payment, IsPollFailing: true);
        }
    }
}
