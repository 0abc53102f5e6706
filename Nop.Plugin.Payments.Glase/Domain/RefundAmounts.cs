namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// How much a refund is.
/// </summary>
/// <param name="Amount">How much, in the payment's currency</param>
/// <param name="OrderAmount">How much of it the order shows; null for all of it</param>
/// <param name="OrderRefundedBefore">What the order shows as refunded now, in whatever way; null where the payment has paid no order</param>
public sealed record RefundAmounts(decimal Amount, decimal? OrderAmount = null, decimal? OrderRefundedBefore = null);
