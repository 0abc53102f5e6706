using System.Globalization;

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

    private void Require(bool isAllowed, string reason)
    {
        if (!isAllowed)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"Glase payment #{Id} ({Status}) cannot be changed in this way: {reason}."));
    }
}
