namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// Where in the checkout the shopper sees the code.
/// </summary>
public enum QrCodePlacement
{
    /// <summary>
    /// In the payment step: the order is placed once it is paid.
    /// </summary>
    PaymentStep = 0,

    /// <summary>
    /// On a page of its own after the order was placed, pending its payment.
    /// </summary>
    AfterOrder = 1
}
