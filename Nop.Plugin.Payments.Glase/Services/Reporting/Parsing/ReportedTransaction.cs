namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// A payment or a refund as a report lists it.
/// </summary>
/// <param name="TerminalId">Where it was made; null when the report does not say</param>
/// <param name="CashierId">By whom; null when the report does not say</param>
/// <param name="Amount">
/// How much, in the currency of the shop's agreement, which reports do not name; below zero for a refund; null when it is not
/// a number that has one meaning
/// </param>
/// <param name="ErsReference">Glase's reference of the payment or refund; null when the report does not say</param>
public sealed record ReportedTransaction(string TerminalId, string CashierId, decimal? Amount, string ErsReference);
