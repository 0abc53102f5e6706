using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the checkout's payment step. It never throws, so that the other payment methods stay open.
/// </summary>
public class PaymentStepModelFactory(PaymentModelFactory modelFactory, PaidModelFactory paidModelFactory, CartChargeTextFactory chargeTexts,
    LogDeduplicator logDeduplicator, SafeLog log)
{
    private const string Subject = "payment step";

    /// <summary>
    /// Prepares the step for a cart.
    /// </summary>
    /// <param name="result">What there is to show</param>
    /// <param name="onOwnPage">Whether it is shown on the payment's own page instead of in the checkout</param>
    /// <returns>
    /// The code; or that it comes after the order; or why nopCommerce will not order the cart; or that Glase cannot be reached
    /// </returns>
    public async Task<PaymentModel> PrepareAsync(CartPaymentResult result, bool onOwnPage = false)
    {
        return result.Outcome switch
        {
            CartPaymentOutcome.HasPayment => await PrepareAsync(result.Payment, onOwnPage),
            CartPaymentOutcome.AfterOrder => await modelFactory.PrepareWithoutInvoiceAsync(PaymentState.AfterOrder, onOwnPage) with
            {
                Charge = await chargeTexts.DescribeAsync()
            },
            CartPaymentOutcome.NotOrderable => await modelFactory.PrepareNotOrderableAsync(result.Error, onOwnPage),
            CartPaymentOutcome.CartIncomplete => await modelFactory.PrepareWithoutInvoiceAsync(PaymentState.Changed, onOwnPage) with
            {
                OpenStep = result.OpenStep
            },
            _ => await modelFactory.PrepareWithoutInvoiceAsync(PaymentState.Unavailable, onOwnPage)
        };
    }

    // A code of Glase may be one that no image can be drawn of.
    private async Task<PaymentModel> PrepareAsync(GlasePayment payment, bool onOwnPage)
    {
        try
        {
            var model = await paidModelFactory.PrepareAsync(payment, onOwnPage) ?? await modelFactory.PrepareAsync(payment, onOwnPage);
            logDeduplicator.Reset(Subject);
            return model;
        }
        catch (Exception exception)
        {
            if (logDeduplicator.TryRecord(Subject, exception))
                await log.ErrorAsync($"{PaymentLabels.For(payment)} could not be shown in the payment step. {exception.Message}", exception);
            return await modelFactory.PrepareWithoutInvoiceAsync(PaymentState.Unavailable, onOwnPage);
        }
    }
}
