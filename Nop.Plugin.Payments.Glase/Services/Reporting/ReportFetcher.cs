using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Asks Glase for a report until it is ready.
/// </summary>
public class ReportFetcher(GlaseConnectionProvider connections, IGlaseClient client, TimeProvider timeProvider)
{
    // The names in a report must be those that are known, whatever language the admin reads.
    private const string Language = "en";

    /// <summary>
    /// Fetches a report, which takes seconds and at most <see cref="GlaseDefaults.ReportTimeout"/>.
    /// </summary>
    /// <param name="period">A closed period</param>
    /// <param name="kind">One of the reports that are available for it</param>
    /// <param name="asking">Told each time before Glase is asked</param>
    /// <param name="cancellationToken">Ends the wait</param>
    /// <exception cref="GlaseApiException">
    /// No report; with <see cref="GlaseResultCode.ReportNotReady"/> when it was not ready in all that time
    /// </exception>
    public async Task<Report> FetchAsync(GlasePeriod period, ReportKind kind, Action asking, CancellationToken cancellationToken)
    {
        var connection = await connections.GetAsync(period.StoreId);
        var parameters = ReportCatalog.Parameters(kind, period);
        var started = timeProvider.GetTimestamp();
        await DelayAsync(period.MarkedOnUtc + GlaseDefaults.ReportInterval - timeProvider.GetUtcNow().UtcDateTime, cancellationToken);
        while (true)
        {
            try
            {
                asking();
                return await client.ExecuteReportAsync(connection, ReportCatalog.IdOf(kind), Language, parameters, cancellationToken);
            }
            catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.ReportNotReady
                && timeProvider.GetElapsedTime(started) + GlaseDefaults.ReportInterval < GlaseDefaults.ReportTimeout)
            {
                // It is being made.
            }

            await DelayAsync(GlaseDefaults.ReportInterval, cancellationToken);
        }
    }

    private Task DelayAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        return rest > TimeSpan.Zero
            ? Task.Delay(rest < GlaseDefaults.ReportInterval ? rest : GlaseDefaults.ReportInterval, timeProvider, cancellationToken)
            : Task.CompletedTask;
    }
}
