using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Keeps browsers up to date on a payment while they wait. Thousands may, for minutes: most of the shop's services are
/// needed only when there is a change to send, so that a stream resolves them in a scope of its own for each change.
/// </summary>
[RateLimitPerPayment]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseEventsController(IServiceScopeFactory scopeFactory, LogDeduplicator logDeduplicator,
    PaymentWatchRegistry watches, PaymentRateLimiter rateLimiter, WaitingMetrics metrics, SafeLog log) : ControllerBase
{
    // Browsers tell a page of an event only when it has data.
    private const string HeartbeatEvent = "event: heartbeat\ndata: 1\n\n";
    private const string UnavailableEvent = "event: unavailable\ndata: 1\n\n";
    private const string EventStream = "text/event-stream";

    /// <summary>
    /// Tells the state of a payment now and at each change, as server-sent events, until it is final.
    /// </summary>
    [HttpGet]
    [HttpHead]
    public async Task<IActionResult> Events(string token)
    {
        var payment = await watches.FindAsync(token, () => ReadAsync(token));
        if (payment is null)
            return GlaseStatusController.Unknown();
        if (HttpMethods.IsHead(Request.Method))
            return Content("", EventStream);

        using var lease = rateLimiter.OpenStream(payment.Token);
        if (!lease.IsAcquired)
            return RateLimitPerPaymentAttribute.TooMany();

        using var counted = metrics.CountStream();
        Response.ContentType = EventStream;
        // A proxy that compresses the stream would hold each event back until the next one.
        Response.Headers.CacheControl = "no-store, no-transform";
        Response.Headers["X-Accel-Buffering"] = "no";
        HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        var gone = HttpContext.RequestAborted;
        try
        {
            PaymentSnapshot told = null;
            await foreach (var snapshot in watches.WatchAsync(payment, gone))
            {
                // What has been told already is not told again: that the connection lives is. So is that something could not be told
                // yet: a stream that stays open is what makes the shop go on asking Glase.
                if (ReferenceEquals(snapshot, told))
                {
                    await WriteAsync(HeartbeatEvent, gone);
                    continue;
                }

                var text = await TryDescribeAsync(snapshot);
                await WriteAsync(text ?? UnavailableEvent, gone);
                if (text is not null)
                    told = snapshot;
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The browser comes back by itself when it wants to.
        }

        return new EmptyResult();
    }

    // Null when it could not be done.
    private async Task<string> TryDescribeAsync(PaymentSnapshot snapshot)
    {
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            var result = await scope.ServiceProvider.GetRequiredService<PaymentProgress>().AdvanceAsync(snapshot);
            var state = await scope.ServiceProvider.GetRequiredService<PaymentStatusSerializer>().SerializeAsync(result);
            return $"event: state\ndata: {state}\n\n";
        }
        catch (Exception exception)
        {
            if (logDeduplicator.TryRecord($"stream {snapshot.Payment.Id}", exception))
                await log.WarningAsync($"{PaymentLabels.For(snapshot.Payment)}: its status could not be sent to a waiting page. " +
                    exception.Message, exception);
            return null;
        }
    }

    private async Task WriteAsync(string text, CancellationToken gone)
    {
        await Response.WriteAsync(text, gone);
        await Response.Body.FlushAsync(gone);
    }

    private Task<GlasePayment> ReadAsync(string token)
    {
        return scopeFactory.RunAsync((PaymentStore store) => store.GetByTokenAsync(token));
    }
}
