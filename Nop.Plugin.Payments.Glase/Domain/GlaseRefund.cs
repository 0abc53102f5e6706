using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// One refund of a payment, recorded before it is sent so that it is never sent twice.
/// </summary>
/// <remarks>Times are UTC; the amount is in the payment's currency.</remarks>
public partial class GlaseRefund : BaseEntity
{
    /// <summary>
    /// Gets or sets the payment that is refunded.
    /// </summary>
    public int PaymentId { get; internal set; }

    /// <summary>
    /// Gets or sets which refund of its payment this is, from 1. Unique within the payment, so that of two admins, or two
    /// nodes of the shop, who send the next one only one succeeds.
    /// </summary>
    public int Number { get; internal set; }

    /// <summary>
    /// Gets or sets the amount.
    /// </summary>
    public decimal Amount { get; internal set; }

    /// <summary>
    /// Gets or sets how much of it the order shows as refunded: also the fractions below what Glase can refund, and nothing of what
    /// was paid beyond the order's total. Null for a payment without an order, and for refunds from before this was recorded: the
    /// whole <see cref="Amount"/>.
    /// </summary>
    public decimal? OrderAmount { get; internal set; }

    /// <summary>
    /// Gets or sets what its order showed as refunded right before it, in whatever way; null for a payment that had paid no order.
    /// </summary>
    public decimal? OrderRefundedBefore { get; internal set; }

    /// <summary>
    /// Gets or sets the status as it is stored; see <see cref="Status"/>.
    /// </summary>
    public int StatusId { get; internal set; }

    /// <summary>
    /// Gets or sets Glase's reference of the refund; null unless it succeeded.
    /// </summary>
    public string ErsReference { get; internal set; }

    /// <summary>
    /// Gets or sets why it was refused or is unknown, in words for the store owner; null otherwise.
    /// </summary>
    public string Error { get; internal set; }

    /// <summary>
    /// Gets or sets the code by which Glase refused it; null when it was not refused, or refused without an answer of Glase's,
    /// because nothing could be sent or an admin decided so.
    /// </summary>
    public int? ResultCode { get; internal set; }

    /// <summary>
    /// Gets or sets when an admin decided what had become of it; null when Glase's answer says it.
    /// </summary>
    public DateTime? DecidedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets the email address of the admin who decided; null when nobody had to.
    /// </summary>
    public string DecidedBy { get; internal set; }

    /// <summary>
    /// Gets or sets Glase's reference of a refund of the same amount that a period's report lists, which an admin may confirm to be
    /// this one; null when there is none.
    /// </summary>
    public string ProposedReference { get; internal set; }

    /// <summary>
    /// Gets or sets the period whose report lists <see cref="ProposedReference"/>; null when there is none.
    /// </summary>
    public int? ProposedPeriodId { get; internal set; }

    /// <summary>
    /// Gets or sets when its order was seen to show it; null as long as the scheduled task has to look, and for one that did not
    /// succeed.
    /// </summary>
    public DateTime? SyncedToOrderOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the shop learnt that Glase had made it; null for one that did not succeed.
    /// </summary>
    public DateTime? SucceededOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when it was recorded, before it was sent.
    /// </summary>
    public DateTime CreatedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets what is known of it.
    /// </summary>
    public GlaseRefundStatus Status
    {
        get => (GlaseRefundStatus)StatusId;
        internal set => StatusId = (int)value;
    }

    /// <summary>
    /// Gets whether nobody can tell yet if money moved.
    /// </summary>
    public bool IsOutcomeUnknown => Status is GlaseRefundStatus.Unknown or GlaseRefundStatus.Requested;

    /// <summary>
    /// Gets how much of it its order shows, or is to show.
    /// </summary>
    public decimal AmountOnOrder => OrderAmount ?? Amount;

    /// <summary>
    /// Gets whether somebody has to find out what became of it.
    /// </summary>
    /// <remarks>
    /// One that was recorded but has no outcome counts only when the request that recorded it has certainly stopped waiting: before,
    /// the answer may still come. That is longer than the payment's lock holds after its owner ended.
    /// </remarks>
    /// <param name="nowUtc">The time now (UTC)</param>
    public bool IsUnresolved(DateTime nowUtc)
    {
        return Status == GlaseRefundStatus.Unknown
            || Status == GlaseRefundStatus.Requested && CreatedOnUtc + GlaseDefaults.RefundResponseGracePeriod < nowUtc;
    }
}
