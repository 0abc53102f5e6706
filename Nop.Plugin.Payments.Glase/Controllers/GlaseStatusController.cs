using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Settling;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// What browsers and Glase ask and tell about a payment. Not a page of the shop: it makes no guest account, and trusts
/// nothing that it is told.
/// </summary>
[BoundedPerPayment]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class GlaseStatusController : Controller
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    private readonly IHostApplicationLifetime _applicationLifetime;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly LivePayments _livePayments;
    private readonly PaymentModelFactory _modelFactory;
    private readonly PaymentSettler _settler;
    private readonly RequestLimits _limits;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the controller.
    /// </summary>
    public GlaseStatusController(IHostApplicationLifetime applicationLifetime, GlaseInvoiceService invoiceService,
        LivePayments livePayments, PaymentModelFactory modelFactory, PaymentSettler settler,
        RequestLimits limits, TimeProvider timeProvider)
    {
        _applicationLifetime = applicationLifetime;
        _invoiceService = invoiceService;
        _livePayments = livePayments;
        _modelFactory = modelFactory;
        _settler = settler;
        _limits = limits;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Tells the state of a payment once.
    /// </summary>
    [HttpGet]
    public async Task<IActionResult> Status(string token)
    {
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return Unknown();

        var snapshot = invoice.IsOpen ? await LookAsync(invoice) : new PaymentSnapshot(invoice, IsTroubled: false);
        await SettleAsync(snapshot);
        return await AnswerAsync(snapshot);
    }

    /// <summary>
    /// Tells the state of a payment now and at each change, as server-sent events, until it is final.
    /// </summary>
    [HttpGet]
    public async Task<IActionResult> Events(string token)
    {
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return Unknown();

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

    /// <summary>
    /// Where Glase says that an invoice was paid (Glase API: notificationUrl). A hint only: Glase is asked before anything
    /// is believed, and the answer is not 200 when it could not be asked, so that trouble shows at the caller.
    /// </summary>
    [HttpGet]
    [HttpPost]
    public async Task<IActionResult> Notification(string token)
    {
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return Unknown();

        var snapshot = invoice.IsOpen
            ? await _livePayments.AskNowAsync(invoice, HttpContext.RequestAborted)
            : new PaymentSnapshot(invoice, IsTroubled: false);
        await SettleAsync(snapshot);
        return snapshot.IsTroubled ? StatusCode(StatusCodes.Status503ServiceUnavailable) : Ok();
    }

    // With an empty answer, nopCommerce would show its own page instead: make a guest account and log an error for each
    // stranger who guesses, and turn Glase's POST into a bad request.
    private static ContentResult Unknown()
    {
        return new ContentResult
        {
            StatusCode = StatusCodes.Status404NotFound,
            Content = "There is no such payment.",
            ContentType = MediaTypeNames.Text.Plain
        };
    }

    private async Task<PaymentSnapshot> LookAsync(GlaseInvoice invoice)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(HttpContext.RequestAborted);
        patience.CancelAfter(AnswerPatience);
        try
        {
            return await _livePayments.LookAsync(invoice, patience.Token);
        }
        catch (OperationCanceledException) when (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            return new PaymentSnapshot(invoice, IsTroubled: true);
        }
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

            var snapshot = states.Current;
            await SettleAsync(snapshot);
            await WriteAsync($"event: state\ndata: {await DescribeAsync(snapshot)}\n\n", ending);
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

    private async Task SettleAsync(PaymentSnapshot snapshot)
    {
        if (snapshot.Invoice.IsConfirmed)
            await _settler.SettleAsync(snapshot.Invoice);
    }

    private async Task<ContentResult> AnswerAsync(PaymentSnapshot snapshot)
    {
        return Content(await DescribeAsync(snapshot), MediaTypeNames.Application.Json);
    }

    // Written here and not by the host, whose settings decide on the case of names.
    private async Task<string> DescribeAsync(PaymentSnapshot snapshot)
    {
        return JsonSerializer.Serialize(new
        {
            State = JsonNamingPolicy.CamelCase.ConvertName(PaymentModelFactory.StateOf(snapshot.Invoice).ToString()),
            SecondsLeft = _modelFactory.SecondsLeft(snapshot.Invoice),
            Amount = await _modelFactory.FormatAmountAsync(snapshot.Invoice),
            Trouble = snapshot.IsTroubled
        }, JsonSerializerOptions.Web);
    }
}
