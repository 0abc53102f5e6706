namespace Nop.Plugin.Payments.Glase.Domain;

/// <content>
/// What changes a refund. A method that is called in a state that does not allow it throws <see cref="InvalidOperationException"/>.
/// </content>
public partial class GlaseRefund
{
    /// <summary>
    /// Makes the next refund of a payment, before it is sent to Glase.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="number">Which refund of its payment it is, from 1</param>
    /// <param name="amounts">How much</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public static GlaseRefund Request(int paymentId, int number, RefundAmounts amounts, DateTime nowUtc)
    {
        return new GlaseRefund
        {
            PaymentId = paymentId,
            Number = number,
            Amount = amounts.Amount,
            OrderAmount = amounts.OrderAmount,
            OrderRefundedBefore = amounts.OrderRefundedBefore,
            Status = GlaseRefundStatus.Requested,
            CreatedOnUtc = nowUtc
        };
    }

    /// <summary>
    /// Records that Glase made it.
    /// </summary>
    /// <param name="reference">Glase's reference of the refund; null when it named none that can be used</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RecordSucceeded(string reference, DateTime nowUtc)
    {
        RequireUnknown();
        SucceededOnUtc = nowUtc;
        Status = GlaseRefundStatus.Succeeded;
        ErsReference = reference;
    }

    /// <summary>
    /// Records that it was not made.
    /// </summary>
    /// <param name="resultCode">The code by which Glase refused it; null when nothing could be sent</param>
    /// <param name="error">Why, in words for the store owner</param>
    public void RecordRefused(int? resultCode, string error)
    {
        RequireUnknown();
        Status = GlaseRefundStatus.Refused;
        ResultCode = resultCode;
        Error = error;
    }

    /// <summary>
    /// Records that it is not known whether Glase made it, because the answer was lost.
    /// </summary>
    /// <param name="error">What went wrong, in words for the store owner</param>
    public void RecordUnknown(string error)
    {
        RequireUnknown();
        Status = GlaseRefundStatus.Unknown;
        Error = error;
    }

    /// <summary>
    /// Records that an admin found out that it was made.
    /// </summary>
    /// <param name="reference">Glase's reference of the refund; null when the admin does not know it</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ResolveAsSucceeded(string reference, string decidedBy, DateTime nowUtc)
    {
        RecordSucceeded(reference, nowUtc);
        Error = null;
        (DecidedOnUtc, DecidedBy) = (nowUtc, decidedBy);
    }

    /// <summary>
    /// Records that an admin found out that it was not made.
    /// </summary>
    /// <param name="decidedBy">The admin's email address</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ResolveAsNotMade(string decidedBy, DateTime nowUtc)
    {
        RequireUnknown();
        Status = GlaseRefundStatus.Refused;
        (DecidedOnUtc, DecidedBy) = (nowUtc, decidedBy);
    }

    /// <summary>
    /// Records what a period's report proposes, in place of what it proposed before.
    /// </summary>
    /// <param name="reference">Glase's reference of the refund that the report lists; null when it lists none</param>
    /// <param name="periodId">The period</param>
    /// <returns>Whether it changed; not when the outcome is known by now, nor when another period's proposal stands</returns>
    public bool TryPropose(string reference, int periodId)
    {
        if (!IsOutcomeUnknown || reference is null && ProposedPeriodId != periodId)
            return false;

        (ProposedReference, ProposedPeriodId) = (reference, reference is null ? null : periodId);
        return true;
    }

    /// <summary>
    /// Records that its order was seen to show it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it changed; not when it was seen before, nor when it was not made</returns>
    public bool TryMarkSynced(DateTime nowUtc)
    {
        if (Status != GlaseRefundStatus.Succeeded || SyncedToOrderOnUtc is not null)
            return false;

        SyncedToOrderOnUtc = nowUtc;
        return true;
    }

    /// <summary>
    /// Shortens what went wrong to what its column holds.
    /// </summary>
    internal void TruncateError()
    {
        Error = StorableText.Truncate(Error, ColumnLengths.Error);
    }

    /// <summary>
    /// Writes what went wrong in ASCII, because the database refused it as it was.
    /// </summary>
    internal void ReduceErrorToAscii()
    {
        Error = StorableText.ToAscii(Error);
    }

    private void RequireUnknown()
    {
        if (!IsOutcomeUnknown)
            throw new InvalidOperationException($"The outcome of this refund is known: {Status}.");
    }
}
