using System.Globalization;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// One payment: an invoice sent to Glase, its status, and what the shop did with it.
/// </summary>
/// <remarks>
/// All times are UTC; amounts are in <see cref="CurrencyCode"/>, which was the primary store currency when the invoice was made.
/// Only its own methods change it, and only a <c>LockedPayment</c> is saved.
/// </remarks>
public partial class GlasePayment : BaseEntity
{
    /// <summary>
    /// The statuses of an invoice that a payer may still pay, or be in the middle of paying.
    /// </summary>
    internal static readonly int[] OpenStatusIds =
    [
        (int)GlasePaymentStatus.Sending, (int)GlasePaymentStatus.Issued,
        (int)GlasePaymentStatus.PendingIssuerAcknowledge, (int)GlasePaymentStatus.PartiallyPaid
    ];

    /// <summary>
    /// Gets or sets the GUID of the order that this payment is for, also before there is an order.
    /// </summary>
    public Guid OrderGuid { get; internal set; }

    /// <summary>
    /// Gets or sets the order that this payment is for; null as long as none was placed.
    /// </summary>
    public int? OrderId { get; internal set; }

    /// <summary>
    /// Gets or sets the shopper.
    /// </summary>
    public int CustomerId { get; internal set; }

    /// <summary>
    /// Gets or sets the store whose settings and credentials this payment uses, for good.
    /// </summary>
    public int StoreId { get; internal set; }

    /// <summary>
    /// Gets or sets the language that the shopper read when the code was issued: guests mostly store none, and their order may be
    /// placed without their browser. Null when it is not known.
    /// </summary>
    public int? LanguageId { get; internal set; }

    /// <summary>
    /// Gets or sets the currency that prices were shown in when the code was issued; null when it is not known. Nothing is paid in
    /// it: see <see cref="CurrencyCode"/>.
    /// </summary>
    public int? DisplayCurrencyId { get; internal set; }

    /// <summary>
    /// Gets or sets the random, URL-safe token (128 bits) that names this payment in public addresses.
    /// </summary>
    public string Token { get; internal set; }

    /// <summary>
    /// Gets or sets what this invoice is the open one of: a shopper's cart or an order. Unique, so that there are never two
    /// payable invoices for one checkout; the token once the invoice is over.
    /// </summary>
    public string CheckoutKey { get; internal set; }

    /// <summary>
    /// Gets or sets Glase's reference of the invoice; null until Glase accepted it.
    /// </summary>
    public string InvoiceReference { get; internal set; }

    /// <summary>
    /// Gets or sets the content of the QR code, as received; null until Glase accepted the invoice.
    /// </summary>
    public string QrCode { get; internal set; }

    /// <summary>
    /// Gets or sets the amount to pay.
    /// </summary>
    public decimal Amount { get; internal set; }

    /// <summary>
    /// Gets or sets the currency (ISO 4217).
    /// </summary>
    public string CurrencyCode { get; internal set; }

    /// <summary>
    /// Gets or sets how often the payment was saved since it was made: a reader that knows a lower number has not seen the last change.
    /// </summary>
    public int ChangeNumber { get; internal set; }

    /// <summary>
    /// Gets or sets a fingerprint of what was invoiced; it differs when the cart or the order has changed since. What it says counts
    /// only as long as the amount is not outdated, see <see cref="IsAmountOutdated"/>.
    /// </summary>
    public string DraftHash { get; internal set; }

    /// <summary>
    /// Gets or sets whether the cart or order has changed and the invoice could not, or not yet, be made to ask for what it costs now.
    /// </summary>
    public bool IsAmountOutdated { get; internal set; }

    /// <summary>
    /// Gets or sets whether an update of the invoice was sent and not answered yet: Glase asks for <see cref="Amount"/>, or for what the
    /// update said. Every update that Glase answers, and a refusal of the only one without an answer, ends that.
    /// </summary>
    public bool IsUpdateUnanswered { get; internal set; }

    /// <summary>
    /// Gets or sets what makes up the amount of a cart's invoice and what the cart contains, to tell later why the cart costs something else and
    /// to put it back; null when that was not recorded, and when it is over.
    /// </summary>
    public string Costs { get; internal set; }

    /// <summary>
    /// Gets or sets the status as it is stored; see <see cref="Status"/>.
    /// </summary>
    public int StatusId { get; internal set; }

    /// <summary>
    /// Gets or sets the version that Glase sent last and that the next question acknowledges (Glase API: invoiceVersion).
    /// </summary>
    public int InvoiceVersion { get; internal set; }

    /// <summary>
    /// Gets or sets Glase's reference of the payment; null unless it was paid, and when Glase named none that can be used. Unique.
    /// </summary>
    public string ErsReference { get; internal set; }

    /// <summary>
    /// Gets or sets the amount that Glase says was paid; null unless it was paid, and when Glase has not said how much.
    /// </summary>
    public decimal? PaidAmount { get; internal set; }

    /// <summary>
    /// Gets or sets the currency that Glase says it was paid in, in Glase's words; null unless it was paid, and when Glase has
    /// not said it. See <see cref="IsCurrencyCode"/>.
    /// </summary>
    public string PaidCurrencyCode { get; internal set; }

    /// <summary>
    /// Gets or sets when the shop learnt that it was paid; null unless it was.
    /// </summary>
    public DateTime? PaidOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the shop learnt that Glase holds the money for it; null unless it was reserved.
    /// </summary>
    public DateTime? ReservedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets the amount that Glase holds or held, however little of it is captured; null unless it was reserved, and when it is
    /// not known, see <see cref="IsHeldAmountUnknown"/>.
    /// </summary>
    public decimal? ReservedAmount { get; internal set; }

    /// <summary>
    /// Gets or sets for how many seconds Glase was told to hold a reservation (Glase API: commitReservationTimeout); null where
    /// that was left to Glase.
    /// </summary>
    public int? ReservationSeconds { get; internal set; }

    /// <summary>
    /// Gets or sets until when Glase holds the money; null when it was not reserved, or when that is not known.
    /// </summary>
    public DateTime? ReservationEndsOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the scheduled task looks next what becomes of the reservation; null when there is nothing to look for.
    /// </summary>
    public DateTime? ReservationCheckOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when a capture was sent that Glase has not been seen to make; null when there is none.
    /// </summary>
    public DateTime? CaptureSentOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the invoice was made.
    /// </summary>
    public DateTime CreatedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets until when it can be paid: its invoice is cancelled then. That is <see cref="DeadlineOnUtc"/>, or earlier where the shop
    /// has asked for the cancellation before.
    /// </summary>
    public DateTime ExpiresOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets until when the shopper was told that it can be paid: a placed order that it was for is not cancelled before, whatever
    /// becomes of the invoice.
    /// </summary>
    public DateTime DeadlineOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets how many attempts to place its order failed for a reason that may pass.
    /// </summary>
    public int FailedPlacementAttempts { get; internal set; }

    /// <summary>
    /// Gets or sets when placing its order is tried again (UTC), by whichever node comes first; null when no attempt failed, or when
    /// it is not tried again.
    /// </summary>
    public DateTime? NextPlacementAttemptOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the shop found that nopCommerce had saved its order in part only, which is still to be completed; null when
    /// there is nothing to complete.
    /// </summary>
    public DateTime? OrderCompletionDueOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the plugin began to mark its order as paid, or to complete what nopCommerce had left undone; null before,
    /// and when nopCommerce did all of it itself.
    /// </summary>
    public DateTime? ApplyingOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when its order was authorized by its reservation; null when it was not.
    /// </summary>
    public DateTime? AuthorizedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the shop asked for the release of a reservation that its order does not want any more; null when it is wanted.
    /// </summary>
    public DateTime? ReleaseRequestedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when its order was paid with it; null when it was not.
    /// </summary>
    public DateTime? AppliedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when it counted as refunded in full because no order could be paid with it; null when it does not.
    /// </summary>
    public DateTime? ReversedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when the shop found that only an admin can decide what becomes of the money; null when there was nothing to
    /// decide.
    /// </summary>
    public DateTime? DecisionRequestedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets the decision as it is stored; see <see cref="Decision"/>.
    /// </summary>
    public int? DecisionId { get; internal set; }

    /// <summary>
    /// Gets or sets when an admin decided; null before.
    /// </summary>
    public DateTime? DecidedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets the email address of the admin who decided; null before.
    /// </summary>
    public string DecidedBy { get; internal set; }

    /// <summary>
    /// Gets or sets when the receipt is to be sent to Glase, for the first time or again; null when there is nothing, or
    /// nothing more, to send.
    /// </summary>
    public DateTime? ReceiptDueOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when Glase accepted the receipt; null before.
    /// </summary>
    public DateTime? ReceiptSubmittedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets why Glase does not have the receipt yet, or will not get it, in words for the store owner; null when nothing
    /// went wrong with it.
    /// </summary>
    public string ReceiptError { get; internal set; }

    /// <summary>
    /// Gets or sets the last thing that went wrong, in words for the store owner; null when nothing did.
    /// </summary>
    public string LastError { get; internal set; }

    /// <summary>
    /// Gets or sets why no order could be placed with it, in words for the shopper and in the shopper's language; null when nobody
    /// tried, when one was placed, or when the reason is not the shopper's business.
    /// </summary>
    public string ShopperError { get; internal set; }

    /// <summary>
    /// Gets or sets what is known of the invoice.
    /// </summary>
    public GlasePaymentStatus Status
    {
        get => (GlasePaymentStatus)StatusId;
        internal set => StatusId = (int)value;
    }

    /// <summary>
    /// Gets or sets what an admin decided about the money.
    /// </summary>
    public PaymentDecision Decision
    {
        get => (PaymentDecision)(DecisionId ?? (int)PaymentDecision.None);
        internal set => DecisionId = value == PaymentDecision.None ? null : (int)value;
    }

    /// <summary>
    /// Gets whether it is paid and nothing happens to the money before an admin decides.
    /// </summary>
    public bool AwaitsDecision => Status == GlasePaymentStatus.Paid && IsUnapplied && DecisionRequestedOnUtc is not null
        && DecisionId is null;

    /// <summary>
    /// Gets whether a payer may still pay this invoice, or be in the middle of it.
    /// </summary>
    public bool IsOpen => OpenStatusIds.Contains(StatusId);

    /// <summary>
    /// Gets whether the invoice ended without money, or the money was refunded: a new one may take its place.
    /// </summary>
    public bool IsClosed => IsEnd(Status);

    /// <summary>
    /// Gets whether the payer has confirmed, so that Glase has the money or holds it for the shop.
    /// </summary>
    public bool IsPaidOrReserved => Status is GlasePaymentStatus.Paid or GlasePaymentStatus.Reserved;

    /// <summary>
    /// Gets whether its order is paid with it, or authorized by its reservation and still wants that.
    /// </summary>
    public bool IsApplied => Status switch
    {
        GlasePaymentStatus.Paid => AppliedOnUtc is not null,
        GlasePaymentStatus.Reserved => AuthorizedOnUtc is not null && ReleaseRequestedOnUtc is null,
        _ => false
    };

    /// <summary>
    /// Gets whether Glase has or holds money that its order does not count on: it is to be applied, refunded or released.
    /// </summary>
    public bool IsUnapplied => IsPaidOrReserved && !IsApplied;

    /// <summary>
    /// Gets whether nothing that Glase says can change what is recorded.
    /// </summary>
    public bool IsFinal => Status == GlasePaymentStatus.Refunded || Status == GlasePaymentStatus.Paid && !IsIncomplete;

    /// <summary>
    /// Gets whether Glase has or holds what the invoice asks for, so that an order may be had for it.
    /// </summary>
    public bool IsFullyPaidOrReserved => IsPaidInFull || Status == GlasePaymentStatus.Reserved && ReservedAmount >= Amount;

    /// <summary>
    /// Gets whether it is reserved and nobody has said how much Glase holds: the payer confirmed while an update of the invoice had no
    /// answer. No order may be had for it.
    /// </summary>
    public bool IsHeldAmountUnknown => Status == GlasePaymentStatus.Reserved && ReservedAmount is null;

    /// <summary>
    /// Gets whether Glase said PAID, but not all that paying an order or refunding needs: reference, amount and currency. Glase
    /// is asked again, and what it says is still recorded.
    /// </summary>
    public bool IsIncomplete => Status == GlasePaymentStatus.Paid
        && (ErsReference is null || PaidAmount is null || !IsCurrencyCode(PaidCurrencyCode));

    /// <summary>
    /// Gets whether what Glase says next may change it: it may still be paid, or is paid but <see cref="IsIncomplete"/>.
    /// </summary>
    public bool CanChangeAtGlase => IsOpen || IsIncomplete;

    /// <summary>
    /// Gets what Glase has said about the payment.
    /// </summary>
    public PaidDetails PaidDetails => new(ErsReference, PaidAmount, PaidCurrencyCode);

    /// <summary>
    /// Gets the amount that Glase holds or held for a reservation; where that is not known, what the invoice asked for last as far as Glase
    /// has answered.
    /// </summary>
    public decimal HeldAmount => ReservedAmount ?? Amount;

    /// <summary>
    /// Gets the currency that its money is counted in: that in which it was paid, and the invoice's where Glase has named none.
    /// </summary>
    public string EffectiveCurrencyCode => IsCurrencyCode(PaidCurrencyCode) ? PaidCurrencyCode : CurrencyCode;

    /// <summary>
    /// Gets whether Glase said PAID, under a reference, and the amount and currency are those of the invoice.
    /// </summary>
    public bool IsPaidInFull => Status == GlasePaymentStatus.Paid && !IsIncomplete && PaidAmount == Amount
        && string.Equals(PaidCurrencyCode, CurrencyCode, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Gets whether a text can be the code of a currency (ISO 4217): three letters.
    /// </summary>
    /// <param name="code">The text; null for none</param>
    public static bool IsCurrencyCode(string code) => code is { Length: 3 } && code.All(char.IsAsciiLetter);

    /// <summary>
    /// Gets whether an order counts on this payment: it is paid with it, or authorized by its reservation. No order counts on a payment that
    /// was refunded because it paid none, even where its reservation had authorized one.
    /// </summary>
    public bool IsPaymentOf(Order order)
    {
        return Status switch
        {
            GlasePaymentStatus.Paid => ErsReference is not null && order.CaptureTransactionId == ErsReference
                && order.PaymentStatus is not (PaymentStatus.Pending or PaymentStatus.Authorized),
            GlasePaymentStatus.Refunded => false,
            _ => order.AuthorizationTransactionId == InvoiceReference && order.PaymentStatus != PaymentStatus.Pending
        };
    }

    /// <summary>
    /// Describes why no order may be had for a reservation, as a sentence for the store owner; null when one may, and when it is not reserved.
    /// </summary>
    public string DescribeHeldMismatch()
    {
        if (IsHeldAmountUnknown)
            return "It is not known how much Glase holds: the payer confirmed while the shop changed the invoice's amount, and Glase did not " +
                "answer the change.";
        return Status == GlasePaymentStatus.Reserved && !IsFullyPaidOrReserved
            ? string.Create(CultureInfo.InvariantCulture,
                $"Glase holds {HeldAmount:0.00} {CurrencyCode}, but the invoice was for {Amount:0.00} {CurrencyCode}.")
            : null;
    }

    /// <summary>
    /// Gets whether a reservation ends so soon, or should have ended, that somebody has to do something about it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public bool IsExpiring(DateTime nowUtc)
    {
        return Status == GlasePaymentStatus.Reserved && ReservationEndsOnUtc is { } end && nowUtc >= end - ReservationSchedule.WarningPeriod;
    }

    /// <summary>
    /// Gets whether it is still <see cref="IsIncomplete"/> although Glase had the time it gets to say what is missing.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public bool IsOverdue(DateTime nowUtc)
    {
        return IsIncomplete && PaidOnUtc + GlaseDefaults.IncompletePaymentGracePeriod <= nowUtc;
    }

    private static bool IsEnd(GlasePaymentStatus status) => status is GlasePaymentStatus.Canceled or GlasePaymentStatus.Failed
        or GlasePaymentStatus.Expired or GlasePaymentStatus.NotFound or GlasePaymentStatus.Refused or GlasePaymentStatus.Refunded;
}
