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
public class ManualRefundResolution(PaymentStore paymentStore, DistributedLock locks, RefundStore refundStore, ILogger logger,
    OrderNotes notes, OrderRefundSync orderRefundSync, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets whether somebody has to find out what became of a refund.
    /// </summary>
    /// <remarks>
    /// One that was recorded but has no outcome counts only when whoever recorded it has given up waiting for sure: before, the
    /// answer may still come. That is longer than the payment's lock holds after its owner ended.
    /// </remarks>
    /// <param name="refund">The refund</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static bool IsUnresolved(GlaseRefund refund, DateTime nowUtc)
    {
        return refund.Status == GlaseRefundStatus.Unknown
            || refund.Status == GlaseRefundStatus.Requested && refund.CreatedOnUtc + GlaseDefaults.RefundResponseGracePeriod < nowUtc;
    }

    /// <summary>
    /// Decides that a refund was made: the order shows it from now on.
    /// </summary>
    /// <param name="refundId">The refund</param>
    /// <param name="reference">Glase's reference of the refund; null or empty when the admin does not know it</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public async Task<RefundResolutionResult> MarkSucceededAsync(int refundId, string reference, string decidedBy)
    {
        var known = string.IsNullOrWhiteSpace(reference) ? null : reference.Trim();
        if (known is not null && !GlaseReference.IsUsable(known))
            return RefundResolutionResult.UnusableReference;

        return await ResolveAsync(refundId, decidedBy, async refund =>
        {
            refund.Status = GlaseRefundStatus.Succeeded;
            refund.ErsReference = known;
            refund.Error = null;
            await refundStore.UpdateAsync(refund);
            await ReportAsync(refund, known is null ? "was made" : $"was made, under the reference {known}");
            await orderRefundSync.SyncAsync(refund.PaymentId);
        });
    }

    /// <summary>
    /// Decides that a refund is the one that a period's report lists.
    /// </summary>
    /// <param name="refundId">The refund</param>
    /// <param name="reference">The proposed reference that the admin saw</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
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
        return ResolveAsync(refundId, decidedBy, async refund =>
        {
            refund.Status = GlaseRefundStatus.Refused;
            await refundStore.UpdateAsync(refund);
            await ReportAsync(refund, "was not made");
        });
    }

    private async Task<RefundResolutionResult> ResolveAsync(int refundId, string decidedBy, Func<GlaseRefund, Task> decide)
    {
        if (await refundStore.GetByIdAsync(refundId) is not { } found)
            return RefundResolutionResult.NoRefund;

        return await locks.RunAsync(PaymentStore.LockName(found.PaymentId), async () =>
        {
            var now = timeProvider.GetUtcNow().UtcDateTime;
            var refund = await refundStore.GetByIdAsync(refundId);
            if (!refund.IsOutcomeUnknown)
                return RefundResolutionResult.TooLate;
            if (!IsUnresolved(refund, now))
                return RefundResolutionResult.TooEarly;

            refund.DecidedOnUtc = now;
            refund.DecidedBy = decidedBy;
            await decide(refund);
            return RefundResolutionResult.Recorded;
        });
    }

    private async Task ReportAsync(GlaseRefund refund, string what)
    {
        var payment = await paymentStore.GetByIdAsync(refund.PaymentId);
        var text = string.Create(CultureInfo.InvariantCulture, $"Glase: {refund.DecidedBy} decided that the refund of " +
            $"{refund.Amount:0.00} {payment.EffectiveCurrencyCode} asked for on {refund.CreatedOnUtc:yyyy-MM-dd HH:mm} UTC {what} " +
            $"(payment {payment.ErsReference}).");
        await logger.InformationAsync($"{PaymentLabels.For(payment)}: {text}");
        if (payment.OrderId is { } orderId)
            await notes.AddAsync(orderId, text);
    }
}
