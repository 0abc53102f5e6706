using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Keeps browsers up to date on a payment while they wait, by server-sent events: the state now and at each change, until it is final.
/// </summary>
internal sealed class PaymentEventsEndpoint(IServiceScopeFactory scopeFactory, PaymentWatchRegistry watches, PaymentRateLimiter rateLimiter,
    WaitingMetrics metrics, PaymentEventDescriber describer)
{
    private const string EventStream = "text/event-stream";

    /// <summary>
    /// The HTTP methods that the address has.
    /// </summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Answers a request.
    /// </summary>
    public async Task HandleAsync(HttpContext context)
    {
        var token = (string)context.GetRouteValue("token");
        context.Response.Headers.CacheControl = "no-store, no-cache";
        context.Response.Headers.Pragma = "no-cache";
        if (!rateLimiter.TryAcquire(token))
        {
            context.Response.Headers.RetryAfter = "1";
            await AnswerAsync(context.Response, RateLimitPerPaymentAttribute.TooMany());
        }
        else if (await FindAsync(token) is not { } payment)
            await AnswerAsync(context.Response, GlaseStatusController.Unknown());
        else if (HttpMethods.IsHead(context.Request.Method))
            context.Response.ContentType = EventStream;
        else
        {
            using var lease = rateLimiter.OpenStream(payment.Token);
            if (!lease.IsAcquired)
            {
                await AnswerAsync(context.Response, RateLimitPerPaymentAttribute.TooMany());
                return;
            }

            Begin(context);
            metrics.StreamOpened();
            try
            {
                var stream = new PaymentEventStream(context, describer);
                using var left = context.RequestAborted.UnsafeRegister(static stream => ((PaymentEventStream)stream).End(), stream);
                using var subscription = watches.Subscribe(payment, stream);
                await stream.Ended;
            }
            finally
            {
                metrics.StreamClosed();
            }
        }
    }

    private Task<GlasePayment> FindAsync(string token)
    {
        return watches.FindAsync(token, () => scopeFactory.RunAsync((PaymentStore store) => store.GetByTokenAsync(token)));
    }

    private static void Begin(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = EventStream;
        // A proxy that compresses the stream would hold each event back until the next one.
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static Task AnswerAsync(HttpResponse response, ContentResult answer)
    {
        response.StatusCode = answer.StatusCode ?? StatusCodes.Status200OK;
        response.ContentType = answer.ContentType;
        return response.WriteAsync(answer.Content);
    }
}
