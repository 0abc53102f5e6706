using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// What a test of a store's connection to Glase showed.
/// </summary>
/// <param name="Host">The host that was called, with its port if it has an unusual one; null when the settings name none</param>
/// <param name="TerminalId">The terminal that was tested</param>
/// <param name="PaymentsFailure">What kept a payment's status from being asked; null when nothing did</param>
/// <param name="AreReportsTested">Whether the settings have what reports need, so that they were tested</param>
/// <param name="ReportsFailure">What kept a report from being asked for; null when nothing did, or it was not tested</param>
public sealed record ConnectionTestResult(string Host, string TerminalId, GlaseApiException PaymentsFailure, bool AreReportsTested,
    GlaseApiException ReportsFailure);
