using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// How far the fetching of a report is.
/// </summary>
/// <param name="State">What becomes of it</param>
/// <param name="PollCount">How often Glase was asked so far</param>
/// <param name="Elapsed">How long it took so far, or in all</param>
/// <param name="Report">The report; null unless it is done</param>
/// <param name="Failure">Why there is none, in words for the store owner; null unless it failed</param>
public sealed record ReportProgress(ReportState State, int PollCount, TimeSpan Elapsed, Report Report, string Failure);
