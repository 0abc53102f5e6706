using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Polls Glase for a payment that is being watched, outside of any web request, or reads what another node has recorded of it.
/// </summary>
public interface IPaymentPoller
{
    /// <summary>
    /// Gets whether the shop's settings could not be read within the last half minute, because its cache or database does not answer: requests for a
    /// payment's status may fail before they come to this plugin.
    /// </summary>
    bool IsShopFailing { get; }

    /// <summary>
    /// Polls Glase and records what has changed; cancels the invoice when its payment window is over.
    /// </summary>
    /// <returns>
    /// The payment as it is now, the very same object when nothing has changed; null when there was no answer, which has been
    /// logged unless it was Glase that did not answer
    /// </returns>
    Task<GlasePayment> TryPollAsync(GlasePayment payment, CancellationToken cancellationToken);

    /// <summary>
    /// Does not ask Glase, because another node does: reads the payment every 15 seconds, and at each call while its amount is outdated.
    /// </summary>
    /// <returns>As <see cref="TryPollAsync"/></returns>
    Task<GlasePayment> TryReadAsync(GlasePayment payment);
}
