using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Helpers;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what shoppers see of a payment.
/// </summary>
public class PaymentModelFactory(IAntiforgery antiforgery, IHttpContextAccessor httpContextAccessor,
    IUserAgentHelper userAgentHelper, PaymentTexts texts, OtherMethodsFactory otherMethods, OrderFactsFactory orderFacts,
    PaymentUrls urls, TimeProvider timeProvider)
{
    private const string WebScheme = "http:";
    private const string AppScheme = "seqr:";

    /// <summary>
    /// Gets the word for a payment's status that browsers and views use.
    /// </summary>
    public static PaymentState StateOf(GlasePayment payment)
    {
        return payment.Status switch
        {
            GlasePaymentStatus.Issued => payment.IsAmountOutdated ? PaymentState.Changed : PaymentState.Waiting,
            GlasePaymentStatus.PendingIssuerAcknowledge or GlasePaymentStatus.PartiallyPaid => PaymentState.InProgress,
            GlasePaymentStatus.Reserved => PaymentState.Reserved,
            // As long as Glase has not said all of it, it is asked again.
            GlasePaymentStatus.Paid when payment.IsPaidInFull || payment.IsIncomplete => PaymentState.Paid,
            GlasePaymentStatus.Paid => PaymentState.BeingRefunded,
            GlasePaymentStatus.Canceled => payment.IsAmountOutdated ? PaymentState.Withdrawn : PaymentState.Cancelled,
            GlasePaymentStatus.Failed => PaymentState.Failed,
            GlasePaymentStatus.Refunded => PaymentState.Refunded,
            GlasePaymentStatus.Expired => PaymentState.Expired,
            GlasePaymentStatus.NotFound => PaymentState.NotFound,
            _ => PaymentState.Unavailable
        };
    }

    /// <summary>
    /// Gets for how many more seconds the payment can be made; zero when it can't.
    /// </summary>
    public int SecondsLeft(GlasePayment payment)
    {
        var left = payment.ExpiresOnUtc - timeProvider.GetUtcNow().UtcDateTime;
        return payment.IsOpen && left > TimeSpan.Zero ? (int)Math.Ceiling(left.TotalSeconds) : 0;
    }

    /// <summary>
    /// Prepares the model of a payment.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="onOwnPage">Whether it has a page of its own; otherwise it is in the checkout's payment step</param>
    /// <param name="message">One more sentence for the shopper; null for none</param>
    public async Task<PaymentModel> PrepareAsync(GlasePayment payment, bool onOwnPage, string message = null)
    {
        var amount = await texts.FormatAsync(payment);
        var model = await PrepareWithoutInvoiceAsync(StateOf(payment), onOwnPage, message);
        model.Token = payment.Token;
        model.Amount = amount;
        model.SecondsLeft = SecondsLeft(payment);
        model.SecondsTotal = (int)Math.Ceiling((payment.ExpiresOnUtc - payment.CreatedOnUtc).TotalSeconds);
        model.InvoiceReference = payment.InvoiceReference;
        model.StatusUrl = urls.Status(payment.Token);
        model.EventsUrl = urls.Events(payment.Token);
        model.CompleteUrl = urls.Complete(payment.Token);
        model.RenewUrl = RenewUrl(payment.Token, onOwnPage);
        model.PayUrl = urls.Pay(payment.Token);
        model.Charge = await texts.DescribeChargeAsync(payment);
        model.Arrived = await texts.DescribeArrivedAsync(payment);
        model.Refunded = await texts.DescribeRefundedAsync(payment);
        if (payment.OrderId is not null)
            (model.Order, model.OtherMethods) = (await orderFacts.PrepareAsync(payment), []);
        else
            model.CancelUrl = urls.Cancel(payment.Token);
        if (payment.IsOpen && payment.QrCode is not null)
        {
            model.QrCodeUrl = QrCodeImage.ToDataUrl(payment.QrCode);
            model.QrCodeLabel = await texts.DescribeCodeAsync(payment);
            model.DeepLink = DeepLink(payment.QrCode);
        }

        return model;
    }

    /// <summary>
    /// Prepares the model of a payment that needs no more action.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="reason">The name of the text that says why</param>
    public async Task<PaymentModel> PrepareClosedAsync(GlasePayment payment, string reason)
    {
        var message = await texts.GetErrorAsync(reason);
        return await PrepareAsync(payment, onOwnPage: true, message) with { IsClosed = true };
    }

    /// <summary>
    /// Prepares the model of a cart that has no code because nopCommerce will not order it.
    /// </summary>
    public async Task<PaymentModel> PrepareNotOrderableAsync(OrderValidationError error, bool onOwnPage)
    {
        return await PrepareWithoutInvoiceAsync(PaymentState.NotOrderable, onOwnPage) with { Error = error };
    }

    /// <summary>
    /// Prepares a model of a cart without a payment.
    /// </summary>
    public async Task<PaymentModel> PrepareWithoutInvoiceAsync(PaymentState state, bool onOwnPage, string message = null)
    {
        var tokens = antiforgery.GetAndStoreTokens(httpContextAccessor.HttpContext);
        return new PaymentModel
        {
            State = state,
            OnOwnPage = onOwnPage,
            Message = message,
            PhoneFirst = userAgentHelper.IsMobileDevice(),
            RequestToken = tokens.RequestToken,
            RequestTokenField = tokens.FormFieldName,
            RenewUrl = state is PaymentState.Unavailable or PaymentState.Changed or PaymentState.NotOrderable ? urls.RenewCart() : null,
            ShopUrl = urls.Shop(),
            OtherMethods = state == PaymentState.AfterOrder ? [] : await otherMethods.GetAsync()
        };
    }

    /// <summary>
    /// Prepares the model of an order for which no new code could be had.
    /// </summary>
    /// <param name="token">The token of any of the order's payments: a new code is asked for in its place</param>
    public async Task<PaymentModel> PrepareUnavailableForOrderAsync(string token)
    {
        var model = await PrepareWithoutInvoiceAsync(PaymentState.Unavailable, onOwnPage: true);
        return model with { RenewUrl = RenewUrl(token, onOwnPage: true), OtherMethods = [] };
    }

    /// <summary>
    /// Gets the link that opens the app on this device (Glase API: the code's content with seqr: in place of HTTP:).
    /// </summary>
    /// <returns>The link; null when the code is not one that the app opens</returns>
    public static string DeepLink(string qrCode)
    {
        return qrCode.StartsWith(WebScheme, StringComparison.OrdinalIgnoreCase) ? AppScheme + qrCode[WebScheme.Length..] : null;
    }

    private string RenewUrl(string token, bool onOwnPage)
    {
        return urls.Renew(token) + (onOwnPage ? "?onOwnPage=true" : "");
    }
}
