using System.Text.Json;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Serializes a payment's state for browsers.
/// </summary>
public class PaymentStatusSerializer(PaymentModelFactory modelFactory, PaymentTexts texts, WithdrawnReasonFactory withdrawnReason,
    CartReadiness readiness, ShopperSession session)
{
    /// <summary>
    /// Serializes how far a payment has come, as JSON: the shopper's own browser is told the amount as well, any other is not.
    /// </summary>
    public async Task<string> SerializeAsync(PaymentProgressResult progress)
    {
        var isOwn = await session.OwnsPaymentAsync(progress.Payment);
        var state = PaymentModelFactory.StateOf(progress.Payment);
        // Written here and not by the host, whose settings decide on the case of names.
        return JsonSerializer.Serialize(new StatusMessage
        {
            State = PaymentModel.NameOf(state),
            SecondsLeft = modelFactory.SecondsLeft(progress.Payment),
            Amount = isOwn ? await texts.FormatAsync(progress.Payment) : null,
            Charge = isOwn ? await texts.DescribeChargeAsync(progress.Payment) : null,
            Arrived = isOwn ? await texts.DescribeArrivedAsync(progress.Payment) : null,
            Refunded = isOwn ? await texts.DescribeRefundedAsync(progress.Payment) : null,
            Reason = isOwn ? await withdrawnReason.DescribeAsync(progress.Payment) : null,
            OpenStep = state == PaymentState.Changed ? CheckoutSections.NameOf(await GetOpenStepAsync(progress.Payment)) : null,
            Trouble = progress.IsPollFailing
        }, JsonSerializerOptions.Web);
    }

    // Where the shopper, and nobody else, has still to choose something before there is a code again.
    private async Task<CheckoutStep> GetOpenStepAsync(GlasePayment payment)
    {
        return payment.OrderId is null && await session.FindAsync(payment.CustomerId) is { } customer
            ? await readiness.GetOpenStepAsync(customer, payment.StoreId)
            : CheckoutStep.None;
    }

    // What glase.js reads, in the order in which it is written.
    private sealed record StatusMessage
    {
        public string State { get; init; }

        public int SecondsLeft { get; init; }

        public string Amount { get; init; }

        public string Charge { get; init; }

        public string Arrived { get; init; }

        public string Refunded { get; init; }

        public string Reason { get; init; }

        public string OpenStep { get; init; }

        public bool Trouble { get; init; }
    }
}
