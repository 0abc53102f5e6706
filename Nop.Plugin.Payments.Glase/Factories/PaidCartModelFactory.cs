using System.Globalization;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Refunds;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what the shopper is told whose cart is paid: how to get the order, or why there is none as the cart is now.
/// </summary>
public class PaidCartModelFactory(PaidCartReader reader, TotalChangeDetector totalChangeDetector, RefundEstimate refundEstimate,
    PaymentTexts texts, PaymentUrls urls, IWorkContext workContext, IStoreContext storeContext)
{
    /// <summary>
    /// Prepares the model of the current shopper's cart.
    /// </summary>
    /// <param name="payment">The payment of the cart</param>
    /// <returns>The model; null in another store than the payment's, whose cart cannot be judged</returns>
    public async Task<PaidCartModel> PrepareAsync(GlasePayment payment)
    {
        var store = await storeContext.GetCurrentStoreAsync();
        if (store.Id != payment.StoreId)
            return null;

        var cart = await reader.ReadAsync(payment, await workContext.GetCurrentCustomerAsync(), store);
        return new PaidCartModel
        {
            Text = await DescribeAsync(payment, cart),
            OpenStep = cart.OpenStep,
            IsChanged = cart.Change is not null || cart.Error is not null,
            RemedyStep = GetRemedyStep(cart),
            PayUrl = urls.Pay(payment.Token),
            CompleteUrl = cart.IsOrderable ? urls.Return(payment.Token) : null,
            PutBackUrl = cart.PutBack == PutBackState.Possible ? urls.PutBack(payment.Token) : null
        };
    }

    /// <summary>
    /// Prepares the model of a payment whose refund was sent, or that an admin decides about: the cart can be paid in another way.
    /// </summary>
    public async Task<PaidCartModel> PrepareUndecidedAsync(GlasePayment payment)
    {
        return new PaidCartModel { Text = await texts.DescribeUndecidedAsync(payment), PayUrl = urls.Pay(payment.Token), HasNothingToDo = true };
    }

    /// <summary>
    /// Prepares the model of a payment that was refunded, whose reservation was released, or that an admin decides about. Who reads of a
    /// decision that is still to come cannot close it.
    /// </summary>
    public async Task<PaidCartModel> PrepareRefundedAsync(GlasePayment payment)
    {
        if (payment.AwaitsDecision)
            return await PrepareUndecidedAsync(payment);
        if (payment.Status == GlasePaymentStatus.Paid)
            return await PrepareUndecidedAsync(payment) with { CloseUrl = urls.CloseNotice(payment.Token) };

        return new PaidCartModel
        {
            Text = $"{await texts.DescribeRefundedAsync(payment)} {await texts.DescribeReasonAsync(payment)}".TrimEnd(),
            PayUrl = urls.Pay(payment.Token),
            CloseUrl = urls.CloseNotice(payment.Token)
        };
    }

    private static CheckoutStep GetRemedyStep(PaidCart cart)
    {
        if (cart.PutBack is PutBackState.Possible or PutBackState.Refused)
            return CheckoutStep.None;
        return cart.Error?.Remedy switch
        {
            OrderErrorRemedy.Cart => CheckoutStep.Cart,
            OrderErrorRemedy.Checkout => CheckoutStep.BillingAddress,
            _ => CheckoutStep.None
        };
    }

    private async Task<string> DescribeAsync(GlasePayment payment, PaidCart cart)
    {
        // Of a cart that is as it was paid, what is refused is what keeps it from being ordered.
        var isRefused = cart.PutBack == PutBackState.Refused && (cart.Change is not null || cart.OpenStep == CheckoutStep.Cart);
        var sentences = new List<string> { await DescribeStateAsync(payment, cart, isRefused || cart.Error is null ? [] : cart.Error.Reasons) };
        if (isRefused)
            sentences.Add(EndSentence(string.Format(CultureInfo.CurrentCulture, await texts.GetPaidCartAsync("PutBack.Refused"),
                string.Join("; ", cart.Refusals))));
        // What is said of an empty cart says it already.
        if (!cart.IsOrderable && cart.OpenStep != CheckoutStep.Cart)
            sentences.AddRange(await DescribeNextAsync(payment, cart));
        return string.Join(" ", sentences);
    }

    private async Task<string> DescribeStateAsync(GlasePayment payment, PaidCart cart, IReadOnlyList<string> obstacles)
    {
        var error = EndSentence(string.Join(" ", obstacles));
        if (cart.OpenStep == CheckoutStep.Cart)
            return await texts.DescribeEmptyCartAsync(payment);
        if (cart.Change is { } change)
            return $"{await totalChangeDetector.DescribeAsync(change)} {error}".TrimEnd();
        return error.Length == 0 ? await texts.DescribePaidCartAsync(payment) : await texts.DescribeNotOrderableCartAsync(payment, error);
    }

    // nopCommerce's own messages come with a full stop and without.
    private static string EndSentence(string text)
    {
        return text.Length == 0 || char.IsPunctuation(text[^1]) ? text : text + ".";
    }

    private async Task<IReadOnlyList<string>> DescribeNextAsync(GlasePayment payment, PaidCart cart)
    {
        // A price or a discount of the shop, or what is sold out: the shopper can do nothing about it.
        var isHopeless = cart.PutBack == PutBackState.Refused || cart is { PutBack: PutBackState.NotNeeded, Error: null };
        var sentences = new List<string>();
        if (cart.PutBack == PutBackState.Possible || cart is { Change: not null, PutBack: PutBackState.NotKnown })
            sentences.Add(await texts.GetPaidCartAsync("PutBack"));
        if (await refundEstimate.GetMinutesAsync(payment) is { } minutes)
            sentences.Add(string.Format(CultureInfo.CurrentCulture, await texts.GetPaidCartAsync(isHopeless ? "Refund.Always" : "Refund"), minutes));
        return sentences;
    }
}
