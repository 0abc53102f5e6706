namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Periodic work of a node for the payments that it watches.
/// </summary>
public interface IWatchUpkeep
{
    /// <summary>
    /// Gets how long after one run the next one begins.
    /// </summary>
    TimeSpan Interval => GlaseDefaults.PollInterval;

    /// <summary>
    /// Does what is due now; without watched payments, nothing that uses the database or Redis more than twice a minute. It
    /// may throw: a failure is logged once, and the next run follows.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the shop stops</param>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Tells other nodes that this one stops. Called once, after the last run.
    /// </summary>
    Task StopAsync() => Task.CompletedTask;
}
