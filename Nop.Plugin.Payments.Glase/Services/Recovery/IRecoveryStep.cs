namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// A step of the scheduled task: finds one kind of unfinished work and finishes it.
/// </summary>
public interface IRecoveryStep
{
    /// <summary>
    /// Gets what the step does, as the subject of a log entry's sentence: "cancelling expired invoices".
    /// </summary>
    string Name { get; }

    /// <summary>
    /// Gets how long the step may run.
    /// </summary>
    TimeSpan TimeBudget { get; }

    /// <summary>
    /// Does what is to be done now, as much as fits into the time budget; the rest is left to the next run.
    /// </summary>
    /// <param name="cancellationToken">
    /// Cancelled when the time budget is over. It ends the step between two items and never the work on one: a call about money
    /// is not interrupted.
    /// </param>
    Task RunAsync(CancellationToken cancellationToken);
}
