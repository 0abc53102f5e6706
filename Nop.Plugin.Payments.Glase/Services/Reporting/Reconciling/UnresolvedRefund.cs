namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// A refund with an unknown outcome.
/// </summary>
/// <param name="RefundId">The refund</param>
/// <param name="PaymentId">Its payment</param>
/// <param name="OrderId">The order of the payment; null when there is none</param>
/// <param name="Amount">How much, above zero, in the currency</param>
/// <param name="CurrencyCode">The currency (ISO 4217)</param>
/// <param name="TimeUtc">When it was asked for (UTC)</param>
public sealed record UnresolvedRefund(int RefundId, int PaymentId, int? OrderId, decimal Amount, string CurrencyCode, DateTime TimeUtc);
