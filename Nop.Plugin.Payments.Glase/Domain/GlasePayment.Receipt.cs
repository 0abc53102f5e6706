namespace Nop.Plugin.Payments.Glase.Domain;

/// <content>
/// What changes a payment while its receipt is sent to Glase. See <c>GlasePayment.Transitions.cs</c>.
/// </content>
public partial class GlasePayment
{
    /// <summary>
    /// Claims the first attempt to send its receipt, and makes the next one due should that attempt never end.
    /// </summary>
    /// <param name="lease">How long the attempt is nobody else's</param>
    public void ScheduleReceipt(TimeSpan lease)
    {
        Require(AppliedOnUtc is not null && ReceiptSubmittedOnUtc is null, "only what is applied has a receipt, which is sent once");
        ReceiptDueOnUtc = AppliedOnUtc + lease;
    }

    /// <summary>
    /// Claims the attempt to send its receipt, if that is due.
    /// </summary>
    /// <param name="isWanted">Whether the store still sends receipts</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="lease">How long the attempt is nobody else's</param>
    /// <returns>Whether the caller is to send it</returns>
    public bool TryClaimReceiptAttempt(bool isWanted, DateTime nowUtc, TimeSpan lease)
    {
        Require(ReceiptDueOnUtc <= nowUtc, "its receipt is not due");
        var isSent = isWanted && Status == GlasePaymentStatus.Paid;
        ReceiptDueOnUtc = isSent ? nowUtc + lease : null;
        return isSent;
    }

    /// <summary>
    /// Records that Glase accepted its receipt.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RecordReceiptAccepted(DateTime nowUtc)
    {
        ReceiptSubmittedOnUtc ??= nowUtc;
        (ReceiptDueOnUtc, ReceiptError) = (null, null);
    }

    /// <summary>
    /// Records that its receipt could not be sent. One that Glase accepted meanwhile stays accepted.
    /// </summary>
    /// <param name="dueOnUtc">When it is tried again (UTC); null when it is not</param>
    /// <param name="error">Why, in words for the store owner</param>
    public void RecordReceiptFailure(DateTime? dueOnUtc, string error)
    {
        if (ReceiptSubmittedOnUtc is null)
            (ReceiptDueOnUtc, ReceiptError) = (dueOnUtc, error);
    }
}
