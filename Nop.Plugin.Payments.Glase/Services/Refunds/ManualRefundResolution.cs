using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// Lets an admin record the outcome of a refund whose response was lost, after checking in Glase's merchant portal.
/// </summary>
public class ManualRefundResolution(LockedPayments lockedPayments, RefundStore refundStore, ILogger logger,
    OrderNotes notes, OrderRefundSync orderRefundSync, TimeProvider timeProvider)
{
    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Decides that a refund was made: the order shows it from now on.
    /// </summary>
    /// <param name="refundId">The refund</param>
    /// <param name="reference">Glase's reference of the refund; null or empty when the admin does not know it</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public async Task<RefundResolutionResult> MarkSucceededAsync(int refundId, string reference, string decidedBy)
    {
        var known = string.IsNullOrWhiteSpace(reference) ? null : reference.Trim();
        if (known is not null && !GlaseReference.IsUsable(known))
            return RefundResolutionResult.UnusableReference;

        return await ResolveAsync(refundId, async (locked, refund) =>
        {
            refund.ResolveAsSucceeded(known, decidedBy, Now);
            await refundStore.UpdateAsync(locked, refund);
            await ReportAsync(locked.Payment, refund, known is null ? "was made" : $"was made, under the reference {known}");
            await orderRefundSync.SyncAsync(refund.PaymentId);
        });
    }

    /// <summary>
    /// Decides that a refund is the one that a period's report lists.
    /// </summary>
    /// <param name="refundId">The refund</param>
    /// <param name="reference">The proposed reference that the admin saw</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <returns>Also too late when another is proposed by now, or the reference belongs to another refund</returns>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public async Task<RefundResolutionResult> AcceptProposalAsync(int refundId, string reference, string decidedBy)
    {
        var isProposed = await refundStore.GetByIdAsync(refundId) is { ProposedReference: { } proposed } && proposed == reference;
        return isProposed && !await refundStore.HasReferenceAsync(reference)
            ? await MarkSucceededAsync(refundId, reference, decidedBy)
            : RefundResolutionResult.TooLate;
    }

    /// <summary>
    /// Decides that a refund was not made: no money moved, and the payment can be refunded again.
    /// </summary>
    /// <inheritdoc cref="MarkSucceededAsync" />
    public Task<RefundResolutionResult> MarkNotMadeAsync(int refundId, string decidedBy)
    {
        return ResolveAsync(refundId, async (locked, refund) =>
        {
            refund.ResolveAsNotMade(decidedBy, Now);
            await refundStore.UpdateAsync(locked, refund);
            await ReportAsync(locked.Payment, refund, "was not made");
        });
    }

    private async Task<RefundResolutionResult> ResolveAsync(int refundId, Func<LockedPayment, GlaseRefund, Task> decide)
    {
        if (await refundStore.GetByIdAsync(refundId) is not { } found)
            return RefundResolutionResult.NoRefund;

        return await lockedPayments.RunAsync(found.PaymentId, async locked =>
        {
            var refund = await refundStore.GetByIdAsync(refundId);
            if (!refund.IsOutcomeUnknown)
                return RefundResolutionResult.TooLate;
            if (!refund.IsUnresolved(Now))
                return RefundResolutionResult.TooEarly;

            await decide(locked, refund);
            return RefundResolutionResult.Recorded;
        });
    }

    private async Task ReportAsync(GlasePayment payment, GlaseRefund refund, string what)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Glase: {refund.DecidedBy} decided that the refund of " +
            $"{CurrencyDecimals.Format(refund.Amount, payment.EffectiveCurrencyCode)} asked for on {refund.CreatedOnUtc:yyyy-MM-dd HH:mm} UTC {what} " +
            $"(payment {payment.ErsReference}).");
        await logger.InformationAsync($"{PaymentLabels.For(payment)}: {text}");
        if (payment.OrderId is { } orderId)
            await notes.AddAsync(orderId, text);
    }
}
