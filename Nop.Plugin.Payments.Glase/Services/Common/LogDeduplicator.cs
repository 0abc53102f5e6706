using System.Collections.Concurrent;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Suppresses repeated log entries for an ongoing failure: it is logged once, and again only when it changes.
/// </summary>
/// <remarks>Kept in the memory of this process: each node of a shop, and each start of it, logs once more.</remarks>
public class LogDeduplicator
{
    private const string NoAnswer = "no answer";
    private const int MaxSubjects = 1000;

    private readonly ConcurrentDictionary<string, string> _lastFailures = [];

    /// <summary>
    /// Records a failure, and gets whether it has to be logged.
    /// </summary>
    /// <param name="subject">What is failing</param>
    /// <param name="failure">What is wrong with it</param>
    /// <returns>Whether it differs from the last one of the subject, so that it has to be logged</returns>
    public bool TryRecord(string subject, string failure)
    {
        if (_lastFailures.TryGetValue(subject, out var known) && known == failure)
            return false;
        if (_lastFailures.Count >= MaxSubjects)
            _lastFailures.Clear();

        _lastFailures[subject] = failure;
        return true;
    }

    /// <summary>
    /// Records a failure, and gets whether it has to be logged. All that keeps an answer of Glase from arriving
    /// counts as one failure: while a server is down, timeouts, connection resets and an open circuit breaker alternate.
    /// </summary>
    /// <inheritdoc cref="TryRecord(string, string)" />
    public bool TryRecord(string subject, Exception failure)
    {
        return TryRecord(subject, failure is GlaseApiException { ResultCode: null } or OperationCanceledException
            ? NoAnswer
            : failure.Message);
    }

    /// <summary>
    /// Records that a subject works again, so that its next failure is logged.
    /// </summary>
    /// <param name="subject">What was failing</param>
    public void Reset(string subject)
    {
        _lastFailures.TryRemove(subject, out _);
    }
}
