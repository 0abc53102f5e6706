namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's words for the enumerations.
/// </summary>
internal static class WireEnums
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

    public static GlaseInvoiceState ToStatus(string word)
    {
        return word switch
        {
            "ISSUED" => GlaseInvoiceState.Issued,
            "PAID" => GlaseInvoiceState.Paid,
            "PARTIALLY_PAID" => GlaseInvoiceState.PartiallyPaid,
            "PENDING_ISSUER_ACKNOWLEDGE" => GlaseInvoiceState.PendingIssuerAcknowledge,
            "RESERVED" => GlaseInvoiceState.Reserved,
            "CANCELED" => GlaseInvoiceState.Canceled,
            "FAILED" => GlaseInvoiceState.Failed,
            "EXPIRED" => GlaseInvoiceState.Expired,
            _ => GlaseInvoiceState.Unknown
        };
    }
}
