using Nop.Core.Domain.Orders;

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
    /// Gets what the one who asks believes Glase has refunded before; null where that is judged by <see cref="Order"/>.
    /// </summary>
    public decimal? RefundedBefore { get; init; }

    /// <summary>
    /// Gets the copy of the order that is saved after the refund; null where what was refunded before is judged by
    /// <see cref="RefundedBefore"/>.
    /// </summary>
    public Order Order { get; init; }

    /// <summary>
    /// Gets the currency (ISO 4217) to refund in where Glase has not named the one that was paid in; null to refund nothing then.
    /// </summary>
    public string CurrencyCode { get; init; }
}
