using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Where the payment link of an order leads, from an email, a PDF invoice or the order's page, with no account and in any browser.
/// </summary>
[RateLimitPerPayment]
public class GlaseOrderLinkController(OrderLinks links, IOrderService orderService, PaymentStore paymentStore, ShopperSession session,
    OrderPaymentService orderPaymentService, PaymentModelFactory modelFactory, FailureLog failureLog) : PaymentPageController
{
    private const int ImageSeconds = 7 * 24 * 3600;

    /// <summary>
    /// Leads to the page of the order's payment, and has this browser see what the shopper's own sees there.
    /// </summary>
    /// <remarks>
    /// Scanners of mail open every link. So it issues no new code in place of one that is over, which the page does when a button is pressed.
    /// </remarks>
    [HttpGet]
    [HttpHead]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Open(string token)
    {
        if (await FindOrderAsync(token) is not { } order)
            return Ended();

        if (!IsHead)
            session.RememberOrderLink(token);
        return await GetPaymentAsync(order) is { } payment
            ? RedirectToRoute(GlaseDefaults.Routes.Pay, new { token = payment.Token })
            : View($"{GlaseDefaults.ViewsPath}/Pay.cshtml",
                await modelFactory.PrepareWithoutInvoiceAsync(PaymentState.Unavailable, onOwnPage: true) with { RenewUrl = null, OtherMethods = [] });
    }

    /// <summary>
    /// Draws the code that leads to the link, for mail programs.
    /// </summary>
    [HttpGet]
    [HttpHead]
    [ResponseCache(Duration = ImageSeconds, Location = ResponseCacheLocation.Any)]
    public async Task<IActionResult> Image(string token)
    {
        return await FindOrderAsync(token) is { } order && await links.GetUrlAsync(order.OrderGuid, order.StoreId) is { } url
            ? File(QrCodeImage.ToPng(url), MediaTypeNames.Image.Png)
            : GlaseStatusController.Unknown();
    }

    // Links of old emails end when the plugin was installed anew or the key they were made with is lost.
    private ViewResult Ended()
    {
        var page = View($"{GlaseDefaults.ViewsPath}/LinkEnded.cshtml");
        page.StatusCode = StatusCodes.Status404NotFound;
        return page;
    }

    private async Task<Order> FindOrderAsync(string token)
    {
        return await links.ReadAsync(token) is { } orderGuid
            && await orderService.GetOrderByGuidAsync(orderGuid) is { Deleted: false, PaymentMethodSystemName: GlaseDefaults.SystemName } order
                ? order
                : null;
    }

    // An order whose code could not be issued when it was placed has no payment yet.
    private async Task<GlasePayment> GetPaymentAsync(Order order)
    {
        try
        {
            return await paymentStore.GetByOrderIdAsync(order.Id) ?? (IsHead ? null : await orderPaymentService.GetPayableAsync(order));
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            await failureLog.WarningAsync($"payment link {order.Id}", $"Glase: there was no code for order {order.Id} in time.", exception);
            return null;
        }
    }
}
