using System.Globalization;
using Nop.Core.Domain.Orders;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <content>
/// What changes a payment. A method that is called in a state that does not allow it throws
/// <see cref="InvalidOperationException"/>: that is a fault of the caller. What two callers may do at once, such as the notification
/// and the poll, is answered by a return value instead.
/// </content>
public partial class GlasePayment
{
    /// <summary>
    /// Makes the payment of a cart or order, before its invoice is sent to Glase.
    /// </summary>
    /// <param name="target">What it is for</param>
    /// <param name="token">The random token for public addresses</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="paymentWindow">How long it can be paid</param>
    public static GlasePayment Create(CheckoutTarget target, string token, DateTime nowUtc, TimeSpan paymentWindow)
    {
        return new GlasePayment
        {
            OrderGuid = target.OrderGuid,
            OrderId = target.OrderId,
            CustomerId = target.CustomerId,
            StoreId = target.StoreId,
            LanguageId = target.LanguageId,
            DisplayCurrencyId = target.DisplayCurrencyId,
            Token = token,
            CheckoutKey = target.Key,
            Status = GlasePaymentStatus.Sending,
            CreatedOnUtc = nowUtc,
            ExpiresOnUtc = nowUtc + paymentWindow,
            DeadlineOnUtc = nowUtc + paymentWindow
        };
    }

    /// <summary>
    /// Sets what its invoice will ask for, before the invoice is sent.
    /// </summary>
    public void SetTerms(InvoiceTerms terms)
    {
        Require(Status == GlasePaymentStatus.Sending && InvoiceReference is null, "its invoice was sent");
        CurrencyCode = terms.CurrencyCode;
        SetChangeableTerms(terms);
    }

    /// <summary>
    /// Records that Glase issued the invoice. While Glase was asked it may have ended, which it stays.
    /// </summary>
    /// <param name="reference">Glase's reference of the invoice</param>
    /// <param name="qrCode">The content of the QR code</param>
    public void RecordIssued(string reference, string qrCode)
    {
        Require(InvoiceReference is null, "it has an invoice");
        InvoiceReference = reference;
        QrCode = qrCode;
        if (Status == GlasePaymentStatus.Sending)
            Status = GlasePaymentStatus.Issued;
    }

    /// <summary>
    /// Records that Glase issued no invoice, or that it is not known whether it did: nobody was given the code, so nobody can pay it.
    /// </summary>
    /// <param name="error">What went wrong, in words for the store owner</param>
    /// <returns>Whether it was recorded; not when the invoice was issued, or ended, meanwhile</returns>
    public bool RecordNotIssued(string error)
    {
        if (Status != GlasePaymentStatus.Sending)
            return false;

        LastError = error;
        EndWith(GlasePaymentStatus.Refused);
        return true;
    }

    /// <summary>
    /// Copies it as it is.
    /// </summary>
    internal GlasePayment Copy() => (GlasePayment)MemberwiseClone();

    /// <summary>
    /// Counts a change that is about to be saved.
    /// </summary>
    public void CountChange()
    {
        ChangeNumber++;
    }

    /// <summary>
    /// Records that it is not known whether the invoice asks for what the cart or order costs: its code is shown no more before it does.
    /// </summary>
    public void MarkAmountOutdated()
    {
        IsAmountOutdated = true;
    }

    /// <summary>
    /// Records, before Glase is asked to, that the invoice is updated: until Glase answers, it is not known which amount it asks for.
    /// </summary>
    public void BeginUpdate()
    {
        IsAmountOutdated = true;
        IsUpdateUnanswered = true;
    }

    /// <summary>
    /// Records that Glase changed the invoice. Somebody may have paid or reserved the new amount before that was known here.
    /// </summary>
    public void RecordUpdated(InvoiceTerms terms)
    {
        Require(terms.CurrencyCode == CurrencyCode, "an invoice keeps its currency");
        SetChangeableTerms(terms);
        IsAmountOutdated = false;
        EndUpdate();
    }

    /// <summary>
    /// Records that Glase refused to change the invoice, of which no other update was unanswered: it asks for what it asked for before.
    /// </summary>
    public void RecordUpdateRefused()
    {
        EndUpdate();
    }

    /// <summary>
    /// Records in which language and currency the shopper sees the shop now.
    /// </summary>
    public void SetShopperContext(int? languageId, int? displayCurrencyId)
    {
        LanguageId = languageId;
        DisplayCurrencyId = displayCurrencyId;
    }

    /// <summary>
    /// Has the scheduled task cancel the invoice, or release the reservation, because that could not be done now. What is paid, or
    /// has ended, stays as it is.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RequestCancellation(DateTime nowUtc)
    {
        if (!TryRequestRelease(nowUtc) && IsOpen && ExpiresOnUtc > nowUtc)
            ExpiresOnUtc = nowUtc;
    }

    /// <summary>
    /// Has the scheduled task release the reservation, because its order does not want it any more.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it is reserved</returns>
    public bool TryRequestRelease(DateTime nowUtc)
    {
        if (Status != GlasePaymentStatus.Reserved)
            return false;

        ReleaseRequestedOnUtc ??= nowUtc;
        return true;
    }

    /// <summary>
    /// Records a status other than PAID that Glase answered with. An answer older than the last one changes nothing, nor does one to a
    /// question from before the invoice ended: what was reserved then has been released since.
    /// </summary>
    /// <param name="status">The status</param>
    /// <param name="version">The version of the invoice that Glase sent</param>
    /// <param name="wasClosed">Whether the invoice had ended when Glase was asked</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="heldAmount">How much Glase says that it holds, in the invoice's currency; null where it does not say it</param>
    /// <returns>Whether it was recorded</returns>
    public bool RecordStatus(GlasePaymentStatus status, int version, bool wasClosed, DateTime nowUtc, decimal? heldAmount = null)
    {
        Require(status != GlasePaymentStatus.Paid, "PAID is recorded with its details");
        var isOlder = version < InvoiceVersion;
        var isUndone = Status is GlasePaymentStatus.Paid or GlasePaymentStatus.Refunded
            || IsClosed && !wasClosed
            || !IsOpen && status == GlasePaymentStatus.Issued;
        if (isOlder || isUndone)
            return false;

        InvoiceVersion = version;
        ScheduleReservation(status, nowUtc);
        if (status == GlasePaymentStatus.Reserved)
            ReservedAmount = heldAmount ?? ReservedAmount ?? (IsUpdateUnanswered ? null : Amount);
        if (IsEnd(status))
            EndWith(status);
        else
            Status = status;
        return true;
    }

    /// <summary>
    /// Records that Glase said PAID, and what it said about the payment. An order that was authorized is still to be paid then.
    /// </summary>
    /// <param name="details">What is known of the payment now</param>
    /// <param name="version">The version of the invoice that Glase sent</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether that says anything that was not recorded before</returns>
    public bool RecordPaid(PaidDetails details, int version, DateTime nowUtc)
    {
        Require(!IsFinal, "nothing that Glase says changes it any more");
        var isNew = Status != GlasePaymentStatus.Paid || details != PaidDetails;
        InvoiceVersion = Math.Max(InvoiceVersion, version);
        if (Status != GlasePaymentStatus.Paid)
        {
            Status = GlasePaymentStatus.Paid;
            PaidOnUtc ??= nowUtc;
            ReservationCheckOnUtc = null;
        }

        (ErsReference, PaidAmount, PaidCurrencyCode) = details;
        return isNew;
    }

    /// <summary>
    /// Records an answer of Glase with a status that this plugin does not know.
    /// </summary>
    /// <param name="version">The version of the invoice that Glase sent</param>
    /// <param name="error">What was answered, in words for the store owner</param>
    public void RecordUnknownStatus(int version, string error)
    {
        InvoiceVersion = Math.Max(InvoiceVersion, version);
        LastError = error;
    }

    /// <summary>
    /// Records that an open or reserved invoice is over without money.
    /// </summary>
    /// <param name="status">Canceled, Expired, Failed or Refused</param>
    /// <param name="error">What went wrong, in words for the store owner; null when nothing did</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it was recorded; not when it had ended, or was paid, before</returns>
    public bool Close(GlasePaymentStatus status, string error, DateTime nowUtc)
    {
        if (!IsOpen && Status != GlasePaymentStatus.Reserved)
            return false;

        ScheduleReservation(status, nowUtc);
        LastError = error ?? LastError;
        EndWith(status);
        return true;
    }

    /// <summary>
    /// Sets the GUID that its order will have.
    /// </summary>
    public void ReserveOrderGuid(Guid orderGuid)
    {
        Require(OrderId is null, "it has an order");
        OrderGuid = orderGuid;
    }

    /// <summary>
    /// Ties it to an order, whose one open payment it is from now on unless it has ended.
    /// </summary>
    /// <param name="orderId">The order</param>
    /// <param name="orderGuid">The order's GUID</param>
    /// <param name="customerId">
    /// The order's customer: another one than the cart's when the shopper logged in, and the cart was moved, while the order was being saved
    /// </param>
    public void BindToOrder(int orderId, Guid orderGuid, int customerId)
    {
        Require(OrderId is null || OrderId == orderId, "it has another order");
        OrderId = orderId;
        OrderGuid = orderGuid;
        CustomerId = customerId;
        if (!IsClosed)
            CheckoutKey = CheckoutKeys.ForOrder(orderId);
    }

    /// <summary>
    /// Gets whether <see cref="BindToOrder"/> would change nothing.
    /// </summary>
    public bool IsBoundTo(Order order)
    {
        return OrderId == order.Id && OrderGuid == order.OrderGuid && CustomerId == order.CustomerId
            && (IsClosed || CheckoutKey == CheckoutKeys.ForOrder(order.Id));
    }

    /// <summary>
    /// Moves it, with the cart that it is for, to another customer.
    /// </summary>
    public void MoveToCustomer(int customerId)
    {
        Require(OrderId is null && !IsClosed, "it is not the open payment of a cart");
        CustomerId = customerId;
        CheckoutKey = CheckoutKeys.ForCart(customerId, StoreId);
    }

    /// <summary>
    /// Records that nopCommerce saved its order in part only, which is still to be completed.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ScheduleOrderCompletion(DateTime nowUtc)
    {
        OrderCompletionDueOnUtc ??= nowUtc;
    }

    /// <summary>
    /// Records that its order is completed.
    /// </summary>
    public void RecordOrderCompleted()
    {
        OrderCompletionDueOnUtc = null;
    }

    /// <summary>
    /// Records that the plugin begins to mark the order as paid, or to complete what nopCommerce had left undone.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it begins now; not when it began before</returns>
    public bool TryBeginApplying(DateTime nowUtc)
    {
        if (ApplyingOnUtc is not null)
            return false;

        ApplyingOnUtc = nowUtc;
        return true;
    }

    /// <summary>
    /// Records that its order is paid with it, or authorized by its reservation.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RecordApplied(DateTime nowUtc)
    {
        Require(IsPaidOrReserved && OrderId is not null, "only what is paid or reserved is applied, to an order");
        if (Status == GlasePaymentStatus.Paid)
            AppliedOnUtc = nowUtc;
        else
            (AuthorizedOnUtc, ReleaseRequestedOnUtc) = (nowUtc, null);
        LastError = null;
        NextPlacementAttemptOnUtc = null;
        ShopperError = null;
        // What a shopper entered is with the order, and not needed here any more.
        Costs = null;
    }

    /// <summary>
    /// Records that an attempt to place its order failed.
    /// </summary>
    /// <param name="isTransient">Whether the reason may pass: only such attempts count</param>
    /// <param name="nextAttemptOnUtc">When it is tried again (UTC); null when it is not</param>
    /// <param name="error">Why, in words for the store owner</param>
    /// <param name="shopperError">Why, in words for the shopper; null when it is not the shopper's business</param>
    public void RecordPlacementFailure(bool isTransient, DateTime? nextAttemptOnUtc, string error, string shopperError)
    {
        Require(OrderId is null, "it has an order");
        if (isTransient)
            FailedPlacementAttempts++;
        NextPlacementAttemptOnUtc = nextAttemptOnUtc;
        LastError = error;
        ShopperError = shopperError;
    }

    /// <summary>
    /// Records that no order could be placed with it because the order would come to something else than was paid.
    /// </summary>
    /// <param name="error">Why, in words for the store owner; kept only where nothing went wrong before</param>
    /// <param name="shopperError">Why, in words for the shopper; null when it is not the shopper's business</param>
    public void RecordMismatch(string error, string shopperError)
    {
        Require(OrderId is null, "it has an order");
        LastError ??= error;
        ShopperError = shopperError;
    }

    /// <summary>
    /// Records what went wrong last.
    /// </summary>
    /// <param name="error">What went wrong, in words for the store owner; null when nothing is wrong any more</param>
    public void RecordError(string error)
    {
        LastError = error;
    }

    /// <summary>
    /// Has an admin decide what becomes of the money. What was decided before does not count any more. A cart whose payment it was may be
    /// paid in another way meanwhile.
    /// </summary>
    /// <param name="orderId">The order that it was meant for; null when there is none</param>
    /// <param name="reason">Why no order can be paid with it, in words for the store owner</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RequestDecision(int? orderId, string reason, DateTime nowUtc)
    {
        Require(Status == GlasePaymentStatus.Paid && AppliedOnUtc is null, "only what is paid and not applied is decided on");
        if (!AwaitsDecision)
        {
            DecisionRequestedOnUtc = nowUtc;
            (Decision, DecidedOnUtc, DecidedBy) = (PaymentDecision.None, null, null);
        }

        OrderId ??= orderId;
        LastError = reason;
        if (OrderId is null)
            CheckoutKey = Token;
    }

    /// <summary>
    /// Records what an admin decided about the money. A capture may have taken less than was reserved: what is applied to the order is
    /// what was paid. Where the order is still to be placed, the payment is the open one of its cart again.
    /// </summary>
    /// <param name="decision">What was decided</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void Decide(PaymentDecision decision, string decidedBy, DateTime nowUtc)
    {
        Require(AwaitsDecision, "there is nothing to decide");
        (Decision, DecidedOnUtc, DecidedBy) = (decision, nowUtc, decidedBy);
        if (decision != PaymentDecision.ApplyToOrder)
            return;

        Amount = PaidAmount ?? throw new InvalidOperationException("Glase has not said how much was paid.");
        if (OrderId is null)
            CheckoutKey = CheckoutKeys.ForCart(CustomerId, StoreId);
    }

    /// <summary>
    /// Records that all of the money was refunded because no order could be paid with it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void MarkRefunded(DateTime nowUtc)
    {
        Require(Status == GlasePaymentStatus.Paid, "only what is paid is refunded");
        ReversedOnUtc = nowUtc;
        Costs = null;
        EndWith(GlasePaymentStatus.Refunded);
    }

    /// <summary>
    /// Records, before Glase is asked to, that an amount of the reservation is captured.
    /// </summary>
    /// <param name="amount">How much</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void BeginCapture(decimal amount, DateTime nowUtc)
    {
        Require(Status == GlasePaymentStatus.Reserved, "only a reservation is captured");
        Amount = amount;
        CaptureSentOnUtc = nowUtc;
    }

    /// <summary>
    /// Records that Glase refused to capture: all of it is still reserved.
    /// </summary>
    public void RecordCaptureRefused()
    {
        Amount = HeldAmount;
        CaptureSentOnUtc = null;
    }

    /// <summary>
    /// Records that no answer to a capture is waited for any more.
    /// </summary>
    public void ClearCapture()
    {
        CaptureSentOnUtc = null;
    }

    /// <summary>
    /// Sets when the reservation is looked at next, which Glase was just seen to hold.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ScheduleReservationCheck(DateTime nowUtc)
    {
        ReservationCheckOnUtc = ReservationSchedule.NextCheck(ReservationEndsOnUtc, nowUtc);
    }

    /// <summary>
    /// Looks at the reservation again a while later, because Glase said nothing about it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void PostponeReservationCheck(DateTime nowUtc)
    {
        ReservationCheckOnUtc = nowUtc + ReservationSchedule.CheckIntervalAfterEnd;
    }

    /// <summary>
    /// Records that there is nothing more to look at, because the reservation has ended.
    /// </summary>
    public void EndReservationChecks()
    {
        Require(Status != GlasePaymentStatus.Reserved, "it is still reserved");
        ReservationCheckOnUtc = null;
    }

    /// <summary>
    /// Looks at a reservation that has ended once more, after its order was voided: by then, a request that had read the order before has saved it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ScheduleCheckAfterVoid(DateTime nowUtc)
    {
        Require(IsClosed, "it is not over");
        ReservationCheckOnUtc = nowUtc + GlaseDefaults.PlacementGracePeriod;
    }

    /// <summary>
    /// Looks at a reservation that has ended once more, because an order counts on it again.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it changed; not when it has not ended, or is about to be looked at</returns>
    public bool TryScheduleCheckAfterEnd(DateTime nowUtc)
    {
        if (ReservedOnUtc is null || !IsClosed || ReservationCheckOnUtc is not null)
            return false;

        ReservationCheckOnUtc = nowUtc;
        return true;
    }

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

    /// <summary>
    /// Shortens what went wrong to what its columns hold.
    /// </summary>
    internal void TruncateErrors()
    {
        LastError = StorableText.Truncate(LastError, ColumnLengths.Error);
        ReceiptError = StorableText.Truncate(ReceiptError, ColumnLengths.Error);
    }

    /// <summary>
    /// Writes what went wrong in ASCII, because the database refused it as it was.
    /// </summary>
    internal void ReduceErrorsToAscii()
    {
        LastError = StorableText.ToAscii(LastError);
        ReceiptError = StorableText.ToAscii(ReceiptError);
    }

    private void SetChangeableTerms(InvoiceTerms terms)
    {
        Amount = terms.Amount;
        DraftHash = terms.DraftHash;
        Costs = terms.Costs;
        ReservationSeconds = terms.ReservationSeconds;
    }

    // Who confirmed meanwhile has confirmed what it asks for now, whichever that is.
    private void EndUpdate()
    {
        IsUpdateUnanswered = false;
        if (Status == GlasePaymentStatus.Reserved)
            ReservedAmount ??= Amount;
        if (IsFullyPaidOrReserved && !IsApplied)
            (LastError, ShopperError) = (null, null);
    }

    // From here on its cart or order may have another one.
    private void EndWith(GlasePaymentStatus status)
    {
        Status = status;
        CheckoutKey = Token;
    }

    private void ScheduleReservation(GlasePaymentStatus status, DateTime nowUtc)
    {
        if (status == GlasePaymentStatus.Reserved && ReservedOnUtc is null)
            BeginReservation(nowUtc);
        // The request that released it still has to note that on the order.
        else if (status != GlasePaymentStatus.Reserved && Status == GlasePaymentStatus.Reserved)
            ReservationCheckOnUtc = nowUtc + GlaseDefaults.PlacementGracePeriod;
    }

    private void BeginReservation(DateTime nowUtc)
    {
        ReservedOnUtc = nowUtc;
        if (ReservationSeconds is { } seconds)
            ReservationEndsOnUtc = nowUtc.AddSeconds(seconds);
        // The order comes first.
        var earliest = nowUtc + GlaseDefaults.PlacementGracePeriod;
        var next = ReservationSchedule.NextCheck(ReservationEndsOnUtc, nowUtc);
        ReservationCheckOnUtc = next > earliest ? next : earliest;
    }

    private void Require(bool isAllowed, string reason)
    {
        if (!isAllowed)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"Glase payment #{Id} ({Status}) cannot be changed in this way: {reason}."));
    }
}
