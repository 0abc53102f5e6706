namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Logs what fails again and again once per failure, and never throws: for work that goes on with something else.
/// </summary>
public class FailureLog(LogDeduplicator logDeduplicator, SafeLog log)
{
    /// <summary>
    /// Logs a failure as an error, unless it is the one that was logged of the same subject last.
    /// </summary>
    /// <param name="subject">What fails; see <see cref="LogDeduplicator"/></param>
    /// <param name="text">What does not work, as a sentence; the exception's message is added</param>
    /// <param name="failure">The failure</param>
    public Task ErrorAsync(string subject, string text, Exception failure)
    {
        return logDeduplicator.ShouldLog(subject, failure)
            ? log.ErrorAsync($"{text} {failure.Message}", failure)
            : Task.CompletedTask;
    }

    /// <summary>
    /// Logs a failure as a warning, unless it is the one that was logged of the same subject last.
    /// </summary>
    /// <inheritdoc cref="ErrorAsync" />
    public Task WarningAsync(string subject, string text, Exception failure)
    {
        return logDeduplicator.ShouldLog(subject, failure)
            ? log.WarningAsync($"{text} {failure.Message}", failure)
            : Task.CompletedTask;
    }

    /// <summary>
    /// Takes note that a subject is in order again: its next failure is logged.
    /// </summary>
    /// <param name="subject">What was failing</param>
    public void Reset(string subject)
    {
        logDeduplicator.Reset(subject);
    }
}
