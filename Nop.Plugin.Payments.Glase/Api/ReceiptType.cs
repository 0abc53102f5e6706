namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// What a <see cref="ReceiptDocument"/> is.
/// </summary>
public enum ReceiptType
{
    /// <summary>Receipt of the payment</summary>
    PaymentReceipt,

    /// <summary>Warranty</summary>
    Warranty,

    /// <summary>Voucher</summary>
    Voucher,

    /// <summary>Anything else</summary>
    Other
}
