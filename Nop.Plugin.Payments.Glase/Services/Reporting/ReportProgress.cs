using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// How far the fetching of a report is.
/// </summary>
/// <param name="State">What becomes of it</param>
/// <param name="PollCount">How often Glase was asked so far</param>
/// <param name="Elapsed">How long it took so far, or in all</param>
/// <param name="Report">The report; null unless it is done, and on this node</param>
/// <param name="Failure">Why there is none, in words for the store owner; null unless it failed</param>
public sealed record ReportProgress(ReportState State, int PollCount, TimeSpan Elapsed, Report Report, string Failure)
{
    /// <summary>
    /// Gets what could not be read of a report that was to be reconciled.
    /// </summary>
    public ReportProblem Problem { get; init; }
}
