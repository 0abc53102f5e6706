using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Lets an admin, who looked in Glase's merchant portal, say what became of a refund whose answer was lost.
/// </summary>
public class RefundDecisions
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseRefundService _refundService;
    private readonly ILogger _logger;
    private readonly OrderNotes _notes;
    private readonly RefundBookkeeper _bookkeeper;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public RefundDecisions(GlaseInvoiceService invoiceService, GlaseLockService lockService, GlaseRefundService refundService,
        ILogger logger, OrderNotes notes, RefundBookkeeper bookkeeper, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _refundService = refundService;
        _logger = logger;
        _notes = notes;
        _bookkeeper = bookkeeper;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gets whether somebody has to find out what became of a refund.
    /// </summary>
    /// <remarks>
    /// One that was recorded but has no outcome counts only when whoever recorded it has given up waiting for sure: before, the
    /// answer may still come. That is longer than the payment's lock holds after its owner ended.
    /// </remarks>
    /// <param name="refund">The refund</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static bool IsUndecided(GlaseRefund refund, DateTime nowUtc)
    {
        return refund.Status == GlaseRefundStatus.Unknown
            || refund.Status == GlaseRefundStatus.Requested && refund.CreatedOnUtc + GlaseDefaults.RefundAnswerPatience < nowUtc;
    }

    /// <summary>
    /// Decides that a refund was made: the order shows it from now on.
    /// </summary>
    /// <param name="refundId">The refund</param>
    /// <param name="reference">Glase's reference of the refund; null or empty when the admin does not know it</param>
    /// <param name="decidedBy">The admin's e-mail address</param>
    /// <exception cref="TimeoutException">Somebody else is working on the payment</exception>
    public async Task<RefundDecision> MadeAsync(int refundId, string reference, string decidedBy)
    {
        var known = string.IsNullOrWhiteSpace(reference) ? null : reference.Trim();
        if (known is not null && !GlaseReference.IsUsable(known))
            return RefundDecision.UnusableReference;

        return await DecideAsync(refundId, decidedBy, async refund =>
        {
            refund.Status = GlaseRefundStatus.Succeeded;
            refund.ErsReference = known;
            refund.Error = null;
            await _refundService.UpdateAsync(refund);
            await TellAsync(refund, known is null ? "was made" : $"was made, under the reference {known}");
            await _bookkeeper.BookAsync(refund.InvoiceId);
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
    public async Task<RefundDecision> ConfirmAsync(int refundId, string reference, string decidedBy)
    {
        var isProposed = await _refundService.GetByIdAsync(refundId) is { ProposedReference: { } proposed } && proposed == reference;
        return isProposed && !await _refundService.HasReferenceAsync(reference)
            ? await MadeAsync(refundId, reference, decidedBy)
            : RefundDecision.TooLate;
    }

    /// <summary>
    /// Decides that a refund was not made: no money moved, and the payment can be refunded again.
    /// </summary>
    /// <inheritdoc cref="MadeAsync" />
    public Task<RefundDecision> NotMadeAsync(int refundId, string decidedBy)
    {
        return DecideAsync(refundId, decidedBy, async refund =>
        {
            refund.Status = GlaseRefundStatus.Refused;
            await _refundService.UpdateAsync(refund);
            await TellAsync(refund, "was not made");
        });
    }

    private async Task<RefundDecision> DecideAsync(int refundId, string decidedBy, Func<GlaseRefund, Task> decide)
    {
        if (await _refundService.GetByIdAsync(refundId) is not { } found)
            return RefundDecision.NoRefund;

        return await _lockService.RunAsync(GlaseInvoiceService.LockName(found.InvoiceId), async () =>
        {
            var now = _timeProvider.GetUtcNow().UtcDateTime;
            var refund = await _refundService.GetByIdAsync(refundId);
            if (!refund.IsOpen)
                return RefundDecision.TooLate;
            if (!IsUndecided(refund, now))
                return RefundDecision.TooEarly;

            refund.DecidedOnUtc = now;
            refund.DecidedBy = decidedBy;
            await decide(refund);
            return RefundDecision.Made;
        });
    }

    private async Task TellAsync(GlaseRefund refund, string what)
    {
        var payment = await _invoiceService.GetByIdAsync(refund.InvoiceId);
        var text = string.Create(CultureInfo.InvariantCulture, $"Glase: {refund.DecidedBy} decided that the refund of " +
            $"{refund.Amount:0.00} {payment.MoneyCurrencyCode} asked for on {refund.CreatedOnUtc:yyyy-MM-dd HH:mm} UTC {what} " +
            $"(payment {payment.ErsReference}).");
        await _logger.InformationAsync($"{PaymentNames.Of(payment)}: {text}");
        if (payment.OrderId is { } orderId)
            await _notes.AddAsync(orderId, text);
    }
}
