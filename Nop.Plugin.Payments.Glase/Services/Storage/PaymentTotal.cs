namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// How many payments or refunds there are in a currency, and what they come to.
/// </summary>
/// <param name="CurrencyCode">The currency (ISO 4217)</param>
/// <param name="Count">How many</param>
/// <param name="Amount">What they come to</param>
public sealed record PaymentTotal(string CurrencyCode, int Count, decimal Amount);
