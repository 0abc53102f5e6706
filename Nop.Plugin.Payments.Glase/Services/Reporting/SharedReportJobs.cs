using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Tells the nodes of the shop which reports each of them fetches.
/// </summary>
/// <remarks>
/// Whether a node still fetches a report is told by whether its row changes, never by a clock: the clocks of the nodes may differ.
/// </remarks>
public class SharedReportJobs(BackgroundWork background, IServiceScopeFactory scopeFactory, TimeProvider timeProvider)
{
    /// <summary>
    /// How long a report is kept, and its outcome told.
    /// </summary>
    public static readonly TimeSpan RetentionTime = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan _abandonedAfter = GlaseDefaults.ReportInterval * 3.5;

    private readonly ConcurrentDictionary<int, (DateTime Written, long SeenAt)> _seen = [];

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Gets the row of a report that is being fetched, or was lately, on whichever node; null when there is none.
    /// </summary>
    public async Task<GlaseReportJob> FindAsync(int periodId, ReportKind kind)
    {
        var row = await scopeFactory.RunAsync((ReportJobStore store) => store.GetAsync(periodId, kind));
        if (row is null || row.StateId != (int)ReportState.Running && Now - row.WrittenOnUtc >= RetentionTime)
            return null;
        if (row.StateId != (int)ReportState.Running)
            return row;

        Observe(row);
        if (IsAbandoned(row))
            row.StateId = (int)ReportState.Abandoned;
        return row;
    }

    /// <summary>
    /// Records that this node begins to fetch a report, or that nobody is to fetch it any more.
    /// </summary>
    public async Task<GlaseReportJob> ReplaceAsync(int periodId, ReportKind kind, ReportState state)
    {
        var row = new GlaseReportJob { PeriodId = periodId, KindId = (int)kind, StateId = (int)state, StartedOnUtc = Now, WrittenOnUtc = Now };
        await scopeFactory.RunAsync((ReportJobStore store) => store.ReplaceAsync(row));
        return row;
    }

    /// <summary>
    /// Records how far a report is that this node fetches.
    /// </summary>
    /// <returns>Whether it still is to be fetched here; true also when that could not be found out</returns>
    public async Task<bool> TryRecordAsync(GlaseReportJob row, ReportProgress progress)
    {
        var isCurrent = true;
        await background.TryAsync("recording how far a report is", async () => isCurrent = await scopeFactory.RunAsync(async (ReportJobStore store) =>
        {
            if ((await store.GetAsync(row.PeriodId, (ReportKind)row.KindId))?.Id != row.Id)
                return false;

            (row.StateId, row.PollCount, row.WrittenOnUtc) = ((int)progress.State, progress.PollCount, Now);
            (row.Failure, row.ProblemId) = (progress.Failure, (int)progress.Problem);
            await store.UpdateAsync(row);
            return true;
        }));
        return isCurrent;
    }

    /// <summary>
    /// Describes how far a report is that another node fetches, or fetched: the report itself is on that node.
    /// </summary>
    public static ReportProgress Describe(GlaseReportJob row)
    {
        return new ReportProgress((ReportState)row.StateId, row.PollCount, row.WrittenOnUtc - row.StartedOnUtc, Report: null, row.Failure)
        {
            Problem = (ReportProblem)row.ProblemId
        };
    }

    // Since when the row is as it is, by a clock of this node.
    private void Observe(GlaseReportJob row)
    {
        var now = timeProvider.GetTimestamp();
        _seen.AddOrUpdate(row.Id, _ => (row.WrittenOnUtc, now),
            (_, known) => known.Written == row.WrittenOnUtc ? known : (row.WrittenOnUtc, now));
        foreach (var (id, _) in _seen.Where(entry => entry.Key != row.Id && timeProvider.GetElapsedTime(entry.Value.SeenAt, now) >= RetentionTime))
            _seen.TryRemove(id, out _);
    }

    private bool IsAbandoned(GlaseReportJob row)
    {
        return _seen.TryGetValue(row.Id, out var seen) && timeProvider.GetElapsedTime(seen.SeenAt) >= _abandonedAfter;
    }
}
