namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// What a node does each second for the payments that it watches.
/// </summary>
public interface IWatchUpkeep
{
    /// <summary>
    /// Does what is due now; without watched payments, nothing that uses the database or Redis again and again.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the shop stops</param>
    Task RunAsync(CancellationToken cancellationToken);
}
