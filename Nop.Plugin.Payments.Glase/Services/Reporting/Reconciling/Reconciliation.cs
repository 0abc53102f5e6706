using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

/// <summary>
/// A period's report beside the shop's own payments and refunds.
/// </summary>
/// <param name="Matched">What both have alike, in the report's order</param>
/// <param name="Differences">What they do not: what Glase lists first, in the report's order, then what only the shop has</param>
public sealed record Reconciliation(
    IReadOnlyList<(GlaseReportedTransaction Reported, LocalTransaction Own)> Matched, IReadOnlyList<Difference> Differences);
