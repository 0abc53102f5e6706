using System.Collections.Concurrent;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Suppresses repeated log entries for an ongoing failure: it is logged once, and again only when it changes.
/// </summary>
/// <remarks>In the memory of this process: each node of a shop, and each start of it, tells once more.</remarks>
public class LogDeduplicator
{
    private const string NoAnswer = "no answer";
    private const int MaxSubjects = 1000;

    private readonly ConcurrentDictionary<string, string> _troubles = [];

    /// <summary>
    /// Takes note of a trouble.
    /// </summary>
    /// <param name="subject">What is failing</param>
    /// <param name="trouble">What is wrong with it</param>
    /// <returns>Whether it is another one than the last time, so that it is to be logged</returns>
    public bool ShouldLog(string subject, string trouble)
    {
        if (_troubles.TryGetValue(subject, out var known) && known == trouble)
            return false;
        if (_troubles.Count >= MaxSubjects)
            _troubles.Clear();

        _troubles[subject] = trouble;
        return true;
    }

    /// <summary>
    /// Takes note of a failure. Whatever keeps Glase's answer away is one trouble: while a server is down, its time-outs, resets
    /// and breaks of the circuit come in turn.
    /// </summary>
    /// <inheritdoc cref="ShouldLog(string, string)" />
    public bool ShouldLog(string subject, Exception failure)
    {
        return ShouldLog(subject, failure is GlaseApiException { ResultCode: null } or OperationCanceledException
            ? NoAnswer
            : failure.Message);
    }

    /// <summary>
    /// Takes note that something is in order again: its next trouble is news.
    /// </summary>
    /// <param name="subject">What was failing</param>
    public void Reset(string subject)
    {
        _troubles.TryRemove(subject, out _);
    }
}
