namespace Glase.Simulator.Reports;

/// <summary>A closed transaction period.</summary>
/// <param name="After">The last transaction that belongs to the period before.</param>
/// <param name="UpTo">The last transaction that may belong to this one.</param>
/// <param name="TerminalId">The terminal it was marked for; null: the shop only, and no report on a terminal.</param>
public sealed record Period(string Id, long After, long UpTo, string TerminalId, DateTimeOffset MarkedAt);
