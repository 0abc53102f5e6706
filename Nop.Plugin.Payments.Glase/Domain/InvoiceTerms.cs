namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// What an invoice asks for.
/// </summary>
/// <param name="Amount">The amount to pay</param>
/// <param name="CurrencyCode">Its currency (ISO 4217)</param>
/// <param name="DraftHash">Fingerprint of the invoice; it differs when the cart or the order has changed</param>
/// <param name="Costs">What makes up the amount of a cart; null when that is not recorded</param>
/// <param name="ReservationSeconds">For how many seconds Glase shall hold a reservation; null where that is left to Glase</param>
public sealed record InvoiceTerms(decimal Amount, string CurrencyCode, string DraftHash, string Costs, int? ReservationSeconds);
