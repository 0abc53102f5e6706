using System.Collections.Concurrent;
using Glase.Simulator.Rules;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Reports;

/// <summary>Closes periods and hands out their reports, which are never ready when first asked for.</summary>
internal sealed class ReportOperations(TransactionFinder transactions, Access access, ReferenceGenerator referenceGenerator, SimulatorOptions options)
{
    private const string PeriodKey = "transactionPeriodId";
    private const string TerminalKey = "TERMINALID";
    private readonly Lock _lock = new();
    private readonly List<Period> _periods = [];
    private readonly ConcurrentDictionary<(string Period, string Report, string Terminal), DateTimeOffset> _readyAt = new();

    public IReadOnlyList<Period> Periods
    {
        get
        {
            lock (_lock)
                return new List<Period>(_periods);
        }
    }

    /// <summary>Adds the periods that were saved.</summary>
    public void Restore(IEnumerable<Period> periods)
    {
        lock (_lock)
            _periods.AddRange(periods);
    }

    public Outcome MarkPeriod(ParameterMap parameters, out string periodId)
    {
        periodId = null;
        var terminalId = parameters?.Find(TerminalKey);
        if (terminalId != null && access.Find(terminalId) == null)
            return Outcome.Of(ResultCode.InitiatorPrincipalNotFound, $"there is no terminal {terminalId}");
        lock (_lock)
        {
            var after = _periods.Count == 0 ? 0 : _periods[^1].UpTo;
            var now = options.TimeProvider.GetUtcNow();
            var period = new Period(referenceGenerator.NextPeriodId(), after, referenceGenerator.NextSequence(), terminalId, now);
            _periods.Add(period);
            periodId = period.Id;
            return Outcome.Success;
        }
    }

    public Outcome Execute(string reportId, ParameterMap parameters, out Report report)
    {
        report = null;
        if (!ReportKind.TryFind(reportId, out var kind))
            return Outcome.Of(ResultCode.UnsupportedOperation, $"there is no report {reportId}");
        var periodId = parameters.Find(PeriodKey);
        var period = Periods.FirstOrDefault(marked => marked.Id == periodId);
        if (period == null)
            return Outcome.Of(ResultCode.RejectedBusinessLogic, $"there is no period {periodId}");
        var terminalId = kind.OfTerminal ? parameters.Find(TerminalKey) : null;
        if (kind.OfTerminal && (terminalId == null || terminalId != period.TerminalId))
            return Outcome.Of(ResultCode.RejectedBusinessLogic, $"{TerminalKey} is needed when marking and when executing");
        var now = options.TimeProvider.GetUtcNow();
        if (!IsReady((periodId, reportId, terminalId), now))
            return Outcome.Of(ResultCode.ReportNotReady);
        report = ReportWriter.Write(kind, period, options.ResellerId, terminalId, transactions.Find(period, terminalId), now);
        return Outcome.Success;
    }

    private bool IsReady((string Period, string Report, string Terminal) key, DateTimeOffset now) =>
        !_readyAt.TryAdd(key, now + options.ReportDelay) && now >= _readyAt[key];
}
