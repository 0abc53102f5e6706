using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the refunds of a payment for admins.
/// </summary>
public class RefundPanelModelFactory(AdminAmounts amounts, AdminTexts texts, TimeProvider timeProvider)
{
    /// <summary>
    /// Prepares a refund.
    /// </summary>
    /// <param name="refund">The refund</param>
    /// <param name="payment">Its payment</param>
    public async Task<RefundPanelModel> PrepareAsync(GlaseRefund refund, GlasePayment payment)
    {
        var isUndecided = refund.IsUnresolved(timeProvider.GetUtcNow().UtcDateTime);
        var amount = await amounts.WriteAsync(refund.Amount, payment.EffectiveCurrencyCode);
        var time = await texts.WriteAsync(refund.CreatedOnUtc);
        return new RefundPanelModel
        {
            RefundId = refund.Id,
            Time = time,
            Amount = amount,
            Status = await texts.EnumAsync(isUndecided ? GlaseRefundStatus.Unknown : refund.Status),
            StatusColor = refund.Status switch
            {
                GlaseRefundStatus.Succeeded => "green",
                GlaseRefundStatus.Refused => "",
                _ => "yellow"
            },
            Reference = refund.ErsReference,
            Remark = refund.DecidedOnUtc is { } decided
                ? await texts.PanelAsync("DecidedBy", refund.DecidedBy, await texts.WriteAsync(decided))
                : isUndecided ? null : refund.Error,
            Instruction = isUndecided ? await texts.PanelAsync("UnknownRefund.Instruction", payment.ErsReference, amount, time) : null,
            Proposal = isUndecided && refund.ProposedReference is not null
                ? await texts.PanelAsync("UnknownRefund.Proposal", refund.ProposedReference, amount)
                : null,
            ProposedReference = isUndecided ? refund.ProposedReference : null
        };
    }
}
