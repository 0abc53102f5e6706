namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Elects the node that polls Glase for a payment that several nodes watch: Glase allows one poll per invoice per second.
/// </summary>
/// <remarks>
/// It only saves polls. A payment that is not polled for 20 seconds is reversed by Glase, whereas an extra poll costs little: where the
/// election fails, each node polls.
/// </remarks>
public interface IPollerElection
{
    /// <summary>
    /// Gets whether this node is to poll now, and holds its lease, or takes a free one, for
    /// <see cref="GlaseDefaults.PollerLeaseDuration"/>. To be called before each poll. It never throws, and answers within a second.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <returns>Whether this node is to poll; true also when that could not be found out</returns>
    Task<bool> TryAcquireAsync(int paymentId);

    /// <summary>
    /// Lets another node poll, because nobody watches here any more, or because Glase does not answer this node. It never throws.
    /// </summary>
    /// <param name="paymentId">The payment; one whose lease this node does not have is left as it is</param>
    Task ReleaseAsync(int paymentId);
}
