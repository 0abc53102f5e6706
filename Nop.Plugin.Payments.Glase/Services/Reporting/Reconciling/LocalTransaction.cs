namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// A payment or refund as recorded in the shop.
/// </summary>
/// <param name="PaymentId">The payment, also of a refund</param>
/// <param name="RefundId">The refund; null for a payment</param>
/// <param name="OrderId">The order; null when there is none</param>
/// <param name="Reference">Glase's reference of the payment or refund; null when an admin decided without knowing it</param>
/// <param name="Amount">How much, in the currency; below zero for a refund</param>
/// <param name="CurrencyCode">The currency (ISO 4217)</param>
/// <param name="TimeUtc">When the shop learnt of the payment, or asked for the refund (UTC)</param>
public sealed record LocalTransaction(int PaymentId, int? RefundId, int? OrderId, string Reference, decimal Amount,
    string CurrencyCode, DateTime TimeUtc);
