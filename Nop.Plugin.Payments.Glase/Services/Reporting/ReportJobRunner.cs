using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Fetches reports in the background, one fetch per report and period on all nodes together, and caches the results for some minutes.
/// </summary>
/// <remarks>
/// A report is cached by the node that fetched it. Another node that is asked to show it fetches it once more: Glase has it ready.
/// </remarks>
public sealed class ReportJobRunner(BackgroundWork background, IHostApplicationLifetime host, IServiceScopeFactory scopeFactory,
    SafeLog log, SharedReportJobs sharedJobs, TimeProvider timeProvider) : IDisposable
{
    private const int MaxRunning = 10;
    private const int MaxKept = 20;
    private const int MaxKeptCharacters = 64 * 1024 * 1024;

    private static readonly TimeSpan _downloadTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _downloadInterval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<(int PeriodId, ReportKind Kind), ReportJob> _jobs = [];
    private readonly CancellationToken _hostStopping = host.ApplicationStopping;
    private readonly SemaphoreSlim _lock = new(1, 1);

    /// <summary>
    /// Gets how far a report is, on whichever node, and begins to fetch it when nobody did.
    /// </summary>
    /// <param name="period">A closed period</param>
    /// <param name="kind">The report of that period</param>
    /// <returns>How far it is; null when this node is fetching too many reports already</returns>
    public Task<ReportProgress> GetOrStartAsync(GlasePeriod period, ReportKind kind)
    {
        return LockedAsync(async () =>
        {
            var (progress, row) = await GetAsync(period, kind);
            if (progress is null)
                return await StartAsync(period, kind);
            return progress is { State: ReportState.Done, Report: null } ? Start(period, kind, row, isRepeated: true) : progress;
        });
    }

    /// <summary>
    /// Begins to fetch a report anew, unless it is being fetched.
    /// </summary>
    /// <inheritdoc cref="GetOrStartAsync" />
    public Task<ReportProgress> RestartAsync(GlasePeriod period, ReportKind kind)
    {
        return LockedAsync(async () =>
        {
            var (progress, _) = await GetAsync(period, kind);
            return progress?.State == ReportState.Running ? progress : await StartAsync(period, kind);
        });
    }

    /// <summary>
    /// Gets how far a report is, without beginning to fetch it; null when nobody did or it is forgotten.
    /// </summary>
    public Task<ReportProgress> FindAsync(GlasePeriod period, ReportKind kind)
    {
        return LockedAsync(async () => (await GetAsync(period, kind)).Progress);
    }

    /// <summary>
    /// Gets a report that is there. Where another node has it, it is fetched once more, which takes Glase a moment.
    /// </summary>
    /// <param name="period">A closed period</param>
    /// <param name="kind">The report of that period</param>
    /// <param name="cancellationToken">Ends the wait</param>
    /// <returns>The report; null when no node has it, or it was not there in time</returns>
    public async Task<Report> GetReportAsync(GlasePeriod period, ReportKind kind, CancellationToken cancellationToken)
    {
        if (await FindAsync(period, kind) is not { State: ReportState.Done } found)
            return null;

        var started = timeProvider.GetTimestamp();
        for (var progress = found; ; progress = await GetOrStartAsync(period, kind))
        {
            if (progress?.Report is { } report)
                return report;
            if (progress?.State is not (ReportState.Done or ReportState.Running) || timeProvider.GetElapsedTime(started) >= _downloadTimeout)
                return null;
            await Task.Delay(_downloadInterval, timeProvider, cancellationToken);
        }
    }

    /// <summary>
    /// Ends the fetching of a report, on whichever node, there within three seconds; one that is there stays.
    /// </summary>
    public Task CancelAsync(GlasePeriod period, ReportKind kind)
    {
        return LockedAsync(async () =>
        {
            var (progress, _) = await GetAsync(period, kind);
            if (progress?.State != ReportState.Running)
                return progress;

            await sharedJobs.ReplaceAsync(period.Id, kind, ReportState.Canceled);
            if (_jobs.TryGetValue((period.Id, kind), out var job))
                job.Cancel();
            return progress;
        });
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lock.Dispose();
    }

    private async Task<T> LockedAsync<T>(Func<Task<T>> action)
    {
        await _lock.WaitAsync();
        try
        {
            return await action();
        }
        finally
        {
            _lock.Release();
        }
    }

    private async Task<(ReportProgress Progress, GlaseReportJob Row)> GetAsync(GlasePeriod period, ReportKind kind)
    {
        RemoveExpired();
        var row = await sharedJobs.FindAsync(period.Id, kind);
        if (row is null)
            return default;
        return _jobs.TryGetValue((period.Id, kind), out var job) && job.RowId == row.Id
            ? (job.Progress, row)
            : (SharedReportJobs.Describe(row), row);
    }

    private async Task<ReportProgress> StartAsync(GlasePeriod period, ReportKind kind)
    {
        return IsBusy() ? null : Start(period, kind, await sharedJobs.ReplaceAsync(period.Id, kind, ReportState.Running), isRepeated: false);
    }

    private ReportProgress Start(GlasePeriod period, ReportKind kind, GlaseReportJob row, bool isRepeated)
    {
        if (IsBusy())
            return null;

        var job = new ReportJob(row.Id, timeProvider, _hostStopping);
        if (_jobs.TryGetValue((period.Id, kind), out var older))
            older.Cancel();
        _jobs[(period.Id, kind)] = job;
        background.Run("fetching a report", async () =>
        {
            var fetching = RunAsync(job, period, kind);
            if (isRepeated)
                await fetching;
            else
                await RecordUntilEndAsync(job, row, fetching);
            job.Dispose();
        });
        return job.Progress;
    }

    private bool IsBusy()
    {
        return _jobs.Values.Count(running => running.Age is null) >= MaxRunning;
    }

    private async Task RecordUntilEndAsync(ReportJob job, GlaseReportJob row, Task fetching)
    {
        while (await Task.WhenAny(fetching, Task.Delay(GlaseDefaults.ReportInterval, timeProvider, CancellationToken.None)) != fetching)
        {
            // Somebody has cancelled it, or begun anew, on another node.
            if (!await sharedJobs.TryRecordAsync(row, job.Progress))
                job.Cancel();
        }

        await sharedJobs.TryRecordAsync(row, job.Progress);
    }

    // It never fails.
    private async Task RunAsync(ReportJob job, GlasePeriod period, ReportKind kind)
    {
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            var (report, problem) = await FetchAsync(scope.ServiceProvider, job, period, kind);
            job.Complete(report, problem);
        }
        catch (OperationCanceledException)
        {
            job.Cancel();
        }
        catch (GlaseApiException exception)
        {
            job.Fail(exception.Message);
        }
        catch (Exception exception)
        {
            await log.ErrorAsync($"Glase: the report {ReportCatalog.IdOf(kind)} of period {period.TransactionPeriodId} could not be " +
                $"imported. {exception.Message}", exception);
            job.Fail(exception.Message);
        }
    }

    private static async Task<(Report Report, ReportProblem Problem)> FetchAsync(IServiceProvider services, ReportJob job, GlasePeriod period,
        ReportKind kind)
    {
        var report = await services.GetRequiredService<ReportFetcher>().FetchAsync(period, kind, job.RecordPoll, job.CancellationToken);
        if (kind != ReportCatalog.ForReconciliation(period)
            || await services.GetRequiredService<ReportedTransactionStore>().SaveAsync(period.Id, report))
            return (report, ReportProblem.None);
        return (report, ReportParser.Parse(report.Text).Problem);
    }

    private void RemoveExpired()
    {
        var kept = 0;
        var characters = 0L;
        foreach (var (key, job) in _jobs.Where(entry => entry.Value.Age is not null).OrderBy(entry => entry.Value.Age).ToList())
        {
            kept++;
            characters += job.Size;
            if (job.Age >= SharedReportJobs.RetentionTime || kept > MaxKept || characters > MaxKeptCharacters && kept > 1)
                _jobs.Remove(key);
        }
    }
}
