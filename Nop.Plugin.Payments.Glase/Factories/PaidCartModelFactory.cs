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
            IsChanged = cart.Change is not null,
            PayUrl = urls.Pay(payment.Token),
            CompleteUrl = cart.IsOrderable ? urls.Return(payment.Token) : null,
            PutBackUrl = cart.CanBePutBack ? urls.PutBack(payment.Token) : null
        };
    }

    /// <summary>
    /// Prepares the model of a payment that was refunded, or whose reservation was released.
    /// </summary>
    public async Task<PaidCartModel> PrepareRefundedAsync(GlasePayment payment)
    {
        return new PaidCartModel
        {
            Text = $"{await texts.DescribeRefundedAsync(payment)} {await texts.DescribeReasonAsync(payment)}".TrimEnd(),
            PayUrl = urls.Pay(payment.Token),
            CloseUrl = urls.CloseNotice(payment.Token)
        };
    }

    private async Task<string> DescribeAsync(GlasePayment payment, PaidCart cart)
    {
        if (cart.OpenStep == CheckoutStep.Cart)
            return await texts.DescribeEmptyCartAsync(payment);
        if (cart.Change is { } change)
            return await WithRefundAsync(payment, $"{await totalChangeDetector.DescribeAsync(change)} {await texts.GetPaidCartAsync("PutBack")}");

        var text = await texts.DescribePaidCartAsync(payment);
        return cart.OpenStep == CheckoutStep.None ? text : await WithRefundAsync(payment, text);
    }

    private async Task<string> WithRefundAsync(GlasePayment payment, string text)
    {
        return await refundEstimate.GetMinutesAsync(payment) is { } minutes
            ? $"{text} {string.Format(CultureInfo.CurrentCulture, await texts.GetPaidCartAsync("Refund"), minutes)}"
            : text;
    }
}
