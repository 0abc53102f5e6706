using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Deletes locks whose processes ended, by one statement.
/// </summary>
public class LeakedLockSweep(DistributedLock locks) : IRecoveryStep
{
    /// <inheritdoc />
    public string Name => "deleting leaked locks";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        return locks.DeleteLeakedAsync();
    }
}
