using Nop.Core.Domain.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Logs an ongoing failure once, and never throws: for callers that go on after it.
/// </summary>
public class FailureLog(LogDeduplicator logDeduplicator, SafeLog log)
{
    /// <summary>
    /// Logs a failure as an error, unless it is the one that was logged of the same subject last.
    /// </summary>
    /// <param name="subject">What fails; see <see cref="LogDeduplicator"/></param>
    /// <param name="text">What does not work, as a sentence; the exception's message is added</param>
    /// <param name="failure">The failure</param>
    /// <param name="customer">Whose request it was; null for the current customer's</param>
    public Task ErrorAsync(string subject, string text, Exception failure, Customer customer = null)
    {
        return logDeduplicator.TryRecord(subject, failure)
            ? log.ErrorAsync($"{text} {failure.Message}", failure, customer)
            : Task.CompletedTask;
    }

    /// <summary>
    /// Logs a failure as a warning, unless it is the one that was logged of the same subject last.
    /// </summary>
    /// <inheritdoc cref="ErrorAsync" />
    public Task WarningAsync(string subject, string text, Exception failure, Customer customer = null)
    {
        return logDeduplicator.TryRecord(subject, failure)
            ? log.WarningAsync($"{text} {failure.Message}", failure, customer)
            : Task.CompletedTask;
    }

    /// <summary>
    /// Records that a subject works again, so that its next failure is logged.
    /// </summary>
    /// <param name="subject">What was failing</param>
    public void Reset(string subject)
    {
        logDeduplicator.Reset(subject);
    }
}
