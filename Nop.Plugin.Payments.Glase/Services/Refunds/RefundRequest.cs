namespace Nop.Plugin.Payments.Glase.Services.Refunds;

/// <summary>
/// A refund that somebody asks for.
/// </summary>
/// <param name="Amount">How much to refund, in the payment's currency</param>
/// <param name="Title">What the payer reads</param>
public sealed record RefundRequest(decimal Amount, string Title)
{
    /// <summary>
    /// Gets how much of it the order shows as refunded; null for all of it.
    /// </summary>
    public decimal? OrderAmount { get; init; }

    /// <summary>
    /// Gets what the one who asks believes Glase has refunded before; null where that is judged by <see cref="ShownBefore"/>.
    /// </summary>
    public decimal? RefundedBefore { get; init; }

    /// <summary>
    /// Gets what the order of the one who asks shows as refunded, in whatever way; null where that is judged by <see cref="RefundedBefore"/>.
    /// </summary>
    public decimal? ShownBefore { get; init; }

    /// <summary>
    /// Gets the currency (ISO 4217) to refund in where Glase has not named the one that was paid in; null to refund nothing then.
    /// </summary>
    public string CurrencyCode { get; init; }
}
