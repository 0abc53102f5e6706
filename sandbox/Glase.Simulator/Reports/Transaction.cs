namespace Glase.Simulator.Reports;

/// <summary>A line of a report: a payment, or a refund with a negative amount.</summary>
public sealed record Transaction(string TerminalId, string CashierId, decimal Amount, string ErsReference, long BookedAs);
