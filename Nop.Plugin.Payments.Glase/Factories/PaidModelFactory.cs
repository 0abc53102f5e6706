using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares what the shopper is told of a cart's payment that the cart does not fit, or that no order could be placed with: why, and what
/// there is to do.
/// </summary>
public class PaidModelFactory(PaymentModelFactory modelFactory, PaidCartModelFactory cartModelFactory, CartReadiness readiness,
    WithdrawnReasonFactory withdrawnReason, PaymentEligibility eligibility, PaymentTexts texts, IWorkContext workContext)
{
    /// <summary>
    /// Prepares the model of the shopper's payment.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="onOwnPage">Whether it has a page of its own; otherwise it is in the checkout's payment step</param>
    /// <returns>The model; null when nothing more is to be told than the payment's state</returns>
    public async Task<PaymentModel> PrepareAsync(GlasePayment payment, bool onOwnPage = true)
    {
        if (payment.AwaitsDecision || payment is { OrderId: null, IsFullyPaidOrReserved: true } && !await eligibility.CanPayNewOrderAsync(payment))
            return await modelFactory.PrepareAsync(payment, onOwnPage, await texts.GetErrorAsync("Undecided")) with { IsClosed = true };
        if (payment.IsFullyPaidOrReserved || payment.DescribeHeldMismatch() is not null)
            return await PreparePaidAsync(payment, onOwnPage);
        if (payment.OrderId is not null)
            return null;
        if (payment.Status == GlasePaymentStatus.Refunded)
            return WithStep(await modelFactory.PrepareAsync(payment, onOwnPage, await texts.DescribeReasonAsync(payment)),
                await IsCartEmptyAsync(payment) ? CheckoutStep.Cart : CheckoutStep.None);
        if (PaymentModelFactory.StateOf(payment) == PaymentState.Changed)
            return await modelFactory.PrepareAsync(payment, onOwnPage) with { OpenStep = await GetOpenStepAsync(payment) };
        return await withdrawnReason.DescribeAsync(payment) is { } reason
            ? await modelFactory.PrepareAsync(payment, onOwnPage) with { Reason = reason }
            : null;
    }

    private async Task<PaymentModel> PreparePaidAsync(GlasePayment payment, bool onOwnPage)
    {
        var cart = payment is { OrderId: null, IsFullyPaidOrReserved: true } ? await cartModelFactory.PrepareAsync(payment) : null;
        if (payment.LastError is null && cart is not { IsBlocked: true })
            return null;

        var message = cart switch
        {
            { IsChanged: true } or { OpenStep: CheckoutStep.Cart } => cart.Text,
            { OpenStep: not CheckoutStep.None } => await texts.GetErrorAsync("CheckoutIncomplete"),
            _ => $"{await texts.GetErrorAsync("NotCompleted")} {await texts.DescribeReasonAsync(payment)}".TrimEnd()
        };
        return WithStep(await modelFactory.PrepareAsync(payment, onOwnPage, message), cart?.OpenStep ?? CheckoutStep.None) with
        {
            IsCartChanged = cart is { IsChanged: true },
            RemedyStep = cart?.RemedyStep ?? CheckoutStep.None,
            PutBackUrl = cart?.PutBackUrl
        };
    }

    // An empty cart is paid in no other way.
    private static PaymentModel WithStep(PaymentModel model, CheckoutStep openStep)
    {
        return model with { OpenStep = openStep, OtherMethods = openStep == CheckoutStep.Cart ? [] : model.OtherMethods };
    }

    private async Task<CheckoutStep> GetOpenStepAsync(GlasePayment payment)
    {
        return await readiness.GetOpenStepAsync(await workContext.GetCurrentCustomerAsync(), payment.StoreId);
    }

    private async Task<bool> IsCartEmptyAsync(GlasePayment payment)
    {
        return await readiness.IsEmptyAsync(await workContext.GetCurrentCustomerAsync(), payment.StoreId);
    }
}
