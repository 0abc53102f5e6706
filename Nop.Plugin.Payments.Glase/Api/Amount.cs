namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A sum of money.
/// </summary>
/// <param name="Value">In whole units of the currency; what is sent to Glase has at most two decimals</param>
/// <param name="Currency">ISO 4217 code, for instance SEK; null where an answer of Glase names none</param>
public sealed record Amount(decimal Value, string Currency);
