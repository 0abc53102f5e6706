using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Plugin.Payments.Glase.Domain;
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
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    private readonly GlaseInvoiceService _invoiceService;
    private readonly LivePayments _livePayments;
    private readonly PaymentNews _news;
    private readonly PaymentSettler _settler;
    private readonly SafeLog _log;

    /// <summary>
    /// Makes the controller.
    /// </summary>
    public GlaseStatusController(GlaseInvoiceService invoiceService, LivePayments livePayments, PaymentNews news,
        PaymentSettler settler, SafeLog log)
    {
        _log = log;
        _invoiceService = invoiceService;
        _livePayments = livePayments;
        _news = news;
        _settler = settler;
    }

    /// <summary>
    /// Tells the state of a payment once.
    /// </summary>
    [HttpGet]
    public async Task<IActionResult> Status(string token)
    {
        var invoice = await FindAsync(token);
        if (invoice is null)
            return Unknown();

        var snapshot = invoice.AwaitsGlase ? await LookAsync(invoice) : new PaymentSnapshot(invoice, IsTroubled: false);
        return Content(await _news.TellAsync(snapshot), MediaTypeNames.Application.Json);
    }

    /// <summary>
    /// Where Glase says that an invoice was paid (Glase API: notificationUrl). A hint only: Glase is asked before anything
    /// is believed, and the answer is 503 when it could not be asked or its answer not be recorded in time, so that trouble shows
    /// at the caller.
    /// </summary>
    [HttpGet]
    [HttpPost]
    public async Task<IActionResult> Notification(string token)
    {
        try
        {
            var invoice = await FindAsync(token);
            if (invoice is null)
                return Unknown();

            var snapshot = invoice.AwaitsGlase
                ? await _livePayments.AskNowAsync(invoice, HttpContext.RequestAborted)
                : new PaymentSnapshot(invoice, IsTroubled: false);
            if (snapshot.Invoice.IsConfirmed)
                await _settler.SettleAsync(snapshot.Invoice, GlaseDefaults.PagePatience);
            return snapshot.IsTroubled ? Unavailable() : Ok();
        }
        catch (LockBusyException)
        {
            return Unavailable();
        }
        catch (Exception exception) when (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            await _log.ErrorAsync($"Glase: a notification could not be followed. {exception.Message}", exception);
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

    private Task<GlaseInvoice> FindAsync(string token)
    {
        return _livePayments.FindAsync(token, () => _invoiceService.GetByTokenAsync(token));
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
}
