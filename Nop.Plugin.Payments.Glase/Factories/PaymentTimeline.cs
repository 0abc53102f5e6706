using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Builds a payment's timeline for admins.
/// </summary>
public class PaymentTimeline(AdminAmounts amounts, AdminTexts texts)
{
    /// <summary>
    /// Adds to a payment's panel, whose amounts are filled in, what happened.
    /// </summary>
    public async Task AddAsync(PaymentPanelModel model, GlasePayment payment, IList<GlaseRefund> refunds)
    {
        var events = new List<(DateTime Time, string Event)>
        {
            (payment.CreatedOnUtc, await texts.PanelAsync("Event.Issued", model.InvoiceAmount))
        };
        if (payment.ReservedOnUtc is { } reserved)
            events.Add((reserved, payment.ReservationEndsOnUtc is { } end
                ? await texts.PanelAsync("Event.ReservedUntil", await texts.WriteAsync(end))
                : await texts.PanelAsync("Event.Reserved")));
        if (payment.PaidOnUtc is { } paid)
            events.Add((paid, await texts.PanelAsync("Event.Paid", model.Paid ?? "?")));
        if (payment.AuthorizedOnUtc is { } authorized)
            events.Add((authorized, await texts.PanelAsync("Event.Authorized")));
        if (payment.ReleaseRequestedOnUtc is { } releaseRequested)
            events.Add((releaseRequested, await texts.PanelAsync("Event.ReleaseRequested")));
        if (payment.AppliedOnUtc is { } applied)
            events.Add((applied, await texts.PanelAsync("Event.Applied")));
        if (payment.ReversedOnUtc is { } reversed)
            events.Add((reversed, await texts.PanelAsync("Event.Refunded")));
        if (payment is { DecidedOnUtc: { } decidedOn, Decision: not PaymentDecision.None })
            events.Add((decidedOn, await texts.PanelAsync(
                payment.Decision == PaymentDecision.ApplyToOrder ? "Event.Decided.Apply" : "Event.Decided.Refund", payment.DecidedBy)));
        if (payment.ReceiptSubmittedOnUtc is { } receipt)
            events.Add((receipt, await texts.PanelAsync("Event.Receipt")));
        foreach (var refund in refunds)
        {
            var amount = await amounts.WriteAsync(refund.Amount, payment.EffectiveCurrencyCode);
            events.Add((refund.CreatedOnUtc, await texts.PanelAsync("Event.RefundRequested", amount)));
            if (refund.DecidedOnUtc is { } decided)
            {
                var key = refund.Status == GlaseRefundStatus.Succeeded ? "Event.RefundSucceeded" : "Event.RefundNotMade";
                events.Add((decided, await texts.PanelAsync(key, amount, refund.DecidedBy)));
            }
            else if (refund.SucceededOnUtc is { } succeeded)
                events.Add((succeeded, await texts.PanelAsync("Event.RefundMade", amount)));
        }

        foreach (var (time, what) in events.OrderBy(entry => entry.Time))
            model.Timeline.Add((await texts.WriteAsync(time), what));
    }
}
