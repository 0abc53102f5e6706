using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Keeps browsers up to date on a payment while they wait. Thousands may, for minutes: what a stream needs only when there is
/// news, which is most of the shop's services, it asks for then and gives back.
/// </summary>
[BoundedPerPayment]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseEventsController : Controller
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    private readonly IHostApplicationLifetime _applicationLifetime;
    private readonly IServiceScopeFactory _scopeFactory;
    private readonly LivePayments _livePayments;
    private readonly RequestLimits _limits;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the controller.
    /// </summary>
    public GlaseEventsController(IHostApplicationLifetime applicationLifetime, IServiceScopeFactory scopeFactory,
        LivePayments livePayments, RequestLimits limits, TimeProvider timeProvider)
    {
        _applicationLifetime = applicationLifetime;
        _scopeFactory = scopeFactory;
        _livePayments = livePayments;
        _limits = limits;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Tells the state of a payment now and at each change, as server-sent events, until it is final.
    /// </summary>
    [HttpGet]
    public async Task<IActionResult> Events(string token)
    {
        var invoice = await InScopeAsync((GlaseInvoiceService service) => service.GetByTokenAsync(token));
        if (invoice is null)
            return GlaseStatusController.Unknown();

        using var lease = _limits.OpenStream(token);
        if (!lease.IsAcquired)
            return BoundedPerPaymentAttribute.TooMany();

        Response.ContentType = "text/event-stream";
        Response.Headers["X-Accel-Buffering"] = "no";
        HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // A shop that stops does not wait for streams to end by themselves.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(HttpContext.RequestAborted,
            _applicationLifetime.ApplicationStopping);
        try
        {
            await StreamAsync(_livePayments.WatchAsync(invoice, ending.Token), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The browser comes back by itself when it wants to.
        }

        return new EmptyResult();
    }

    private async Task StreamAsync(IAsyncEnumerable<PaymentSnapshot> snapshots, CancellationToken ending)
    {
        await using var states = snapshots.GetAsyncEnumerator(ending);
        var next = states.MoveNextAsync().AsTask();
        while (true)
        {
            while (!await IsDoneWithinAsync(next, HeartbeatInterval))
                await WriteAsync(":\n\n", ending);
            if (!await next)
                return;

            var state = await InScopeAsync((PaymentNews news) => news.TellAsync(states.Current));
            await WriteAsync($"event: state\ndata: {state}\n\n", ending);
            next = states.MoveNextAsync().AsTask();
        }
    }

    private async Task<bool> IsDoneWithinAsync(Task task, TimeSpan time)
    {
        using var enough = new CancellationTokenSource();
        var first = await Task.WhenAny(task, Task.Delay(time, _timeProvider, enough.Token));
        await enough.CancelAsync();
        return first == task;
    }

    private async Task WriteAsync(string text, CancellationToken ending)
    {
        await Response.WriteAsync(text, ending);
        await Response.Body.FlushAsync(ending);
    }

    private async Task<TResult> InScopeAsync<TService, TResult>(Func<TService, Task<TResult>> action)
    {
        await using var scope = _scopeFactory.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
