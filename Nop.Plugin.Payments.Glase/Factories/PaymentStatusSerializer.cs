using System.Text.Json;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Serializes a payment's state for browsers.
/// </summary>
public class PaymentStatusSerializer(PaymentModelFactory modelFactory, PaymentTexts texts, WithdrawnReasonFactory withdrawnReason,
    CartReadiness readiness, ShopperSession session, ClosedOrderReason closedReason)
{
    /// <summary>
    /// Serializes how far a payment has come, as JSON: the shopper's own browser is told the amount as well, any other is not.
    /// </summary>
    public async Task<string> SerializeAsync(PaymentProgressResult progress)
    {
        var isOwn = await session.OwnsPaymentAsync(progress.Payment);
        var state = PaymentModelFactory.StateOf(progress.Payment);
        // Written here and not by the host, whose settings decide on the case of names.
        return JsonSerializer.Serialize(new StatusModel
        {
            State = PaymentModel.NameOf(state),
            SecondsLeft = modelFactory.SecondsLeft(progress.Payment),
            Amount = isOwn ? await texts.FormatAsync(progress.Payment) : null,
            Charge = isOwn ? await texts.DescribeChargeAsync(progress.Payment) : null,
            Arrived = isOwn ? await texts.DescribeArrivedAsync(progress.Payment) : null,
            Refunded = isOwn ? await texts.DescribeRefundedAsync(progress.Payment) : null,
            Reason = isOwn ? await withdrawnReason.DescribeAsync(progress.Payment) : null,
            Closed = isOwn ? await DescribeClosedAsync(progress.Payment) : null,
            OpenStep = state == PaymentState.Changed ? CheckoutSections.NameOf(await GetOpenStepAsync(progress.Payment)) : null,
            Trouble = progress.IsPollFailing
        }, JsonSerializerOptions.Web);
    }

    // That the order was cancelled, or paid in another way, so that no new code is to be had.
    private async Task<string> DescribeClosedAsync(GlasePayment payment)
    {
        return await closedReason.FindAsync(payment) is { } reason ? await texts.GetErrorAsync(reason) : null;
    }

    // Where the shopper, and nobody else, has still to choose something before there is a code again.
    private async Task<CheckoutStep> GetOpenStepAsync(GlasePayment payment)
    {
        return payment.OrderId is null && await session.FindAsync(payment.CustomerId) is { } customer
            ? await readiness.GetOpenStepAsync(customer, payment.StoreId)
            : CheckoutStep.None;
    }
}
