using System.Globalization;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what the shopper is told of a payment that no order could be placed with: why, and what there is to do.
/// </summary>
public class PaidModelFactory(PaymentModelFactory modelFactory, CartReadiness readiness, PaymentTexts texts, IWorkContext workContext)
{
    /// <summary>
    /// Prepares the model of the shopper's payment.
    /// </summary>
    /// <returns>The model; null when nothing has kept the payment from paying an order</returns>
    public async Task<PaymentModel> PrepareAsync(GlasePayment payment)
    {
        if (payment is { IsFullyPaidOrReserved: true, LastError: not null })
            return await PrepareStuckAsync(payment);
        return payment is { Status: GlasePaymentStatus.Refunded, OrderId: null } && await ReasonAsync(payment) is { } reason
            ? await modelFactory.PrepareAsync(payment, onOwnPage: true, reason)
            : null;
    }

    private async Task<PaymentModel> PrepareStuckAsync(GlasePayment payment)
    {
        var openStep = payment.OrderId is null
            ? await readiness.GetOpenStepAsync(await workContext.GetCurrentCustomerAsync(), payment.StoreId)
            : CheckoutStep.None;
        var message = openStep switch
        {
            CheckoutStep.None => $"{await texts.GetErrorAsync("NotCompleted")} {await ReasonAsync(payment)}".TrimEnd(),
            CheckoutStep.Cart => await texts.DescribeEmptyCartAsync(payment),
            _ => await texts.GetErrorAsync("CheckoutIncomplete")
        };
        return await modelFactory.PrepareAsync(payment, onOwnPage: true, message) with { OpenStep = openStep };
    }

    // Null when it is not the shopper's business.
    private async Task<string> ReasonAsync(GlasePayment payment)
    {
        return payment.ShopperError is { } obstacle
            ? string.Format(CultureInfo.CurrentCulture, await texts.GetErrorAsync("Reason"), obstacle)
            : null;
    }
}
