using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Fetches reports in the background, one fetch per report and period, and caches the results for some minutes.
/// </summary>
public class ReportJobRunner(BackgroundWork background, IHostApplicationLifetime host, IServiceScopeFactory scopeFactory,
    SafeLog log, TimeProvider timeProvider)
{
    private const int MaxRunning = 10;
    private const int MaxKept = 20;
    private const int MaxKeptCharacters = 64 * 1024 * 1024;
    private static readonly TimeSpan _retentionTime = TimeSpan.FromMinutes(15);

    private readonly Dictionary<(int PeriodId, ReportKind Kind), ReportJob> _jobs = [];
    private readonly CancellationToken _hostStopping = host.ApplicationStopping;

    /// <summary>
    /// Gets how far a report is, and begins to fetch it when nobody did.
    /// </summary>
    /// <param name="period">A closed period</param>
    /// <param name="kind">One of the reports that can be had on it</param>
    /// <returns>How far it is; null when too many reports are being fetched already</returns>
    public ReportProgress GetOrStart(GlasePeriod period, ReportKind kind)
    {
        lock (_jobs)
        {
            RemoveExpired();
            return _jobs.TryGetValue((period.Id, kind), out var job) ? job.Progress : Start(period, kind);
        }
    }

    /// <summary>
    /// Begins to fetch a report anew, unless it is being fetched.
    /// </summary>
    /// <inheritdoc cref="GetOrStart" />
    public ReportProgress Restart(GlasePeriod period, ReportKind kind)
    {
        lock (_jobs)
        {
            RemoveExpired();
            if (_jobs.TryGetValue((period.Id, kind), out var job) && job.Age is not null)
                _jobs.Remove((period.Id, kind));
            else if (job is not null)
                return job.Progress;
            return Start(period, kind);
        }
    }

    /// <summary>
    /// Gets how far a report is, without beginning to fetch it; null when nobody did or it is forgotten.
    /// </summary>
    public ReportProgress Find(GlasePeriod period, ReportKind kind)
    {
        lock (_jobs)
        {
            RemoveExpired();
            return _jobs.GetValueOrDefault((period.Id, kind))?.Progress;
        }
    }

    /// <summary>
    /// Ends the fetching of a report; one that is there stays.
    /// </summary>
    public void Cancel(GlasePeriod period, ReportKind kind)
    {
        ReportJob job;
        lock (_jobs)
            job = _jobs.GetValueOrDefault((period.Id, kind));
        job?.Cancel();
    }

    private ReportProgress Start(GlasePeriod period, ReportKind kind)
    {
        if (_jobs.Values.Count(running => running.Age is null) >= MaxRunning)
            return null;

        var job = new ReportJob(timeProvider, _hostStopping);
        _jobs.Add((period.Id, kind), job);

        background.Run("fetching a report", () => RunAsync(job, period, kind));
        return job.Progress;
    }

    private async Task RunAsync(ReportJob job, GlasePeriod period, ReportKind kind)
    {
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            job.Complete(await FetchAsync(scope.ServiceProvider, job, period, kind));
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
        finally
        {
            job.Dispose();
        }
    }

    private static async Task<Report> FetchAsync(IServiceProvider services, ReportJob job, GlasePeriod period, ReportKind kind)
    {
        var report = await services.GetRequiredService<ReportFetcher>().FetchAsync(period, kind, job.RecordPoll, job.CancellationToken);
        if (kind == ReportCatalog.ForReconciliation(period))
            await services.GetRequiredService<ReportedTransactionStore>().SaveAsync(period.Id, report);
        return report;
    }

    private void RemoveExpired()
    {
        var kept = 0;
        var characters = 0L;
        foreach (var (key, job) in _jobs.Where(entry => entry.Value.Age is not null).OrderBy(entry => entry.Value.Age).ToList())
        {
            kept++;
            characters += job.Size;
            if (job.Age >= _retentionTime || kept > MaxKept || characters > MaxKeptCharacters && kept > 1)
                _jobs.Remove(key);
        }
    }
}
