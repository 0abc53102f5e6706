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

    /// <summary>
    /// Makes the controller.
    /// </summary>
    public GlaseStatusController(GlaseInvoiceService invoiceService, LivePayments livePayments, PaymentNews news,
        PaymentSettler settler)
    {
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
        var invoice = await _invoiceService.GetByTokenAsync(token);
        if (invoice is null)
            return Unknown();

        var snapshot = invoice.AwaitsGlase ? await LookAsync(invoice) : new PaymentSnapshot(invoice, IsTroubled: false);
        return Content(await _news.TellAsync(snapshot), MediaTypeNames.Application.Json);
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

        var snapshot = invoice.AwaitsGlase
            ? await _livePayments.AskNowAsync(invoice, HttpContext.RequestAborted)
            : new PaymentSnapshot(invoice, IsTroubled: false);
        if (snapshot.Invoice.IsConfirmed)
            await _settler.SettleAsync(snapshot.Invoice);
        return snapshot.IsTroubled ? StatusCode(StatusCodes.Status503ServiceUnavailable) : Ok();
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
