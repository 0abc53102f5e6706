using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// The fetching of one report, from its start until it is forgotten. All members may be used from any thread.
/// </summary>
internal sealed class ReportJob : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly long _started;

    private int _asked;
    private long? _ended;
    private Report _report;
    private ReportState _state = ReportState.Running;
    private string _failure;
    private ReportProblem _problem;

    public ReportJob(int rowId, TimeProvider timeProvider, CancellationToken hostStopping)
    {
        RowId = rowId;
        _timeProvider = timeProvider;
        _started = timeProvider.GetTimestamp();
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(hostStopping);
        CancellationToken = _cancellation.Token;
    }

    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// The row that tells of it, or of the fetching that it repeats on this node.
    /// </summary>
    public int RowId { get; }

    /// <summary>
    /// How long ago it ended; null while it runs.
    /// </summary>
    public TimeSpan? Age
    {
        get
        {
            lock (_lock)
                return _ended is { } ended ? _timeProvider.GetElapsedTime(ended) : null;
        }
    }

    /// <summary>
    /// How many characters of a report it keeps in memory.
    /// </summary>
    public int Size
    {
        get
        {
            lock (_lock)
                return _report?.Text.Length ?? 0;
        }
    }

    public ReportProgress Progress
    {
        get
        {
            lock (_lock)
            {
                var took = _timeProvider.GetElapsedTime(_started, _ended ?? _timeProvider.GetTimestamp());
                return new ReportProgress(_state, _asked, took, _report, _failure) { Problem = _problem };
            }
        }
    }

    public void RecordPoll()
    {
        lock (_lock)
            _asked++;
    }

    public void Complete(Report report, ReportProblem problem)
    {
        End(ReportState.Done, report, failure: null, problem);
    }

    public void Fail(string failure)
    {
        End(ReportState.Failed, report: null, failure);
    }

    public void Cancel()
    {
        End(ReportState.Canceled, report: null, failure: null);
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has come to its end meanwhile: there is nothing left to be cancelled.
        }
    }

    /// <summary>
    /// Lets go of what only a running job needs.
    /// </summary>
    public void Dispose()
    {
        _cancellation.Dispose();
    }

    private void End(ReportState state, Report report, string failure, ReportProblem problem = ReportProblem.None)
    {
        lock (_lock)
        {
            if (_state != ReportState.Running)
                return;

            (_state, _report, _failure, _problem) = (state, report, failure, problem);
            _ended = _timeProvider.GetTimestamp();
        }
    }
}
