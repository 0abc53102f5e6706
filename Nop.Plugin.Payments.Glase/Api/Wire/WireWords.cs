namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's words for the enumerations.
/// </summary>
internal static class WireWords
{
    public static string Of(PaymentMode mode)
    {
        return mode switch
        {
            PaymentMode.ImmediateDebit => "IMMEDIATE_DEBIT",
            PaymentMode.ReservationDesired => "RESERVATION_DESIRED",
            PaymentMode.ReservationRequired => "RESERVATION_REQUIRED",
            PaymentMode.ReservationRequiredPreliminaryAmount => "RESERVATION_REQUIRED_PRELIMINARY_AMOUNT",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null)
        };
    }

    public static string Of(AcknowledgmentMode mode)
    {
        return mode switch
        {
            AcknowledgmentMode.NoAcknowledgment => "NO_ACKNOWLEDGMENT",
            AcknowledgmentMode.OptionalAcknowledgment => "OPTIONAL_ACKNOWLEDGMENT",
            AcknowledgmentMode.RequireAcknowledgment => "REQUIRE_ACKNOWLEDGMENT",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null)
        };
    }

    public static string Of(ReceiptType type)
    {
        return type switch
        {
            ReceiptType.PaymentReceipt => "PAYMENT_RECEIPT",
            ReceiptType.Warranty => "WARRANTY",
            ReceiptType.Voucher => "VOUCHER",
            ReceiptType.Other => "OTHER",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null)
        };
    }

    public static GlasePaymentStatus ToStatus(string word)
    {
        return word switch
        {
            "ISSUED" => GlasePaymentStatus.Issued,
            "PAID" => GlasePaymentStatus.Paid,
            "PARTIALLY_PAID" => GlasePaymentStatus.PartiallyPaid,
            "PENDING_ISSUER_ACKNOWLEDGE" => GlasePaymentStatus.PendingIssuerAcknowledge,
            "RESERVED" => GlasePaymentStatus.Reserved,
            "CANCELED" => GlasePaymentStatus.Canceled,
            "FAILED" => GlasePaymentStatus.Failed,
            "EXPIRED" => GlasePaymentStatus.Expired,
            _ => GlasePaymentStatus.Unknown
        };
    }
}
