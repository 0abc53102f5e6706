namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// The answer to a refund.
/// </summary>
public sealed record RefundPaymentResponse
{
    /// <summary>
    /// Reference of the refund itself, not of the refunded payment.
    /// </summary>
    public string ErsReference { get; init; }

    /// <summary>
    /// The unique reference the request carried, by which Glase can find it.
    /// </summary>
    public string ClientReference { get; init; }
}
